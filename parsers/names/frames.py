"""What the words beside a name say of its case and sex: prepositions, ranks, participles, its verb."""

import re
from functools import lru_cache
from typing import NamedTuple

from parsers.morph import analyse
from parsers.names.paradigms import CASES, Case, Gender
from parsers.names.parts import Frame

_BEFORE = re.compile(r"([\w-]+)[ \u00a0]*(?:[,(«\"]?[ \u00a0]*)$")
_AFTER = re.compile(r"[ \u00a0]+([а-яё-]+)")

_GOVERNED: dict[tuple[Case, ...], str] = {
    ("gent",): "от у для из без после кроме вокруг около до против имени им памяти вместо",
    ("datv",): "к ко",
    ("datv", "loct"): "по",
    ("accs",): "про",
    ("accs", "ablt"): "за под",
    ("ablt",): "над перед",
    ("ablt", "gent"): "с со между",
    ("loct",): "о об обо при",
    ("loct", "accs"): "на в во",
}
_PREPOSITIONS = {word: cases for cases, listed in _GOVERNED.items() for word in listed.split()}
_CASE_OF = {
    "nomn": "nomn",
    "gent": "gent",
    "gen2": "gent",
    "datv": "datv",
    "accs": "accs",
    "ablt": "ablt",
    "loct": "loct",
    "loc2": "loct",
}


class Surroundings(NamedTuple):
    """The frame of a name, and the sex its verb shows (None: nothing shown).

    `gender` is the sex of the verb after it, `speaker` that of a verb right before it: «беседовала Х».
    """

    frame: Frame
    gender: Gender | None
    speaker: Gender | None = None


def surroundings(sentence: str, start: int, end: int) -> Surroundings:
    """Read the word before `start` and the word after `end` of a sentence."""
    frame: Frame = {"nomn": 0.35, "gent": 0.1}
    before = _BEFORE.search(sentence[max(0, start - 60) : start])
    if before:
        glue = sentence[max(0, start - 60) : start][before.end(1) :]
        frame = {**frame, **_by_word(before[1].lower(), bool(glue.strip()))}
    after = _AFTER.match(sentence, end)
    gender = _subject_of(after[1]) if after else None
    if gender:
        frame["nomn"] = frame.get("nomn", 0.0) + 0.8
    is_beside = before is not None and not sentence[max(0, start - 60) : start][before.end(1) :].strip()
    return Surroundings(frame, gender, _subject_of(before[1].lower()) if before and is_beside else None)


@lru_cache(maxsize=20_000)
def _by_word(word: str, is_divided: bool) -> Frame:
    if word in _PREPOSITIONS and not is_divided:
        return dict.fromkeys(_PREPOSITIONS[word], 1.2) | {"nomn": -1.0}
    parses = analyse(word)
    weight = 0.3 if is_divided else 1.0
    if any(parse.tag.POS in {"ADJF", "PRTF", "NOUN"} for parse in parses[:2]):
        return _agreeing(word, weight)
    return {}


def _agreeing(word: str, weight: float) -> Frame:
    """The cases in which a rank or a participle stands; a name beside it agrees, or is its genitive."""
    frame: Frame = {}
    for parse in analyse(word):
        case = _CASE_OF.get(str(parse.tag.case))
        if case in CASES and parse.tag.number == "sing":
            animate = "anim" in parse.tag or parse.tag.POS != "NOUN"
            bonus = weight if animate else 0.0
            frame[case] = max(frame.get(case, 0.0), bonus * (0.5 + 0.5 * parse.score))
        if parse.tag.POS == "NOUN" and parse.tag.case:
            frame["gent"] = max(frame.get("gent", 0.0), 0.5 * weight)
    return frame


@lru_cache(maxsize=20_000)
def _subject_of(word: str) -> Gender | None:
    """m or f of a past-tense verb or short participle: «погиб», «погибла», «похоронен»."""
    for parse in analyse(word):
        if parse.tag.POS in {"VERB", "PRTS"} and parse.tag.number == "sing":
            if parse.tag.gender == "masc":
                return "m"
            if parse.tag.gender == "femn":
                return "f"
    return None
