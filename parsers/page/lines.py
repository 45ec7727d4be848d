"""The words of a page as lines: white space, invisible characters and hard wraps made good."""

import re
import unicodedata
from itertools import pairwise

_SPACES = re.compile(r"[ \t\r\f\v\xa0\u1680\u2000-\u200a\u202f\u205f\u3000\n]+")
# soft hyphen, zero-width space and non-joiner, direction marks; the joiner U+200D stays for the sake of emoji
_INVISIBLE = re.compile("[\xad\u200b\u200c\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_STRESS = re.compile("(?<=[аеёиоуыэюяАЕЁИОУЫЭЮЯ])[\u0300\u0301]")

_ENDED = re.compile(r"[.!?…:;»\"”)\]]\s*$")
_HARD_WRAP = range(38, 100)
_NUMBERED = re.compile(r"^(?:[-–—•*·▪●◾✔]|\d{1,3}[.)]\s|\[)")


def clean(text: str) -> str:
    """One line of text without invisible characters, white space collapsed, words left as they are."""
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
        text = _STRESS.sub("", text)
    return _SPACES.sub(" ", text).strip()


def joins(lines: list[str]) -> list[bool]:
    """For each line but the last, whether the next one continues it.

    A sentence cut by line breaks is one: «рядовой Иван» + «Каменкин погиб»; a list is not.
    """
    wrapped = _is_hard_wrapped(lines)
    return [_continues(one, other, wrapped) for one, other in pairwise(lines)]


def _continues(line: str, after: str, wrapped: bool) -> bool:
    if not line or not after or _ENDED.search(line) or _NUMBERED.match(after):
        return False
    if wrapped and len(line) in _HARD_WRAP:
        return True
    return after[0].islower() and line[-1] in "," + _LETTERS and len(line) > 20


_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґabcdefghijklmnopqrstuvwxyz-"


def _is_hard_wrapped(lines: list[str]) -> bool:
    """Whether the breaks were put by a width: full lines of like length, most of them inside a sentence."""
    full = [line for line in lines[:-1] if line]
    if len(full) < 3:
        return False
    alike = sum(len(line) in _HARD_WRAP for line in full)
    cut = sum(not _ENDED.search(line) for line in full)
    return alike * 4 >= len(full) * 3 and cut * 5 >= len(full) * 3
