"""Words that units are made of: kinds («полк»), adjectives, and their forms."""

from functools import cache

from msgspec import Struct
from pymorphy3.analyzer import Parse

from parsers.lexicon import words
from parsers.morph import analyse
from parsers.serving.passage import folded


class Kind(Struct, frozen=True):
    """A form of a kind of unit: its nominative singular, its gender, and the case it can be."""

    nominative: str
    gender: str
    is_nominative: bool
    is_genitive: bool
    is_plural: bool


@cache
def kind(word: str) -> Kind | None:
    """The kind of unit that a folded word is a form of, «разведроты» too; None for other words.

    >>> kind("артполку").nominative
    'артполк'
    """
    plain = _kinds().get(word)
    if plain:
        return plain
    for prefix in _prefixes():
        base = _kinds().get(word.removeprefix(prefix)) if word.startswith(prefix) else None
        if base:
            return Kind(
                prefix + base.nominative, base.gender, base.is_nominative, base.is_genitive, base.is_plural
            )
    return None


@cache
def is_unit_adjective(word: str) -> bool:
    """Whether a folded word is a form of an adjective in units' names: «мотострелковой»."""
    return any(parse.normal_form.replace("ё", "е") in _adjectives() for parse in analyse(word))


@cache
def nominative_adjective(word: str, gender: str) -> str:
    """An adjective or participle in the nominative singular of a gender (`m`, `f`, `n`)."""
    for parse in analyse(word):
        if "ADJF" in parse.tag or "PRTF" in parse.tag:
            form = parse.inflect({"nomn", "sing", {"m": "masc", "f": "femn", "n": "neut"}[gender]})
            if form:
                return str(form.word)
    return word


@cache
def _kinds() -> dict[str, Kind]:
    found: dict[str, Kind] = {}
    for noun in words("unit_kinds"):
        parse = next(p for p in analyse(noun) if p.tag.POS == "NOUN" and p.tag.case == "nomn")
        for form in parse.lexeme:
            word = folded(form.word)
            found[word] = _kind(noun, parse, form, found.get(word))
    return found


def _kind(noun: str, parse: Parse, form: Parse, known: Kind | None) -> Kind:
    gender = {"masc": "m", "femn": "f", "neut": "n"}[parse.tag.gender]
    singular = form.tag.number == "sing"
    return Kind(
        noun,
        gender,
        (known.is_nominative if known else False) or (form.tag.case == "nomn" and singular),
        (known.is_genitive if known else False) or (form.tag.case == "gent" and singular),
        (known.is_plural if known else True) and not singular,
    )


@cache
def _prefixes() -> tuple[str, ...]:
    return tuple(sorted((folded(prefix) for prefix in words("unit_prefixes")), key=len, reverse=True))


@cache
def _adjectives() -> frozenset[str]:
    return frozenset(folded(word) for word in words("unit_adjectives"))
