"""Dates given to the people whose they are."""

from collections.abc import Iterator

from archive.records import Claim, Document
from parsers.dates.cues import Role
from parsers.dates.passage import Day, Timeline
from parsers.scope import Lean, Scope

_FIELDS: dict[Role, str] = {
    "death": "death_date",
    "funeral": "funeral_date",
    "birth": "birth_date",
    "missing": "missing_since",
}
_LAST_BIRTH = "2009"


def date_claims(document: Document, line: Timeline, scope: Scope) -> Iterator[tuple[int, Claim]]:
    """Claims of the dates that are a field's; reports, ceremonies and careers are none."""
    for day in line.days:
        field = _FIELDS.get(day.role)
        if field is None or (field == "birth_date" and not "1930" < day.value < _LAST_BIRTH):
            continue
        lean: Lean = "before" if day.rule == "life" else "any"
        raw = document.text[day.start : day.end]
        for who in scope.owners(day.start, day.end, lean=lean):
            yield (
                who,
                Claim(field, day.value, raw, day.start, day.end, f"{field}.{_rule(day)}", day.confidence),
            )


def _rule(day: Day) -> str:
    return day.rule if day.moment.year is not None or day.rule == "life" else f"{day.rule}_year_inferred"
