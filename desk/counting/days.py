"""Arithmetic of ISO prefixes: `2024`, `2024-08`, `2024-08-13`, each a stretch of days; and ISO weeks."""

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from desk.counting.mistakes import Mistake

Grain = Literal["day", "week", "month", "year"]
"""How fine the rows of a table by date are."""

_PREFIX = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?", re.ASCII)
_LENGTH = {"year": 4, "month": 7, "week": 10, "day": 10}


class NotADate(Mistake):
    """A text is no ISO prefix of a day that exists."""


@lru_cache(65536)
def first_day(prefix: str) -> date:
    """The first day of the stretch: `2024-08` begins on 2024-08-01. Raises NotADate."""
    found = _PREFIX.fullmatch(prefix)
    try:
        if found:
            return date(int(found["year"]), int(found["month"] or 1), int(found["day"] or 1))
    except ValueError as error:
        raise NotADate(f"{prefix!r}: {error}") from error
    raise NotADate(f"{prefix!r}: expected YYYY, YYYY-MM or YYYY-MM-DD")


@lru_cache(65536)
def last_day(prefix: str) -> date:
    """The last day of the stretch: `2024-02` ends on 2024-02-29. Raises NotADate."""
    first = first_day(prefix)
    if len(prefix) == _LENGTH["day"]:
        return first
    if len(prefix) == _LENGTH["year"]:
        return date(first.year, 12, 31)
    return (first.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def is_as_fine_as(prefix: str, grain: Grain) -> bool:
    """Whether a date can stand in a table of that grain: a week, like a day, needs the day."""
    return len(prefix) >= _LENGTH[grain]


@lru_cache(65536)
def cut(prefix: str, grain: Grain) -> str:
    """The row of a table in which a date stands: `2024-08-13` is in `2024-W33` by week.

    The ISO week's year is the week's: 2024-12-30 is in `2025-W01`.
    """
    if grain == "week":
        year, week, _ = first_day(prefix).isocalendar()
        return f"{year}-W{week:02}"
    return prefix[: _LENGTH[grain]]


def end(row: str) -> date:
    """The last day of a row of a table by date, weeks included."""
    year, is_week, week = row.partition("-W")
    if is_week:
        return date.fromisocalendar(int(year), int(week), 7)
    return last_day(row)
