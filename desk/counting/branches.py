"""The branch of the forces: a property of the unit, read from its name by a table (`branches.tsv`)."""

import re
from functools import lru_cache
from pathlib import Path

UNKNOWN = "unknown"


@lru_cache(65536)
def branch_of(unit: str | None) -> str:
    """The branch that a unit's name shows, or `unknown`.

    >>> branch_of("331-й гвардейский парашютно-десантный полк")
    'airborne'
    """
    if unit is None:
        return UNKNOWN
    folded = unit.casefold().replace("ё", "е")
    return next((branch for branch, pattern in _table() if pattern.search(folded)), UNKNOWN)


@lru_cache(1)
def _table() -> tuple[tuple[str, re.Pattern[str]], ...]:
    lines = Path(__file__).with_name("branches.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if not line.startswith("#"))
    return tuple((branch, re.compile(pattern)) for branch, pattern in rows)
