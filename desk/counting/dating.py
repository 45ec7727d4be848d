"""On which date a death is counted (docs/counting.md), as versioned chains of kinds of date."""

from typing import Literal

from msgspec import Struct

from desk.counting.days import Grain, cut, first_day, is_as_fine_as
from desk.counting.person import Counted

DateKind = Literal["death", "funeral", "publication"]

CHAINS: dict[str, tuple[DateKind, ...]] = {
    "bbc-1": ("death", "funeral", "publication"),
    "strict-1": ("death",),
}
"""Rule version → the kinds of date that may date a death, best first."""


class Dated(Struct, frozen=True):
    """Where a death stands in time: an ISO prefix (or ISO week), and the kind of date that says so."""

    value: str
    kind: DateKind


def dated(person: Counted, chain: tuple[DateKind, ...], grain: Grain) -> Dated | None:
    """The row of a table by `grain` in which a person stands, or None: undated there.

    A date too coarse for the table bounds those after it: known to have died in `2023-05`, a man stands in a
    table by day on the day of his funeral or of the report only if that day lies in May 2023.
    """
    bound = ""
    for kind in chain:
        known = _date(person, kind)
        if known is None or not known.startswith(bound):
            continue
        if is_as_fine_as(known, grain):
            return Dated(cut(known, grain), kind)
        bound = known
    return None


def finest(person: Counted, chain: tuple[DateKind, ...]) -> Dated | None:
    """The counting date as exact as it is known: the day, else the month, else the year."""
    return dated(person, chain, "day") or dated(person, chain, "month") or dated(person, chain, "year")


def reporting_delay(person: Counted) -> int | None:
    """Days from the death to its first report, below 0 if a date is wrong; None unless both are known."""
    died, told = person.death_date, person.published
    if died is None or told is None or not (is_as_fine_as(died, "day") and is_as_fine_as(told, "day")):
        return None
    return (first_day(told) - first_day(died)).days


def _date(person: Counted, kind: DateKind) -> str | None:
    match kind:
        case "death":
            return person.death_date
        case "funeral":
            return person.funeral_date
        case "publication":
            return person.published
