"""How the words of a sentence bear on a name: what describes it, what governs it, whose subject it is.

«матери погибшего рядового Дениса Каменкина»: «погибшего», «рядового» agree with the name and describe him;
«матери» does not agree, so it governs the name: she is somebody else.
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from parsers.morph import analyse
from parsers.names.lists import fold
from parsers.names.person import Spot

Span = tuple[int, int]

_TOKEN = re.compile(r"[^\W_][\w-]*|[^\w\s]")
_NAMING = {"gent": {"gent", "accs"}, "accs": {"gent", "accs"}}
_REACH = 90
_VERB_REACH = 110


class Tie(NamedTuple):
    """A word tied to a name: `how` is describes, governs, apposes, subject, object."""

    how: str
    lemma: str
    start: int
    end: int


class Shape(NamedTuple):
    """What the analyser says of a word, for each of its readings."""

    lemma: str
    kinds: frozenset[str]
    cases: frozenset[str]
    genders: frozenset[str]


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
    )


def ties(
    text: str, spot: Spot, sentence: Span, stops: Span, gender: str, governs: Callable[[int, int], bool]
) -> Iterator[Tie]:
    """The ties of a name within its sentence; verbs are sought between `stops`, the other people's names.

    `governs` says of a noun's offsets whether it may have a person as its complement: «гибель», «мать», «парта».
    """
    start, end = sentence
    case = spot.names[0].case if spot.names else ""
    yield from _before(text, spot, (max(start, spot.start - _REACH), stops[0]), case, gender, governs)
    yield from _after(text, spot, min(end, spot.end + _REACH), case, gender)
    yield from _verbs(text, spot, max(start, stops[0]), min(end, stops[1]), case)


def _agrees(word: Shape, case: str, gender: str) -> bool:
    if not case:
        return False
    wanted = _NAMING.get(case, {case}) if gender == "m" else {case}
    if not wanted & word.cases:
        return False
    other = {"m": "femn", "f": "masc"}[gender]
    return not ("NOUN" in word.kinds and gender == "m" and word.genders == {other})


def _before(
    text: str, spot: Spot, limits: Span, case: str, gender: str, governs: Callable[[int, int], bool]
) -> Iterator[Tie]:
    """Words that lead up to the name, the nearest first.

    A noun that does not agree is passed over as another noun's complement («глава округа Иван …», «мать
    Антона Зинаида …»), unless it is one that governs people: that ends the search.
    """
    first = max(limits[0], _beyond_complement(text, spot, limits[1]))
    for match in reversed(list(_TOKEN.finditer(text, limits[0], spot.start))):
        word = match[0]
        if word in '«»"“”-–№' or word[0].isdigit():
            continue
        if not word[0].isalnum() or match.start() < first:
            return
        found = shape(word.lower())
        if found.kinds & {"VERB", "INFN", "GRND", "PRTS"} and "NOUN" not in found.kinds:
            return
        if found.kinds & {"PREP", "CONJ"} and len(word) < 5:
            yield Tie("preposition", found.lemma, match.start(), match.end())
            return
        if not found.kinds & {"NOUN", "ADJF", "PRTF"}:
            continue
        if _agrees(found, case, gender):
            yield Tie("describes", found.lemma, match.start(), match.end())
        elif "NOUN" in found.kinds and governs(match.start(), match.end()):
            yield Tie("governs", found.lemma, match.start(), match.end())
            return


def _beyond_complement(text: str, spot: Spot, before: int) -> int:
    """Where the search may reach: past another name only if that name stands right before this one."""
    return 0 if before and text[before : spot.start].strip() == "" else before


def _after(text: str, spot: Spot, end: int, case: str, gender: str) -> Iterator[Tie]:
    """An apposition: «…, отец троих детей», «…, погибшего на фронте», «… (позывной …)», «… — глава района»."""
    opening = re.compile(r"\s*(?:,|—|–|\(|-\s)\s*").match(text, spot.end, end)
    if not opening:
        return
    for number, match in enumerate(_TOKEN.finditer(text, opening.end(), end)):
        word = match[0]
        if not word[0].isalnum() or number > 4:
            return
        found = shape(word.lower())
        if found.kinds & {"NOUN", "PRTF", "ADJF"} and _agrees(found, case or "nomn", gender):
            yield Tie("apposes", found.lemma, match.start(), match.end())
            if "NOUN" in found.kinds:
                return
        elif found.kinds & {"VERB", "PRTS", "PREP", "CONJ", "NPRO"}:
            return


def _verbs(text: str, spot: Spot, start: int, end: int, case: str) -> Iterator[Tie]:
    how = "subject" if case == "nomn" else f"object-{case or 'none'}"
    after = _first_verb(_TOKEN.finditer(text, spot.end, min(end, spot.end + _VERB_REACH)))
    if after:
        yield Tie(how, shape(after[0].lower()).lemma, after.start(), after.end())
    before = list(_TOKEN.finditer(text, max(start, spot.start - _VERB_REACH), spot.start))
    verb = _first_verb(iter(reversed(before)))
    if verb:
        yield Tie(f"{how}-inverted", shape(verb[0].lower()).lemma, verb.start(), verb.end())


def _first_verb(tokens: Iterator[re.Match[str]]) -> re.Match[str] | None:
    for match in tokens:
        if match[0][0].isalpha():
            found = shape(match[0].lower())
            if found.kinds & {"VERB", "PRTS", "INFN"} and not found.kinds & {"NOUN", "PREP", "CONJ"}:
                return match
    return None
