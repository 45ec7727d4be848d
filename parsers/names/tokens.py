"""The words of a document that may be parts of names, in runs that only spaces divide."""

import re
from typing import NamedTuple

from parsers.lexicon import words
from parsers.names.lists import fold
from parsers.names.spelling import is_latin, russian

_LETTERS = "А-ЯЁа-яёA-Za-zҐґЄєІіЇїЎўҒғҚқҢңӨөҮүҺһӘәҖҗ"
_UPPER = "А-ЯЁA-ZҐЄІЇЎҒҚҢӨҮҺӘҖ"

_WORD = re.compile(rf"[{_LETTERS}]+(?:[’'ʼ][{_LETTERS}]+)*(?:[-‑][{_LETTERS}]+(?:[’'][{_LETTERS}]+)*)*")
_INITIAL = re.compile(rf"[{_UPPER}]\.")
_CAPITAL = re.compile(rf"[{_UPPER}]")
_FATHER = frozenset(
    {"оглы", "оглу", "кызы", "кизи", "угли", "углы", "улы", "уулу", "оол", "гызы", "ўғли", "ұлы"}
)


# «Камень-на-Оби», «Славянск-на-Кубани»
_ON_A_RIVER = re.compile(r"[-‑](?:на|под|при|над)[-‑]")


class Token(NamedTuple):
    """A word, its offsets, its folded spelling; `kind` is word, initial or father («Вагиф оглы»)."""

    text: str
    start: int
    end: int
    folded: str
    kind: str

    @property
    def lower(self) -> str:
        """The spelling that the paradigms read."""
        return russian(self.text)

    @property
    def is_latin(self) -> bool:
        """Whether the word is written in Latin letters."""
        return is_latin(self.text)


# «Егор «Медведь» Бессонов»: the call sign between the parts of a name
_CALLSIGN_GAP = re.compile(r" [«\"“(][А-ЯЁ][^«»\"“”()\n]{1,20}[»\"”)] ")


def runs(text: str, start: int, end: int) -> list[list[Token]]:
    """Runs of neighbouring capitalised words and initials within a stretch of text, in order."""
    found: list[list[Token]] = []
    last = -9
    for token in _capitalised(text, start, end):
        if found and _is_callsign(text, last, token):
            continue
        glued = found and _is_joined(text[last : token.start], found[-1][-1], token)
        if glued:
            found[-1].append(token)
        else:
            found.append([token])
        last = token.end
    return found


def _is_callsign(text: str, last: int, token: Token) -> bool:
    """Whether a word stands alone in quotes or brackets between two capitalised words."""
    before, after = text[last : token.start], text[token.end : token.end + 3]
    return before in {" «", ' "', " “", " ("} and bool(re.match(r"[»\"”)] [А-ЯЁ]", after))


def _is_joined(gap: str, before: Token, token: Token) -> bool:
    if gap in {" ", "\u00a0", "  "}:
        return True
    if _CALLSIGN_GAP.fullmatch(gap):
        return True
    return gap == "" and before.kind == "initial"


def _capitalised(text: str, start: int, end: int) -> list[Token]:
    tokens: list[Token] = []
    for match in _WORD.finditer(text, start, end):
        word, at = match[0], match.start()
        if len(word) == 1 and text[match.end() : match.end() + 1] == "." and word.isupper():
            tokens.append(Token(word, at, match.end() + 1, fold(russian(word)), "initial"))
        elif tokens and fold(russian(word)) in _FATHER and text[tokens[-1].end : at] in {" ", "-", "\u00a0"}:
            father = tokens.pop()
            tokens.append(_spanning(text, father.start, match.end()))
        elif _CAPITAL.match(word) and (len(word) > 1):
            tokens.extend(_fathers_hyphen(text, match))
    return tokens


def _fathers_hyphen(text: str, match: re.Match[str]) -> list[Token]:
    word = match[0]
    tail = fold(re.split("[-‑]", word)[-1])
    if tail in _FATHER and tail != fold(russian(word)):
        return [_spanning(text, match.start(), match.end())]
    return [Token(word, match.start(), match.end(), fold(russian(word)), "word")]


def _spanning(text: str, start: int, end: int) -> Token:
    return Token(text[start:end], start, end, fold(text[start:end]), "father")


def is_excluded(token: Token) -> bool:
    """A capitalised word that is never a part of a name of a person: «Россия», «Герой», «Дума»."""
    if token.kind != "word":
        return False
    if token.is_latin and token.text.lower() in words("english_words"):
        return True
    if _ON_A_RIVER.search(token.folded):
        return True
    return token.folded in words("not_names")
