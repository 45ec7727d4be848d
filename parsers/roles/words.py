"""What a Russian word may be: its dictionary form, parts of speech, cases; whether it agrees with a name."""

from functools import lru_cache
from typing import NamedTuple

from parsers.morph import analyse
from parsers.names.lists import fold

_EITHER_SEX = frozenset({"глава", "судья", "староста", "воевода", "тёзка", "сирота", "коллега"})
_NAMING = {"gent": {"gent", "accs"}, "accs": {"gent", "accs"}}


class Shape(NamedTuple):
    """What the analyser says of a word, for each of its readings."""

    lemma: str
    kinds: frozenset[str]
    cases: frozenset[str]
    genders: frozenset[str]
    is_animate: bool


@lru_cache(maxsize=50_000)
def shape(word: str) -> Shape:
    """The dictionary form, parts of speech and cases (singular) of a lower-case word."""
    parses = analyse(word)[:5]
    cases = {str(p.tag.case) for p in parses if p.tag.case and p.tag.number != "plur"}
    genders = {str(p.tag.gender) for p in parses if p.tag.gender and p.tag.POS == "NOUN"}
    return Shape(
        fold(parses[0].normal_form),
        frozenset(str(p.tag.POS) for p in parses[:3] if p.score > 0.05),
        frozenset(cases),
        frozenset(genders),
        any("anim" in p.tag for p in parses) or not any(p.tag.POS == "NOUN" for p in parses[:1]),
    )


def agrees(word: Shape, case: str, gender: str) -> bool:
    """Whether a noun or an adjective stands in a name's case and does not belong to the other sex."""
    if not case:
        return False
    wanted = _NAMING.get(case, {case}) if gender == "m" else {case}
    if not wanted & word.cases or not word.is_animate:
        return False
    other = {"m": "femn", "f": "masc"}[gender]
    return word.lemma in _EITHER_SEX or not (
        "NOUN" in word.kinds and gender == "m" and word.genders == {other}
    )
