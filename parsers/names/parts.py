"""A sequence of words read as one name: which word is the surname, in which case and sex they stand."""

import re
from itertools import product
from typing import NamedTuple

from parsers.names import readings
from parsers.names.lists import fold
from parsers.names.paradigms import CASES, Case, Gender
from parsers.names.readings import Reading, Readings
from parsers.names.tokens import Token

Key = tuple[Gender, Case]
KEYS: tuple[Key, ...] = tuple(product(("m", "f"), CASES))

Frame = dict[Case, float]
"""What the words around a name say of its case: added to the score of that case."""


class Name(NamedTuple):
    """A name read: parts in the nominative as they should be written, and how sure that is."""

    score: float
    gender: Gender
    case: Case
    surname: str | None
    given: str | None
    patronymic: str | None
    shape: str


# S surname, G given, P patronymic, I initial; the commoner order has the higher start
SHAPES: dict[int, tuple[tuple[str, float], ...]] = {
    1: (("S", 0.0), ("G", 0.0)),
    2: (("GS", 0.6), ("SG", 0.0), ("GP", 0.8), ("IS", 1.0), ("SI", 0.6), ("GI", 0.3)),
    3: (("GPS", 1.6), ("SGP", 1.4), ("IIS", 1.5), ("SII", 1.2), ("GIS", 0.5), ("SGI", 0.2)),
}

_MALE = 0.35  # most who are named so are men
_MISSING = Reading(-5.0, "")


_KEPT = 8  # readings whose parts are spelled out
_SWAPPED = 1.5
"""What speaks against a listed given name in the surname's seat beside an unlisted one: «Юхан Лемметти»."""


def best(tokens: list[Token], frame: Frame) -> list[Name]:
    """Readings of the whole sequence as one name, best first, each parts' nominatives once."""
    weighed: list[tuple[float, Key, str, list[Readings]]] = []
    for shape, start in SHAPES.get(len(tokens), ()):
        if not _fits(tokens, shape):
            continue
        parts = [_readings(token, kind) for token, kind in zip(tokens, shape, strict=True)]
        swapped = _SWAPPED * _is_swapped(tokens, shape)
        for key in KEYS:
            score = start + frame.get(key[1], 0.0) + (_MALE if key[0] == "m" else 0.0) - swapped
            score += sum(part.get(key, _MISSING).score for part in parts)
            weighed.append((score, key, shape, parts))
    weighed.sort(key=lambda reading: -reading[0])
    found: dict[tuple[str | None, ...], Name] = {}
    for score, key, shape, parts in weighed[:_KEPT]:
        name = _spelled(tokens, shape, parts, key, score)
        found.setdefault((name.surname, name.given, name.patronymic, name.gender), name)
    return list(found.values())[:4]


_SON = "-оол"
"""«Март-оол»: a father's name where a surname stands beside it, else a surname or a given name."""


def _is_swapped(tokens: list[Token], shape: str) -> bool:
    if sorted(shape) != ["G", "S"]:
        return False
    given, family = (tokens[shape.index(kind)] for kind in "GS")
    return knows_given(family) and not knows_given(given)


def _fits(tokens: list[Token], shape: str) -> bool:
    """Initials stand for initials, fathers' names («Вагиф оглы») for patronymics, words for the others."""
    kinds = {"initial": "I", "father": "P", "word": "SGP"}
    return all(
        kind in ("SGP" if token.folded.endswith(_SON) else kinds[token.kind])
        for token, kind in zip(tokens, shape, strict=True)
    )


def _readings(token: Token, kind: str) -> Readings:
    if kind == "I":
        return dict.fromkeys(KEYS, Reading(0.3, token.lower))
    if token.kind == "father" and kind == "P":
        female = token.folded.endswith(("кызы", "кизи", "гызы"))
        score = 1.5 if token.folded.endswith(_SON) else 3.0
        return {key: Reading(score, token.lower) for key in KEYS if (key[0] == "f") == female}
    if kind == "G":
        return readings.given(token.lower)
    return readings.surname(token.lower) if kind == "S" else readings.patronymic(token.lower)


def _spelled(tokens: list[Token], shape: str, parts: list[Readings], key: Key, score: float) -> Name:
    words: dict[str, str] = {}
    for token, kind, table in zip(tokens, shape, parts, strict=True):
        reading = table.get(key, _MISSING)
        role = "G" if kind == "I" and "G" not in words else "P" if kind == "I" else kind
        words[role] = written(reading.nominative or token.lower, token)
    return Name(score, *key, words.get("S"), words.get("G"), words.get("P"), shape)


def written(nominative: str, token: Token) -> str:
    """A nominative in the page's letters: capitals where a name has them, «Али оглы», «Рябоконь-Левицкий»."""
    if token.kind == "initial":
        return nominative.upper()
    if token.kind == "father":
        head, divider, tail = re.split(r"([ \u00a0-])", nominative, maxsplit=1)
        return head.capitalize() + divider + tail
    if fold(nominative) == "петр" and fold(token.text) != "петр":
        return "Пётр"
    parts = nominative.split("-")
    capitals = [part[:1].isupper() for part in re.split("[-‑]", token.text)]
    if len(capitals) != len(parts) or token.text.isupper():
        capitals = [True] * len(parts)
    return "-".join(p.capitalize() if up else p for p, up in zip(parts, capitals, strict=True))


def knows_given(token: Token, weight: int = 1) -> bool:
    """Whether a word is a listed given name in some case."""
    return token.kind == "word" and readings.is_known_given(token.lower, weight)
