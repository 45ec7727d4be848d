"""Age at death: as stated, else as two dates allow without guessing."""

from datetime import date

from desk.counting.days import first_day, last_day
from desk.counting.person import Counted

BAND = 5
"""Years in a row of a table by age band."""


def age(person: Counted) -> int | None:
    """Full years at death: stated, else counted where every day that the two dates allow gives the same."""
    if person.age is not None:
        return person.age
    if person.birth_date is None or person.death_date is None:
        return None
    youngest = _years(last_day(person.birth_date), first_day(person.death_date))
    oldest = _years(first_day(person.birth_date), last_day(person.death_date))
    return youngest if youngest == oldest and youngest >= 0 else None


def band(years: int) -> str:
    """The five-year band of an age: `30-34`."""
    low = years - years % BAND
    return f"{low:02}-{low + BAND - 1:02}"


def _years(born: date, died: date) -> int:
    return died.year - born.year - ((died.month, died.day) < (born.month, born.day))
