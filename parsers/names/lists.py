"""The name lists under parsers/data: they raise a reading's score, they never veto one."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from parsers.lexicon import words

_DATA = Path(__file__).parents[1] / "data"
_WORDS = frozenset({"тема", "тома", "серый", "василек", "ната", "слава", "сема"})
"""Diminutives that are rather words of the language."""
_KNOWN = 2
"""The weight of a given name that is listed by hand (parsers/lexicons/given_rare.txt)."""


def fold(word: str) -> str:
    """Lower case, ё as е: the spelling under which words are compared."""
    return word.lower().replace("ё", "е")


@cache
def given_names() -> dict[str, tuple[str, int]]:
    """Folded given name → (m, f or u; 1 for a name seen under ten times up to 6)."""
    rows = (line.split("\t") for line in (_DATA / "given.tsv").read_text("utf-8").splitlines())
    common = {name: (sex, int(weight)) for name, sex, weight in rows}
    rare = (line.split() for line in words("given_rare"))
    short = {name: kind for name, kind in _diminutives(common) if common.get(name, ("", 0))[1] < _KNOWN}
    return common | short | {name: (sex, max(_KNOWN, common.get(name, ("", 0))[1])) for name, sex in rare}


def _diminutives(common: dict[str, tuple[str, int]]) -> Iterator[tuple[str, tuple[str, int]]]:
    """«леня» → (m, 2): known, and of the sex of the names it may stand for."""
    for short, *full in (line.split() for line in words("diminutives")):
        sexes = {common[name][0] for name in full if name in common}
        if short not in _WORDS:
            yield short, ("u" if len(sexes) > 1 else next(iter(sexes), "u"), _KNOWN)


@cache
def surnames() -> dict[str, int]:
    """Folded masculine surname without a regular ending → 1 (rare) to 4."""
    rows = (line.split("\t") for line in (_DATA / "surnames.tsv").read_text("utf-8").splitlines())
    return {name: int(weight) for name, weight in rows}


@cache
def patronymics() -> frozenset[str]:
    """Folded masculine patronymics."""
    return frozenset((_DATA / "patronymics.txt").read_text("utf-8").splitlines())
