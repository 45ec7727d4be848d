"""Whether two ways of naming may name one person: initials, diminutives, ё, a slip of the pen."""

from functools import cache

from rapidfuzz.distance import OSA

from parsers.lexicon import words
from parsers.names.lists import fold


@cache
def _diminutives() -> dict[str, frozenset[str]]:
    rows = (line.split() for line in words("diminutives"))
    return {short: frozenset(full) for short, *full in rows}


def full_names_of(short: str) -> frozenset[str]:
    """The folded given names a folded diminutive may stand for: «леша» → {«алексей»}."""
    return _diminutives().get(short, frozenset())


def is_same_given(one: str | None, other: str | None) -> bool:
    """Equal, one missing, an initial of the other, its diminutive, or one letter apart in a long name."""
    if not one or not other:
        return True
    a, b = fold(one).rstrip("."), fold(other).rstrip(".")
    if a == b or (1 in {len(a), len(b)} and a[0] == b[0]):
        return True
    if b in full_names_of(a) or a in full_names_of(b) or full_names_of(a) & full_names_of(b):
        return True
    return min(len(a), len(b)) >= 6 and OSA.distance(a, b, score_cutoff=1) <= 1


def is_same_patronymic(one: str | None, other: str | None) -> bool:
    """Equal, one missing, or an initial of the other."""
    if not one or not other:
        return True
    a, b = fold(one).rstrip("."), fold(other).rstrip(".")
    return a == b or (1 in {len(a), len(b)} and a[0] == b[0]) or OSA.distance(a, b, score_cutoff=1) <= 1


def is_same_surname(one: str, other: str) -> bool:
    """Equal but for ё."""
    return fold(one) == fold(other)


def is_misspelt(one: str, other: str) -> bool:
    """Two long surnames that differ by one letter, not by an ending."""
    a, b = fold(one), fold(other)
    return min(len(a), len(b)) >= 6 and a[-2:] == b[-2:] and OSA.distance(a, b, score_cutoff=1) == 1
