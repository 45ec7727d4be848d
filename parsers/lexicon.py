"""Word lists: `parsers/lexicons/NAME.txt`, one entry a line, `#` before a comment, ё kept as written."""

from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent / "lexicons"


@cache
def words(name: str) -> frozenset[str]:
    """The entries of a list. An entry may be several words.

    Raises FileNotFoundError for a list that is not there.
    """
    lines = (_FOLDER / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
