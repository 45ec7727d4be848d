"""Birth dates that a birthday implies: «14 ноября ему исполнился 51 год», «2 января стукнуло бы сорок»."""

from collections.abc import Iterator, Sequence
from datetime import date

from archive.records import Claim, Document
from parsers.dates.ages import Age
from parsers.dates.passage import Day, Timeline
from parsers.scope import Scope


def birthday_claims(
    document: Document, line: Timeline, found: Sequence[Age], scope: Scope
) -> Iterator[tuple[int, Claim]]:
    """A birthday with its day, its month and the age it makes tells the whole date of birth."""
    for one in found:
        day = _birthday_of(one, line, scope) if one.birthday else None
        if day is None or not one.birthday:
            continue
        value = f"{int(day.value[:4]) - one.birthday:04}{day.value[4:]}"
        raw = document.text[day.start : day.end]
        for who in scope.owners(one.start, one.end, lean=one.lean):
            yield who, Claim("birth_date", value, raw, day.start, day.end, "birth_date.birthday", 0.75)


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
