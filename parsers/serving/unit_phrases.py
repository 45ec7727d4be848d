"""Phrases that name a numbered or described unit: «1-го батальона 1251-го мотострелкового полка»."""

import re
from collections.abc import Iterator

from msgspec import Struct

from parsers.lexicon import words
from parsers.serving.passage import folded
from parsers.serving.unit_words import Kind, is_unit_adjective, kind, nominative_adjective

_WORD = re.compile(r"\b[а-я]{3,24}\b")
_LAST = re.compile(r"(?<![\w-])(?P<word>(?:№\s?)?[\w-]{1,30}|(?:гв|отд|мотостр|танк|арт|мото)\.)\s{1,3}\Z")
_NUMBER = re.compile(r"№?\s?(?P<digits>\d{1,4})(?:\s?-\s?)?(?P<ending>й|я|го|ой|ю|му|м|е|ом|ем|ых|ая|ый)?")
_ORDINAL = re.compile(
    r"(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят|десят)(?:ый|ой|ий|ого|ему|ьего|ьей|"
    r"ому|ым|ом|ьем|ая|ья|ую|ью|ое|ье)"
)
_HONOUR = re.compile(r"(?<![а-я])орден(?:а|ов)\s(?:(?:[а-я]+|[123](?:-й)?|i{1,3})\s){1,6}\Z")
_SHORT = re.compile(r"(?:гв|отд|мотостр|танк|арт|мото)\.")
_LONGEST_LEFT = 90
_NAME = re.compile(r"\s*(?:«[^«»\n]{1,40}»|\"[^\"\n]{1,40}\")(?:\s?-\s?\d{1,2})?")
_NAMED_FOR = re.compile(r"\s(?:имени|им\.)\s(?:[а-я-]+\s){0,3}?[А-ЯЁ][\w-]+(?:\s[А-ЯЁ][\w-]+){0,2}")
_OF_WHAT = re.compile(
    r"\s(?:морской пехоты|морпехов|спецназа(?:\sгру)?|специального назначения|спецназначения|"
    r"особого назначения|"
    r"десантных кораблей|надводных кораблей|подводных лодок|огневой поддержки|береговой обороны|"
    r"территориальной обороны|территориальных войск|материального обеспечения|"
    r"материально-технического обеспечения|"
    r"мто|рхбз|связи|управления(?=\s?[.,;]|$)|разведки|охраны|обеспечения|мотострелков|танков|бмп|"
    r"пво|рэб|бпла|"
    r"беспилотн[а-я]{2}\s(?:систем|авиации|аппаратов)|вдв|вмф|вкс|росгвардии|войск национальной гвардии|"
    r"управления росгвардии|народной милиции|нм|лнр|днр|тоф|чф|бф|сф|кфл|"
    r"(?:балтийского|черноморского|тихоокеанского|северного)\sфлота|каспийской флотилии|"
    r"быстрого реагирования|штурмовиков|разведчиков|десантников|\((?:горн|арктическ|казач)[а-я]+\)|"
    r"казаков)(?![\w-])"
)
_ABBREVIATED = re.compile(
    r"(?<![\w.])\d{1,4}(?:\s?-?\s?(?:й|я|го|ой|ю|му|м|е|ом)(?=\s))?\s?(?:гв\.?\s?|"
    r"отд\.?\s?)?(?P<kind>[а-я]{2,7})(?![\w-])"
)
# kinds that are also common words: a number alone does not make one a unit of the army
_NEEDS_ADJECTIVE = frozenset(
    {"группа", "отделение", "база", "центр", "сотня", "госпиталь", "экипаж", "подразделение"}
)
_NEEDS_NUMBER = frozenset({"армия", "корпус", "комендатура", "флотилия", "эскадра"})
_NOT_UNITS = re.compile(
    r"(?:поисков|юнармейск|волонт[её]рск|пионерск|спасательн|пожарн|строительн|школьн|студенческ|"
    r"украинск|вражеск|кадетск|"
    r"творческ|музыкальн|партийн|детск|рабоч|вокальн|социальн|почетн|советск|немецк|фашистск|"
    r"стрелков[а-я]+\sспортивн)"
    r"[а-я]+\s{1,3}\Z"
)


