"""What the grammars of service read and what they find: folded text of the page's length, and spans in it."""

import re
from typing import Literal

from msgspec import Struct

from archive.records import Document

Lean = Literal["before", "after", "any"]

# one character for one, so that offsets stay those of the document
_FOLD = str.maketrans(
    {"ё": "е", "\u00a0": " ", "\u2009": " ", "\u202f": " ", "“": "«", "„": "«", "”": "»", "‑": "-", "−": "-"}
)


# Latin letters that typists (and a trick against copying) put into Russian words
_LOOKALIKES = str.maketrans("aceopxyk", "асеорхук")
_MIXED = re.compile(r"\b(?:[а-я]+[aceopxyk]|[aceopxyk]+[а-я])[а-яaceopxyk]*\b")

_LONGEST_BLOCK = 50_000


class Found(Struct, frozen=True):
    """A feature somewhere in a text, not yet anybody's; `lean` says where its owner is written."""

    field: str
    value: str
    start: int
    end: int
    rule: str
    confidence: float = 0.9
    lean: Lean = "any"
    plural: bool = False


def has_any(low: str, *stems: str) -> bool:
    """Whether any of the stems stands in a text: the cheap question before a costly pattern."""
    return any(stem in low for stem in stems)


def folded(text: str) -> str:
    """Lower case, ё as е, plain spaces and quotes; exactly as long as the text.

    >>> folded("Ещё «Шторм»")
    'еще «шторм»'
    """
    low = text.lower()
    if len(low) != len(text):  # «İ» becomes two characters
        low = "".join(small if len(small := one.lower()) == 1 else one for one in text)
    low = low.translate(_FOLD)
    return _MIXED.sub(lambda word: word[0].translate(_LOOKALIKES), low)


def prose(low: str, document: Document) -> str:
    """A folded text without blocks too long for a paragraph: they become blanks of the same length."""
    for block in document.blocks:
        if block.end - block.start > _LONGEST_BLOCK:
            low = low[: block.start] + "\n" * (block.end - block.start) + low[block.end :]
    return low
