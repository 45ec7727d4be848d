"""Every place that a document names, as the words say it: names, adjectives, inhabitants."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from typing import Literal

from msgspec import Struct

from archive.records import Document
from parsers.gazetteer.entries import SETTLEMENTS, Place, PlaceKind, fold
from parsers.gazetteer.lookup import LONGEST, Gazetteer
from parsers.lexicon import words
from parsers.morph import analyse
from parsers.placing import words as kinds
from parsers.placing.nominative import nominative

How = Literal["name", "typed", "adjective", "demonym"]
Level = Literal["settlement", "district", "region"]

_CAPITAL = re.compile(r"(?<![\w-])[А-ЯЁ][а-яёА-ЯЁ\u00ad]*(?:[-‑][А-ЯЁа-яё\u00ad]+)*")
_NEXT = re.compile(r"[^\S\n]([А-ЯЁа-яё\u00ad]+(?:[-‑][А-ЯЁа-яё\u00ad]+)*)")
_ADJECTIVE = re.compile(
    r"(?<![\w-])[А-ЯЁа-яё]{2,}(?:-[А-ЯЁа-яё]+)*[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)(?![\w-])"
)
_DEMONYM = re.compile(
    r"(?<![\w-])(?:[А-ЯЁ]?[а-яё\u00ad]{2,}(?:-[а-яё]+)?)(?:ец|ц[ауыое][мвх]?|цам[и]?|цах|цев|цем|[ая]не?|[ая]нин(?:а|у|ом|е)?|[ая]нам[и]?|[ая]нах|"
    r"анк[аиуе]|анкой|янк[аиуе]|ич(?:а|у|ом|ем|е|и|ей|ам|ами)?|як(?:а|у|ом|е|и|ов|ам|ами)?)(?![\w-])"
)  # fmt: skip
_PREPOSITION = re.compile(r"(?<![\w-])(из|в|во|на|под|до|у|возле|около|близ)\s+$", re.IGNORECASE)
_LIST_GAP = re.compile(r"\s*(?:,|,?\s+и|,\s*а\s+также)\s+(?=[А-ЯЁ])")
_ADJECTIVE_WORD = re.compile(
    r"[А-ЯЁ][а-яё]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ом|ем|ым|им|ой|ей|ую|юю|ых|их|ыми|ими)$"
)


class Toponym(Struct, frozen=True):
    """A place as the words at `start, end` name it; `options` are its homonyms, most populous first.

    `name` is the nominative where `options` is empty. `word_kind` is what the type word calls it. `at` is
    where the name itself begins, after a type word.
    """

    start: int
    end: int
    at: int
    level: Level
    how: How
    options: tuple[Place, ...]
    name: str
    word_kind: PlaceKind | None = None
    regions: tuple[str, ...] = ()


Reader = Callable[[str, Gazetteer], Iterator[Toponym]]
"""Finds places of one kind in a text."""


def russian() -> tuple[Reader, ...]:
    """The readers of a Russian text, the surest first: what one has found the next does not take."""
    return (_typed, _districts, _names, _institutions, _demonyms)


def toponyms(
    document: Document, taken: Sequence[tuple[int, int]], gazetteer: Gazetteer, readers: Sequence[Reader]
) -> list[Toponym]:
    """All places of a document in its order, none within another; names of people (`taken`) are left out."""
    text = document.text
    found: list[Toponym] = []
    busy = sorted(taken)
    for reader in readers:
        new = [one for one in reader(text, gazetteer) if not _overlaps(busy, one.at, one.end)]
        found += new
        busy = sorted([*busy, *((one.start, one.end) for one in new)])
    return sorted(found, key=lambda one: one.start)


def _overlaps(busy: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(busy, (end, 0))
    return any(right > start for _, right in busy[max(0, at - 6) : at])


def _typed(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """«в селе Крутом Логе», «г. Тверь», «из сёл Ольховка, Луговое и Каменка»."""
    for match in kinds.TYPED.finditer(text):
        kind, gender = kinds.kind_of(match)
        at = match.end() + (text[match.end()] in '«"“')
        while True:
            one = _after_type(text, match.start(), at, kind, gender, gazetteer)
            if one is None:
                break
            yield one
            gap = _LIST_GAP.match(text, one.end)
            if not gap or not kinds.PLURAL_TYPE.search(match[0].strip()):
                break
            at = gap.end()


def _after_type(
    text: str, start: int, at: int, kind: PlaceKind, gender: kinds.Gender, gazetteer: Gazetteer
) -> Toponym | None:
    for end in _ends(text, at):
        options = tuple(one for one in gazetteer.named(text[at:end]) if one.kind in SETTLEMENTS)
        if options and not _is_half(text, at, end) and not kinds.DISTRICT_WORD.match(text, end):
            fitting = tuple(one for one in options if _fits(one, kind)) or (options if kind == "town" else ())
            if all(_is_of_other_gender(one.name, gender) for one in fitting):
                break
            return Toponym(start, end, at, "settlement", "typed", fitting, fitting[0].name, kind)
    first = _CAPITAL.match(text, at)
    if not first or kinds.DISTRICT_WORD.match(text, first.end()):
        return None
    end = first.end()
    second = _NEXT.match(text, end)
    if (
        second
        and second[1][0].isupper()
        and _ADJECTIVE_WORD.fullmatch(first[0])
        and not kinds.DISTRICT_WORD.match(text, second.end())
        and not kinds.REGION_WORD.match(text, second.end())
    ):
        end = second.end()
    if re.fullmatch(r"[А-ЯЁ]\.?|[А-ЯЁ]{2,3}", text[at:end]) or _is_given(text[at:end]):
        return None
    return Toponym(
        start, end, at, "settlement", "typed", (), nominative(_plain(text[at:end]), gender, None), kind
    )


def _is_of_other_gender(name: str, gender: kinds.Gender) -> bool:
    """«хутор Железный» is not the village Железное."""
    ends = {"m": ("ый", "ий", "ой"), "f": ("ая", "яя"), "n": ("ое", "ее")}
    return any(name.endswith(ends[other]) for other in ends if other != gender)


def _plain(words: str) -> str:
    """Without soft hyphens, with plain ones."""
    return words.replace("\u00ad", "").replace("‑", "-")


def _fits(place: Place, kind: PlaceKind) -> bool:
    return place.kind in ("city", "town") if kind == "town" else place.kind not in ("city", "town")


def _ends(text: str, at: int) -> list[int]:
    """Ends of the phrases of up to four words that begin at an offset, longest first."""
    first = _CAPITAL.match(text, at)
    if not first:
        return []
    ends = [first.end()]
    while len(ends) < LONGEST and (following := _NEXT.match(text, ends[-1])):
        ends.append(following.end())
    return ends[::-1]


def _districts(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """«Балтайского района», «в Амгинском улусе», «Омской области», «Прозоровского сельского поселения»."""
    for match in _ADJECTIVE.finditer(text):
        region = kinds.REGION_WORD.match(text, match.end())
        codes = gazetteer.regions_by_adjective(match[0]) if region else []
        if region and codes:
            end = region.end() - (text[region.end() - 1] == ".")
            yield Toponym(match.start(), end, match.start(), "region", "name", (), "", None, tuple(codes[:1]))
            continue
        word = kinds.DISTRICT_WORD.match(text, match.end())
        if word and match[0][0].isupper():
            options = tuple(one for one in gazetteer.by_adjective(match[0]) if one.kind == "district")
            name = options[0].name if options else _district_name(match[0])
            yield Toponym(match.start(), word.end(), match.start(), "district", "name", options, name)


@cache
def _not_demonyms() -> tuple[str, ...]:
    return tuple(words("not_demonyms"))


def _district_name(word: str) -> str:
    return re.sub(r"(?<=[сц]к)\w+$", "ий", word)


def _names(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """Regions and settlements by their own names; unknown ones only straight after «из», «в»."""
    reached = 0
    for match in _CAPITAL.finditer(text):
        if match.start() < reached:
            continue
        one = _name_at(text, match.start(), gazetteer)
        if one:
            reached = one.end
            yield one


def _name_at(text: str, at: int, gazetteer: Gazetteer) -> Toponym | None:
    ends = _ends(text, at)
    if ends and fold(text[at : ends[-1]]) in words("not_places"):
        return None
    for end in ends:
        phrase = text[at:end]
        codes = gazetteer.regions(phrase)
        options = tuple(gazetteer.named(phrase))
        towns = tuple(one for one in options if one.kind in SETTLEMENTS)
        if codes and not (towns and towns[0].kind in ("city", "town")):
            return Toponym(at, end, at, "region", "name", (), "", None, tuple(codes))
        if towns and _is_half(text, at, end):
            return _unknown(text, at, ends, gazetteer)
        if towns and (
            _is_somebody(text, at, end) or _is_attribute(text, at, end) or not _is_proper(text, at, end)
        ):
            return None
        if towns:
            return Toponym(at, end, at, "settlement", "name", towns, towns[0].name)
        if codes:
            return Toponym(at, end, at, "region", "name", (), "", None, tuple(codes))
        if options and kinds.DISTRICT_WORD.search(text[max(0, at - 30) : at] + " "):
            return Toponym(at, end, at, "district", "name", options, options[0].name)
    return _unknown(text, at, ends, gazetteer)


def _is_proper(text: str, at: int, end: int) -> bool:
    """Whether the capital is a name's and not a sentence's: after a preposition, or no common word."""
    if _PREPOSITION.search(text, max(0, at - 12), at) or " " in text[at:end] or _MOURNS.match(text, end):
        return True
    readings = [one for one in analyse(text[at:end]) if one.is_known]
    return not readings or any("Geox" in one.tag for one in readings)


# «Можга с воинскими почестями похоронила»: only a town does so
_MOURNS = re.compile(
    r"\s+(?:[а-яё]+\s+){0,4}(?:попро|про)?(?:щал|прост|прощ|похорон|хорон|провож|провод|скорб|оплак|потерял|встре|помн)",
    re.IGNORECASE,
)


def _is_somebody(text: str, at: int, end: int) -> bool:
    """«Георгий Киров», «Никита», «Серов Владимир»: a given name, or a surname beside one."""
    before = _GIVEN_BEFORE.search(text, max(0, at - 30), at)
    if before and _is_given(before[1]):
        return True
    following = _NEXT.match(text, end)
    name_follows = bool(following and following[1][0].isupper())
    if _is_given(text[at:end]):
        return name_follows or not _PREPOSITION.search(text, max(0, at - 12), at)
    return bool(name_follows and following and _is_given(following[1]) and not _is_known_place(text[at:end]))


def _is_half(text: str, at: int, end: int) -> bool:
    """«Нижнем» of «Нижнем Чегеме»: an adjective whose noun, with a capital of its own, follows."""
    following = _NEXT.match(text, end)
    if not following or not following[1][0].isupper() or not _ADJECTIVE_WORD.fullmatch(text[at:end]):
        return False
    return not _is_given(following[1]) and not re.search(r"[сц]к\w{2,3}$", text[at:end])


def _is_known_place(phrase: str) -> bool:
    return " " in phrase or any("Geox" in one.tag for one in analyse(phrase) if one.is_known)


_GIVEN_BEFORE = re.compile(r"([А-ЯЁ][а-яё]+|[А-ЯЁ]\.)\s?$")


@lru_cache(maxsize=20_000)
def _is_given(word: str) -> bool:
    if word.endswith("."):
        return True
    readings = [one for one in analyse(word) if one.is_known]
    return any("Name" in one.tag or "Patr" in one.tag for one in readings) and "Geox" not in readings[0].tag


_RELATIVE = re.compile(r"[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$")


def _is_attribute(text: str, at: int, end: int) -> bool:
    """«Никольском кладбище», «Вознесенский собор», «Донецком направлении»: an adjective with its noun."""
    word = text[at:end]
    is_relative = _RELATIVE.search(word) is not None
    if not is_relative and not (
        _ADJECTIVE_WORD.fullmatch(word) and any("ADJF" in one.tag for one in analyse(word))
    ):
        return False
    noun = re.match(r"\s([а-яё]{3,})", text[end : end + 30])
    return bool(noun and any(one.tag.POS in ("NOUN", "ADJF") for one in analyse(noun[1])[:1]))


def _unknown(text: str, at: int, ends: list[int], gazetteer: Gazetteer) -> Toponym | None:
    """A capitalised word that no list holds, after a preposition of place: «из Хонделена», «в Кустур»."""
    before = _PREPOSITION.search(text, max(0, at - 12), at)
    if not before or not ends:
        return None
    end = ends[-1]
    if (
        len(ends) > 1
        and _ADJECTIVE_WORD.fullmatch(text[at:end])
        and text[ends[-2] - 1]
        and text[end + 1].isupper()
    ):
        end = ends[-2]
    phrase = text[at:end]
    if (
        len(phrase) < 3
        or phrase.isupper()
        or fold(phrase) in words("not_places")
        or kinds.DISTRICT_WORD.match(text, end)
    ):
        return None
    if (
        _is_common(phrase)
        or _is_attribute(text, at, end)
        or _is_somebody(text, at, end)
        or _MACRO.search(phrase)
    ):
        return None
    districts = tuple(one for one in gazetteer.by_adjective(phrase) if one.kind == "district")
    if districts and re.search(
        r"[сц]к(?:ий|ого|ому|ом)$", phrase
    ):  # «из Поронайского», the word for the district left out
        return Toponym(at, end, at, "district", "name", districts, districts[0].name)
    name = nominative(_plain(phrase), None, before[1].lower())
    return Toponym(at, end, at, "settlement", "name", (), name)


# «Поволжье», «Приаргунья»: stretches of land along a river
_MACRO = re.compile(r"^(?:При|По|За|Меж|Под|Пред)\w+ь[еяюи]м?$")


def _is_common(phrase: str) -> bool:
    """Whether a dictionary knows these words as anything but a place: «Дворце», «Союзе», «Иванова»."""
    first = phrase.split()[-1].split("-")[0]
    if re.search(r"[сц]к(?:ой|ого|ом|ий|ая|ое|им)$", first):
        return False
    readings = [one for one in analyse(first) if one.is_known]
    return bool(readings) and not any("Geox" in one.tag for one in readings)


def _institutions(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """«валдайской школы», «в губахинском ДК»; with a school also «Сынтульской школе»."""
    for match in _ADJECTIVE.finditer(text):
        noun = kinds.INSTITUTION.match(text, match.end())
        if not noun or (
            match[0][0].isupper() and not re.match(r"\s+(?:\w+\s+)?(?:школ|гимнази|лице|ДК|СОШ)", noun[0])
        ):
            continue
        codes = tuple(gazetteer.regions_by_adjective(match[0]))
        options = tuple(one for one in gazetteer.by_adjective(match[0]) if one.kind in SETTLEMENTS)
        if codes:
            yield Toponym(
                match.start(), noun.end(), match.start(), "region", "adjective", (), "", None, codes
            )
        elif options:
            yield Toponym(
                match.start(), noun.end(), match.start(), "settlement", "adjective", options, options[0].name
            )


def _demonyms(text: str, gazetteer: Gazetteer) -> Iterator[Toponym]:
    """«саратовцев», «норильчанин», «житомирян»: of a region where its capital's people are called so too."""
    for match in _DEMONYM.finditer(text):
        word = fold(match[0])
        codes = tuple(gazetteer.regions_by_demonym(word))
        if codes:
            yield Toponym(match.start(), match.end(), match.start(), "region", "demonym", (), "", None, codes)
            continue
        if word.startswith(_not_demonyms()) or _is_patronymic(match[0]):
            continue
        options = tuple(
            one for one in gazetteer.by_demonym(word) if one.kind != "village" or one.population > _KNOWN_FROM
        )
        if options:
            yield Toponym(
                match.start(), match.end(), match.start(), "settlement", "demonym", options, options[0].name
            )


_KNOWN_FROM = 3000
"""People from whom a village's inhabitants may have a name that a stranger understands."""


def _is_patronymic(word: str) -> bool:
    return word[0].isupper() and any(
        "Patr" in one.tag or "Surn" in one.tag or "Name" in one.tag for one in analyse(word)
    )
