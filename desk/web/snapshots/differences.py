"""What changed between two texts of one address: paragraphs first, then words within those that changed."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal

from msgspec import Struct

LONGEST = 400
"""Paragraphs, and words of a changed stretch, that are compared; the rest is said to be new or gone whole."""

_WORDS = re.compile(r"\s+|[^\s]+")

Change = Literal["same", "gone", "new"]


class Piece(Struct, frozen=True):
    """Words that stand in both texts, in the older alone, or in the newer alone."""

    change: Change
    text: str


class Paragraph(Struct, frozen=True):
    """A paragraph of either text or of both; `is_changed` if any piece of it is not the same."""

    pieces: tuple[Piece, ...]

    @property
    def is_changed(self) -> bool:
        """Whether it is not the same in both texts."""
        return any(piece.change != "same" for piece in self.pieces)


def differences(older: str, newer: str) -> list[Paragraph]:
    """The paragraphs of two texts, in order. Bounded: time grows with LONGEST squared at the worst."""
    one, other = older.split("\n"), newer.split("\n")
    if max(len(one), len(other)) > LONGEST:
        start = _common(one, other)
        end = _common(one[start:][::-1], other[start:][::-1])
        middle = _bounded(one[start : len(one) - end], other[start : len(other) - end])
        return [*_same(one[:start]), *middle, *_same(one[len(one) - end :])]
    return list(_paragraphs(one, other))


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _bounded(one: Sequence[str], other: Sequence[str]) -> list[Paragraph]:
    if max(len(one), len(other)) <= LONGEST:
        return list(_paragraphs(one, other))
    return [*_whole("gone", one), *_whole("new", other)]


def _paragraphs(one: Sequence[str], other: Sequence[str]) -> Iterator[Paragraph]:
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from _same(one[a:b])
        elif tag == "replace" and b - a == d - c:
            yield from map(_words, one[a:b], other[c:d])
        else:
            yield from _whole("gone", one[a:b])
            yield from _whole("new", other[c:d])


def _words(one: str, other: str) -> Paragraph:
    old, new = _WORDS.findall(one), _WORDS.findall(other)
    if max(len(old), len(new)) > LONGEST * 4:
        return Paragraph((Piece("gone", one), Piece("new", other)))
    pieces: list[Piece] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            pieces.append(Piece("same", "".join(old[a:b])))
            continue
        pieces += [Piece("gone", "".join(old[a:b]))] * (a < b) + [Piece("new", "".join(new[c:d]))] * (c < d)
    return Paragraph(tuple(pieces))


def _same(paragraphs: Sequence[str]) -> list[Paragraph]:
    return _whole("same", paragraphs)


def _whole(change: Change, paragraphs: Sequence[str]) -> list[Paragraph]:
    return [Paragraph((Piece(change, text),)) for text in paragraphs]
