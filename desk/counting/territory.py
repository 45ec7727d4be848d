"""A table of territory that the user gives: how many km² changed hands in which period."""

import csv
from fractions import Fraction
from pathlib import Path

from msgspec import Struct

from desk.counting.filters import Period
from desk.counting.mistakes import Mistake


class NotATerritory(Mistake):
    """A table of territory cannot be read; the message names file, line and remedy."""


class Territory(Struct, frozen=True):
    """So many km² in a period, by its name in the table: `2024`, `2024-09..2024-11`."""

    name: str
    period: Period
    km2: Fraction


def territories(path: Path) -> list[Territory]:
    """Read a CSV with the columns `period` and `km2`; others (a source, a note) are left unread.

    Raises NotATerritory.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        if not {"period", "km2"} <= set(rows.fieldnames or ()):
            raise NotATerritory(f"{path}: expected the columns period,km2, as in the line 2024,4168")
        try:
            return [_territory(row, f"{path}, line {rows.line_num}") for row in rows]
        except UnicodeDecodeError as error:
            raise NotATerritory(f"{path}: expected UTF-8: {error}") from error


def _territory(row: dict[str, str | None], place: str) -> Territory:
    name = (row["period"] or "").strip()
    since, _, until = name.partition("..")
    try:
        period, km2 = Period(since, until or since), Fraction(row["km2"] or "0")
    except (ValueError, ZeroDivisionError) as error:
        raise NotATerritory(
            f"{place}: {error}; expected a period such as 2024 or 2024-09..2024-11, and km²"
        ) from error
    if not since or km2 <= 0:
        raise NotATerritory(f"{place}: a period is needed, and more than 0 km²")
    return Territory(name, period, km2)
