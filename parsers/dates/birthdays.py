"""Birth dates that a birthday implies: «14 ноября ему исполнился 51 год», «2 января стукнуло бы сорок»."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from archive.records import Claim, Document
from parsers.dates.ages import Age
from parsers.dates.numbers import CARDINAL, cardinal
from parsers.dates.passage import Day, Timeline
from parsers.scope import Scope

_SHORT_AFTER = re.compile(
    rf"\s+(?:всего\s+|лишь\s+|ровно\s+)?(?P<count>\d{{1,2}}|{CARDINAL})?\s*(?:день|дня|дней|сутки)(?!\w)"
)
_SHORT_BEFORE = re.compile(
    rf"(?<!\w)(?:за\s+(?:(?P<count>\d{{1,2}}|{CARDINAL})\s+)?(?:день|дня|дней|сутки)\s+до|накануне)\s+(?:своего\s+)?$"
)


def birthday_claims(
    document: Document, line: Timeline, found: Sequence[Age], scope: Scope
) -> Iterator[tuple[int, Claim]]:
    """A birthday with its day, its month and the age it makes tells the whole date of birth."""
    for one in found:
        known = _birthday(one, line, scope) if one.birthday else None
        if known is None or not one.birthday:
            continue
        day, birthday = known
        value = f"{int(birthday[:4]) - one.birthday:04}{birthday[4:]}"
        raw = document.text[day.start : day.end]
        for who in scope.owners(one.start, one.end, lean=one.lean):
            yield who, Claim("birth_date", value, raw, day.start, day.end, "birth_date.birthday", 0.75)


def _birthday(one: Age, line: Timeline, scope: Scope) -> tuple[Day, str] | None:
    """The date that the birthday is told by, and the birthday: that date or so many days after his death."""
    said = _birthday_of(one, line, scope)
    if said:
        return said, said.value
    start, end = scope.sentence(one.start)
    days = _days_short(line.low, start, end, one)
    deaths = [day for day in line.days if start <= day.start < end and day.role == "death"]
    if days is None or len(deaths) != 1 or len(deaths[0].value) < 10:
        return None
    return deaths[0], (date.fromisoformat(deaths[0].value) + timedelta(days=days)).isoformat()


def _days_short(low: str, start: int, end: int, one: Age) -> int | None:
    """«не дожил до 26-летия один день», «за три дня до 26-летия», «накануне 26-летия» → 1, 3, 1."""
    after = _SHORT_AFTER.match(low, one.end, end)
    before = None if after else _SHORT_BEFORE.search(low[max(start, one.start - 60) : one.start])
    found = after or before
    if not found:
        return None
    count = found["count"]
    return (cardinal(count) if count else 1) if "не дожи" in low[start : one.start] or before else None


def _birthday_of(one: Age, line: Timeline, scope: Scope) -> Day | None:
    """The one full date in the sentence that is the day of the birthday."""
    start, end = scope.sentence(one.start)
    days = [
        day
        for day in line.days
        if start <= day.start < end and day.role == "birthday" and len(day.value) == 10
    ]
    return days[0] if len(days) == 1 else None


def age_on(born: str, died: str) -> int | None:
    """Completed years between two dates known to the day, else None."""
    if len(born) < 10 or len(died) < 10:
        return None
    one, other = date.fromisoformat(born), date.fromisoformat(died)
    return other.year - one.year - ((other.month, other.day) < (one.month, one.day))