class Phrase(Struct, frozen=True):
    """A unit where a text names it; `value` is nominative; `numbered`, `named` make it known."""

    value: str
    start: int
    end: int
    numbered: bool
    named: bool
    is_nominative: bool
    is_genitive: bool
    is_bare: bool = False
    is_high: bool = False


def phrases(text: str, low: str) -> Iterator[Phrase]:
    """Every phrase around a kind of unit, in order; bare kinds («полка») too, marked so."""
    for match in _WORD.finditer(low):
        found = kind(match[0])
        if found and not (found.is_plural and not found.is_genitive):
            phrase = _phrase(text, low, match, found)
            if phrase:
                yield phrase
    for match in _ABBREVIATED.finditer(low):
        if match["kind"] in words("unit_abbreviations"):
            yield Phrase(
                text[match.start() : match.end()], match.start(), match.end(), True, False, True, True
            )


def _phrase(text: str, low: str, match: re.Match[str], found: Kind) -> Phrase | None:
    start, parts = _left(text, low, match.start())
    if _NOT_UNITS.search(low[max(0, start - 30) : start]):
        return None
    end, named = _right(text, low, match.end())
    numbered = any(_NUMBER.fullmatch(part) or _ORDINAL.fullmatch(part.lower()) for part in parts)
    adjectives = any(_SHORT.fullmatch(part.lower()) or is_unit_adjective(folded(part)) for part in parts)
    if found.nominative in _NEEDS_ADJECTIVE and not adjectives:
        return None
    if (
        found.nominative == "корпус"
        and parts
        and not (adjectives or named)
        and _ORDINAL.fullmatch(parts[0].lower())
    ):
        return None  # of a school: «на третьем корпусе»
    described = adjectives or end > match.end()
    if found.nominative in _NEEDS_NUMBER and not (numbered or named or parts):
        return None
    value = (
        " ".join([*(_nominative(part, found.gender) for part in parts), found.nominative])
        + text[match.end() : end]
    )
    bare = found.nominative in words("unit_kinds") and not (numbered or named or described or parts)
    return Phrase(
        value,
        start,
        end,
        numbered,
        named,
        found.is_nominative,
        found.is_genitive,
        bare,
        found.nominative in _NEEDS_NUMBER,
    )


def _left(text: str, low: str, start: int) -> tuple[int, list[str]]:
    """Where the phrase begins, and its words before the kind, as written."""
    parts: list[str] = []
    limit = max(0, start - _LONGEST_LEFT)
    while start > limit:
        before = low[max(limit, start - 60) : start]
        match = _LAST.search(before)
        if match and not _belongs(text, start - len(before) + match.start(), match["word"]):
            match = _HONOUR.search(before)
        if match is None:
            break
        start = start - len(before) + match.start()
        parts.insert(0, text[start : start + len(match[0].rstrip())])
    return start, parts


def _belongs(text: str, at: int, word: str) -> bool:
    if (
        _NUMBER.fullmatch(word)
        or _ORDINAL.fullmatch(word)
        or _SHORT.fullmatch(word)
        or is_unit_adjective(word)
    ):
        return True
    # «Юргинской бригаде», «Краснодарско-Харбинской»
    return text[at].isupper() and bool(re.fullmatch(r"[\w-]+ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое)", word))


def _right(text: str, low: str, end: int) -> tuple[int, bool]:
    """Where the phrase ends, and whether it has a name of its own."""
    named = False
    for _ in range(4):
        match = _OF_WHAT.match(low, end)
        if match is None and not named:
            match = _NAME.match(low, end) or _NAMED_FOR.match(text, end)
            named = match is not None
        if match is None:
            break
        end = match.end()
    return end, named


def _nominative(part: str, gender: str) -> str:
    low = part.lower()
    number = _NUMBER.fullmatch(low)
    if number:
        return number["digits"] + ({"m": "-й", "f": "-я", "n": "-е"}[gender] if number["ending"] else "")
    if low.startswith("орден") or low.endswith("."):
        return part
    form = nominative_adjective(low, gender)
    return (
        form.title()
        if part[:1].isupper() and "-" in part
        else form.capitalize()
        if part[:1].isupper()
        else form
    )
