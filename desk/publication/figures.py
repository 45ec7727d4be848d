"""The numbers behind the pictures of an edition."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from desk.counting.ages import age, band
from desk.counting.counts import WAR_BEGAN, count
from desk.counting.dating import dated
from desk.counting.days import end, first_day
from desk.counting.dimensions import UNDATED
from desk.counting.person import Counted
from desk.counting.questions import Question
from desk.counting.rules import INCLUDED


class Bar(Struct, frozen=True):
    """So many persons of a part (a kind of date, a category) in a week or month that begins on a day."""

    day: str
    part: str
    persons: int
    provisional: bool = False


class Drawn(Struct, frozen=True):
    """`ages`: by five-year band, those between without anyone included. `regions`: by ISO 3166-2 code.

    `unplaced`: counted persons whom the picture cannot show, by picture.
    """

    weeks: tuple[Bar, ...]
    months: tuple[Bar, ...]
    ages: dict[str, int]
    regions: dict[str, int]
    unplaced: dict[str, int]


def drawn(everyone: Sequence[Counted], question: Question) -> Drawn:
    """The numbers of an edition. Pictures by date show the war up to the day of the edition."""
    inside = [one for one in everyone if question.verdict(one) == INCLUDED]
    weeks, months = tuple(_weeks(inside, question)), tuple(_months(inside, question))
    ages = Counter(band(years) for one in inside if (years := age(one)) is not None)
    regions = Counter(one.region for one in inside if one.region and not one.foreign)
    shown = {"weeks": weeks, "months": months}
    unplaced = {name: len(inside) - sum(bar.persons for bar in bars) for name, bars in shown.items()}
    unplaced |= {"ages": len(inside) - ages.total(), "regions": len(inside) - regions.total()}
    return Drawn(weeks, months, _without_gaps(ages), dict(sorted(regions.items())), unplaced)


def _weeks(inside: Sequence[Counted], question: Question) -> Iterable[Bar]:
    for bucket in count(inside, question, by="week").buckets:
        if bucket.value != UNDATED:
            monday = end(bucket.value) - timedelta(days=6)
            if _is_in_time(monday, end(bucket.value), question.as_of):
                for kind, persons in bucket.dated_by.items():
                    if persons:
                        yield Bar(monday.isoformat(), kind, persons, bucket.provisional)


def _months(inside: Sequence[Counted], question: Question) -> Iterable[Bar]:
    since = count((), question).provisional_since
    found = Counter(
        (month.value, one.category)
        for one in inside
        if (month := dated(one, question.rule.chain, "month"))
        and _is_in_time(first_day(month.value), end(month.value), question.as_of)
    )
    for (month_of, category), persons in sorted(found.items()):
        yield Bar(f"{month_of}-01", category, persons, end(month_of).isoformat() >= since)


def _is_in_time(first: date, last: date, as_of: date) -> bool:
    return last >= WAR_BEGAN and first <= as_of


def _without_gaps(ages: Counter[str]) -> dict[str, int]:
    if not ages:
        return {}
    low, high = (int(bound.partition("-")[0]) for bound in (min(ages), max(ages)))
    return {band(years): ages[band(years)] for years in range(low, high + 1, 5)}
