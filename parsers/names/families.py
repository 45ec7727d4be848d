"""Plural surnames: «братья Юсуповы», «Дениса и Руслана Гречко». Never a person; they lend their surname."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from parsers.names import parts, readings
from parsers.names.candidates import Mention
from parsers.names.lists import fold
from parsers.names.parts import Name
from parsers.names.tokens import Token

_PLURAL = re.compile(
    r"^(?P<stem>.+(?:[оеё]в|[иы]н))(?:ы|ых|ым|ыми)$|^(?P<adjective>.+[сц]к)(?:ие|их|им|ими)$", re.I
)
_AND = re.compile(r"\s*(?:,|\(|и|—|–|-|:)?\s*(?:и\s+)?$")
_NEAR = 60  # characters from a family's surname to the given names that share it


Lent = tuple[str, str | None, tuple[int, int]]
"""A surname lent, the case it stands in (None: any), and where."""


class Family(NamedTuple):
    """A plural surname: its masculine singular and where it stands."""

    surname: str
    start: int
    end: int


def singular(word: str) -> str | None:
    """The masculine singular of a plural surname: «Юсуповых» → «Юсупов», «Яницким» → «Яницкий»."""
    found = _PLURAL.match(word)
    if not found:
        return None
    return found["stem"] or found["adjective"] + "ий"


def families(text: str, loose: list[Token]) -> list[Family]:
    """Lone plural surnames, in text order."""
    found = ((token, singular(_written(token))) for token in loose if token.kind == "word")
    return [Family(name, token.start, token.end) for token, name in found if name]


def _written(token: Token) -> str:
    """«МИХАЙЛОВЫ» as other names are written."""
    return token.text.capitalize() if token.text.isupper() else token.text


def shared_surnames(
    text: str, loose: list[Token], mentions: list[Mention], home: list[Family]
) -> Iterator[tuple[Token, Name, tuple[int, int]]]:
    """Each lone given name that shares a surname, the name it so makes, and where the surname stands."""
    for token in loose:
        if parts.knows_given(token, 2):
            lender = (
                _coordinated(text, token, mentions, loose)
                or _of_family(text, token, home)
                or _of_brothers(text, token, home)
                or _of_kin(text, token, mentions)
            )
            if lender:
                surname, case, at = lender
                yield token, _named(token, surname, case), at


def _coordinated(text: str, token: Token, mentions: list[Mention], loose: list[Token]) -> Lent | None:
    """«Дениса и Руслана Гречко», «Ивана, Петра и Павла Каменкиных»: the surname that ends the row."""
    after = next((m for m in mentions if m.start > token.end), None)
    if (
        not after
        or after.start - token.end > _NEAR
        or not after.names[0].surname
        or after.names[0].shape != "GS"
    ):
        return None
    between = text[token.end : after.start]
    for other in loose:
        if token.end <= other.start < after.start:
            between = between.replace(other.text, "", 1)
    if not re.fullmatch(r"[\s,]*и\s+", between):
        return None
    word = after.tokens[-1]
    at = (word.start, word.end)
    plural = singular(word.text)
    if plural:
        return plural, after.names[0].case, at
    indeclinable = re.search(r"(?:ко|[иы]х|[еоуюэ])$", word.folded)
    return (after.names[0].surname, after.names[0].case, at) if indeclinable else None


def _of_family(text: str, token: Token, home: list[Family]) -> Lent | None:
    """«Юсуповы, Салман и Арсен», «братьев Юсуповых — Салмана и Арсена»."""
    for family in home:
        gap = text[family.end : token.start]
        if 0 < len(gap) < _NEAR and re.fullmatch(r"\s*(?:[,(:—–-]\s*)?(?:[А-ЯЁ][а-яё-]+(?:,|\s+и)\s+)*", gap):
            return family.surname, None, (family.start, family.end)
    return None


_TO_BROTHERS = re.compile(r"(?:(?:,\s+[А-ЯЁ][а-яё-]+)*\s+и\s+[А-ЯЁ][а-яё-]+)?\s+")


def _of_brothers(text: str, token: Token, home: list[Family]) -> Lent | None:
    """«Эрику и Рудольфу Саврасовым»: a plural dative, which reads as no man's surname."""
    at = bisect_right(home, token.end, key=lambda family: family.start)
    if at == len(home) or not text[home[at].start : home[at].end].endswith("ым"):
        return None
    family = home[at]
    if family.start - token.end > _NEAR or not _TO_BROTHERS.fullmatch(text, token.end, family.start):
        return None
    return family.surname, "datv", (family.start, family.end)


# «после гибели брата Тимофея», «в память о сыне — Денисе»
_KIN = re.compile(r"\b(?:брат(?:а|у|ом|е)?|сын(?:а|у|ом|е)?)[\s,—–-]{1,3}$", re.I)
_KIN_NEAR = 200  # characters from him who lends the surname


def _of_kin(text: str, token: Token, mentions: list[Mention]) -> Lent | None:
    """A brother or a son of the man whom the page names last before, in the same line."""
    if not _KIN.search(text[max(0, token.start - 10) : token.start]):
        return None
    at = bisect_right(mentions, token.start, key=lambda mention: mention.start) - 1
    while at >= 0 and not mentions[at].names[0].surname:
        at -= 1
    if at < 0 or token.start - mentions[at].end > _KIN_NEAR or "\n" in text[mentions[at].end : token.start]:
        return None
    name = mentions[at].names[0]
    if not name.surname or name.gender == "f":
        return None
    word = mentions[at].tokens[name.shape.find("S")]
    return name.surname, None, (word.start, word.end)


def _named(token: Token, surname: str, case: str | None) -> Name:
    table = readings.given(token.lower)
    fits = {key: r for key, r in table.items() if case is None or key[1] in {case, "gent", "accs"}}
    (gender, found), reading = max((fits or table).items(), key=lambda item: item[1].score)
    ending = surname
    if gender == "f" and re.search(r"(?:[оеё]в|[иы]н)$", surname):
        ending = surname + "а"
    elif gender == "f" and surname.endswith("ий"):
        ending = surname[:-2] + "ая"
    return Name(4.0, gender, found, ending, parts.written(reading.nominative, token), None, "GS")


def is_plural(token: Token) -> bool:
    """Whether a lone word is a plural surname, which never names one person."""
    return singular(token.text) is not None and fold(token.text) != fold(singular(token.text) or "")
