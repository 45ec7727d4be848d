"""Districts, regions and settlements by their own names; unknown ones only straight after «из», «в»."""

import re
from collections.abc import Iterator

from parsers.gazetteer.entries import SETTLEMENTS, fold
from parsers.gazetteer.lookup import Gazetteer
from parsers.lexicon import words
from parsers.placing import words as kinds
from parsers.placing.nominative import nominative
from parsers.placing.phrases import (
    ADJECTIVE_WORD,
    CAPITAL,
    MACRO,
    PREPOSITION,
    RELATIVE_ADJECTIVE,
    ends_of,
    is_attribute,
    is_common,
    is_half,
    is_proper,
    is_somebody,
    plain,
)
from parsers.placing.toponyms import Toponym


def districts(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """«Балтайского района», «в Амгинском улусе», «Омской области», «Прозоровского сельского поселения»."""
    for match in RELATIVE_ADJECTIVE.finditer(text):
        region = kinds.REGION_WORD.match(text, match.end())
        codes = gazetteer.regions_by_adjective(match[0]) if region else []
        if region and codes:
            end = region.end() - (text[region.end() - 1] == ".")
            yield Toponym(match.start(), end, match.start(), "region", "name", (), "", None, tuple(codes[:1]))
            continue
        if not region and (elliptic := _ELLIPTIC.match(text, match.end())):
            yield from _one_of_many(match, elliptic, gazetteer)
            continue
        word = kinds.DISTRICT_WORD.match(text, match.end())
        if word and match[0][0].isupper():
            options = tuple(one for one in gazetteer.by_adjective(match[0]) if one.kind == "district")
            name = options[0].name if options else _district_name(match[0])
            yield Toponym(match.start(), word.end(), match.start(), "district", "name", options, name)


# «из Псковской, Тверской областей», «Инзенского и Карсунского районов»
_ELLIPTIC = re.compile(
    r"(?:(?:,|\s+и)\s+[А-ЯЁ][а-яё-]+[сц]к(?:ой|их|ого|ом|ая|ую|ие|ий))+\s+"
    r"(?:(?P<region>област(?:ей|ях|и|ями)|кра(?:ёв|ев|ях|я)|республик(?:ах)?)|"
    r"(?:муниципальн\w+\s+|городск\w+\s+)?(?P<district>район(?:ов|ах|ы|ами)|округ(?:ов|ах|а|ами)|улусов|улусах))(?!\w)"
)


def _one_of_many(adjective: re.Match[str], rest: re.Match[str], gazetteer: Gazetteer) -> Iterator[Toponym]:
    at, end = adjective.span()
    if not adjective[0][0].isupper():
        return
    if rest["region"]:
        codes = tuple(gazetteer.regions_by_adjective(adjective[0]))[:1]
        if codes:
            yield Toponym(at, end, at, "region", "name", (), "", None, codes)
        return
    beside = RELATIVE_ADJECTIVE.search(rest[0])
    regions = {one.region for one in gazetteer.by_adjective(beside[0])} if beside else set()
    options = tuple(
        one
        for one in gazetteer.by_adjective(adjective[0])
        if one.kind == "district" and (one.region in regions or not regions)
    )
    name = options[0].name if options else _district_name(adjective[0])
    yield Toponym(at, end, at, "district", "name", options, name)


def _district_name(word: str) -> str:
    return re.sub(r"(?<=[сц]к)\w+$", "ий", word)


def names(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Regions and settlements by their own names; unknown ones only straight after «из», «в»."""
    reached = 0
    for match in CAPITAL.finditer(text):
        if match.start() < reached:
            continue
        one = _name_at(text, match.start(), gazetteer)
        if one:
            reached = one.end
            yield one


def _name_at(text: str, at: int, gazetteer: Gazetteer) -> Toponym | None:
    ends = ends_of(text, at)
    if ends and fold(text[at : ends[-1]]) in words("not_places"):
        return None
    for end in ends:
        phrase = text[at:end]
        codes = gazetteer.regions(phrase)
        options = tuple(gazetteer.named(phrase))
        towns = tuple(one for one in options if one.kind in SETTLEMENTS)
        if codes and not (towns and towns[0].kind in ("city", "town")):
            return Toponym(at, end, at, "region", "name", (), "", None, tuple(codes))
        if towns and is_half(text, at, end):
            return _unknown(text, at, ends, gazetteer)
        if towns and (
            is_somebody(text, at, end) or is_attribute(text, at, end) or not is_proper(text, at, end)
        ):
            return None
        if towns:
            return Toponym(at, end, at, "settlement", "name", towns, towns[0].name)
        if codes:
            return Toponym(at, end, at, "region", "name", (), "", None, tuple(codes))
        if options and kinds.DISTRICT_WORD.search(text[max(0, at - 30) : at] + " "):
            return Toponym(at, end, at, "district", "name", options, options[0].name)
    return _unknown(text, at, ends, gazetteer)


# «из Большой Учи»: an adjective that villages of one name are told apart by
_SIZED = re.compile(
    r"(?:Больш|Мал|Верхн|Нижн|Средн|Стар|Нов|Ближн|Дальн)(?:ого|его|ой|ей|ом|ем|их|ых)\s+[А-ЯЁ]"
)


# «похоронили на Елшанском»: the graveyard, whose word is left out
_AT_GRAVE = re.compile(r"(?:похорон|захорон|упоко|погреб)\w*\s+на\s+$", re.IGNORECASE)


# «водитель из Дубровного.»: an adjective with nothing behind it
_STOPS = re.compile(r"\s*(?:[.,;)]|$)")


def _unknown(text: str, at: int, ends: list[int], gazetteer: Gazetteer) -> Toponym | None:
    """A capitalised word that no list holds, after a preposition of place: «из Хонделена», «в Кустур»."""
    before = PREPOSITION.search(text, max(0, at - 12), at)
    if not before or not ends:
        return None
    end = ends[-1]
    if (
        len(ends) > 1
        and ADJECTIVE_WORD.fullmatch(text[at:end])
        and text[ends[-2] - 1]
        and text[end + 1].isupper()
    ):
        end = ends[-2]
    phrase = text[at:end]
    if (
        len(phrase) < 3
        or phrase.isupper()
        or re.search(r"[сц]кую$", phrase)  # «перешёл в Старокадеевскую»: the school
        or fold(phrase) in words("not_places")
        or kinds.DISTRICT_WORD.match(text, end)
    ):
        return None
    if (
        before[1].lower() == "на"
        and _AT_GRAVE.search(text, max(0, at - 40), at)
        and ADJECTIVE_WORD.fullmatch(phrase)
    ):
        return None
    is_name = _SIZED.match(phrase) or (ADJECTIVE_WORD.fullmatch(phrase) and _STOPS.match(text, end))
    if (
        (is_common(phrase) and not is_name)
        or is_attribute(text, at, end)
        or is_somebody(text, at, end)
        or MACRO.search(phrase)
    ):
        return None
    districts = tuple(one for one in gazetteer.by_adjective(phrase) if one.kind == "district")
    if districts and re.search(
        r"[сц]к(?:ий|ого|ому|ом)$", phrase
    ):  # «из Поронайского», the word for the district left out
        return Toponym(at, end, at, "district", "name", districts, districts[0].name)
    name = nominative(plain(phrase), None, before[1].lower())
    return Toponym(at, end, at, "settlement", "name", (), name)
