"""Capitalised phrases, and whether a capital is a place's: or a person's, a sentence's, a church's."""

import re
from functools import lru_cache

from parsers.gazetteer.lookup import LONGEST
from parsers.morph import analyse

CAPITAL = re.compile(r"(?<![\w-])[А-ЯЁ][а-яёА-ЯЁ\u00ad]*(?:[-‑][А-ЯЁа-яё\u00ad]+)*")
NEXT = re.compile(r"[^\S\n]([А-ЯЁа-яё\u00ad]+(?:[-‑][А-ЯЁа-яё\u00ad]+)*)")
RELATIVE_ADJECTIVE = re.compile(
    r"(?<![\w-])[А-ЯЁа-яё]{2,}(?:-[А-ЯЁа-яё]+)*[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)(?![\w-])"
)
PREPOSITION = re.compile(r"(?<![\w-])(из|в|во|на|под|до|у|возле|около|близ)\s+$", re.IGNORECASE)
ADJECTIVE_WORD = re.compile(
    r"[А-ЯЁ][а-яё]+(?:ый|ий|ой|ая|яя|ое|ее|ые|ие|ого|его|ому|ему|ом|ем|ым|им|ой|ей|ую|юю|ых|их|ыми|ими)$"
)


def ends_of(text: str, at: int) -> list[int]:
    """Ends of the phrases of up to four words that begin at an offset, longest first."""
    first = CAPITAL.match(text, at)
    if not first:
        return []
    ends = [first.end()]
    while len(ends) < LONGEST and (following := NEXT.match(text, ends[-1])):
        ends.append(following.end())
    return ends[::-1]


def plain(words: str) -> str:
    """Without soft hyphens, with plain ones."""
    return words.replace("\u00ad", "").replace("‑", "-")


def is_proper(text: str, at: int, end: int) -> bool:
    """Whether the capital is a name's and not a sentence's: after a preposition, or no common word."""
    before = PREPOSITION.search(text, max(0, at - 12), at) or _OF_TOWN.search(text, max(0, at - 30), at)
    if before or " " in text[at:end] or _MOURNS.match(text, end):
        return True
    readings = [one for one in analyse(text[at:end]) if one.is_known]
    return not readings or any("Geox" in one.tag for one in readings)


# «в школе Свободного», «житель Мирного»
_OF_TOWN = re.compile(
    r"(?<!\w)(?:школ|гимнази|администраци|глав|мэр|жител|уроженц|уроженец|больниц)[а-яё]*\s+$", re.IGNORECASE
)
# «Можга с воинскими почестями похоронила»: only a town does so
_MOURNS = re.compile(
    r"\s+(?:[а-яё]+\s+){0,4}(?:попро|про)?(?:щал|прост|прощ|похорон|хорон|провож|провод|скорб|оплак|потерял|встре|помн)",
    re.IGNORECASE,
)


def is_somebody(text: str, at: int, end: int) -> bool:
    """«Георгий Киров», «Никита», «Серов Владимир»: a given name, or a surname beside one."""
    # «Из», with which a sentence begins, is also a form of the name Иза
    before = (
        None
        if PREPOSITION.search(text, max(0, at - 12), at)
        else _GIVEN_BEFORE.search(text, max(0, at - 30), at)
    )
    if before and is_given(before[1]):
        return True
    if _OUT_OF_OR_IN.search(text, max(0, at - 12), at) and not is_given(text[at:end]):
        return False  # «из Свободного Юрия»: nobody is said to come out of a man
    following = NEXT.match(text, end)
    name_follows = bool(following and following[1][0].isupper())
    if is_given(text[at:end]):
        return name_follows or not PREPOSITION.search(text, max(0, at - 12), at)
    return bool(name_follows and following and is_given(following[1]) and not _is_known_place(text[at:end]))


_OUT_OF_OR_IN = re.compile(r"(?<![\w-])(?:из|во?)\s+$", re.IGNORECASE)


def is_half(text: str, at: int, end: int) -> bool:
    """«Нижнем» of «Нижнем Чегеме»: an adjective whose noun, with a capital of its own, follows."""
    following = NEXT.match(text, end)
    if not following or not following[1][0].isupper() or not ADJECTIVE_WORD.fullmatch(text[at:end]):
        return False
    return not is_given(following[1]) and not re.search(r"[сц]к\w{2,3}$", text[at:end])


def _is_known_place(phrase: str) -> bool:
    return " " in phrase or any("Geox" in one.tag for one in analyse(phrase) if one.is_known)


_GIVEN_BEFORE = re.compile(r"([А-ЯЁ][а-яё]+|[А-ЯЁ]\.)\s?$")


@lru_cache(maxsize=20_000)
def is_given(word: str) -> bool:
    if word.endswith("."):
        return True
    readings = [one for one in analyse(word) if one.is_known]
    if not any("Name" in one.tag or "Patr" in one.tag for one in readings):
        return False
    return "Geox" not in readings[0].tag and "Surn" not in readings[0].tag


_RELATIVE = re.compile(r"[сц]к(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$")


def is_attribute(text: str, at: int, end: int) -> bool:
    """«Никольском кладбище», «Вознесенский собор», «Донецком направлении»: an adjective with its noun."""
    word = text[at:end]
    is_relative = _RELATIVE.search(word) is not None
    if not is_relative and not (
        ADJECTIVE_WORD.fullmatch(word) and any("ADJF" in one.tag for one in analyse(word))
    ):
        return False
    noun = re.match(r"\s([а-яё]{3,})", text[end : end + 30])
    return bool(noun and any(one.tag.POS in ("NOUN", "ADJF") for one in analyse(noun[1])[:1]))


# «Поволжье», «Приаргунья»: stretches of land along a river
MACRO = re.compile(r"^(?:При|По|За|Меж|Под|Пред)\w+ь[еяюи]м?$")


def is_common(phrase: str) -> bool:
    """Whether a dictionary knows these words as anything but a place: «Дворце», «Союзе», «Иванова»."""
    first = phrase.split()[-1].split("-")[0]
    if re.search(r"[сц]к(?:ой|ого|ом|ий|ая|ое|им)$", first):
        return False
    readings = [one for one in analyse(first) if one.is_known]
    return bool(readings) and not any("Geox" in one.tag for one in readings)
