"""Finds on a page the words that claims quote of its document; what cannot be found for sure is not placed.

A block of the document is looked for as a whole, in the page's order; only where that fails (cards whose
labels stand in boxes, rows, joined lines) the words themselves, with as much around them as can be had.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from archive.records import Block, Document
from desk.web.snapshots.folding import Folded
from desk.web.snapshots.marks import Span

AROUND = (60, 40, 25, 15, 8)
"""Letters beside the words that must stand there too, first the most."""
ALONE = 8
"""Letters that words must have to be found without anything around them."""
MOST = 50
"""Places of one block that are looked at."""


class Placed(Struct, frozen=True):
    """Spans on the page, by the number of its text; `lost`: the claims whose words were not found."""

    marks: dict[int, list[Span]]
    lost: tuple[str, ...]


def placed(texts: Sequence[str], document: Document, spans: Sequence[Span]) -> Placed:
    """Places spans of a document's text on the texts of a page, given in their order."""
    page = Folded("".join(texts))
    finder = _Finder(page, document)
    marks: dict[int, list[Span]] = {}
    lost = []
    begins = _begins(texts)
    for span in spans:
        found = finder.place(span)
        if found is None:
            lost.append(span.claim)
            continue
        for number, start, end in _cut(begins, *page.unfolded(*found)):
            marks.setdefault(number, []).append(Span(start, end, span.claim))
    return Placed(marks, tuple(dict.fromkeys(lost)))


class _Finder:
    """Where the blocks of a document stand in the letters of a page."""

    def __init__(self, page: Folded, document: Document) -> None:
        self._page = page.text
        self._text = Folded(document.text)
        self._blocks = document.blocks
        self._places = _in_order([self._occurrences(block) for block in document.blocks])

    def place(self, span: Span) -> tuple[int, int] | None:
        """The part of the page's letters that the words are, or None."""
        number = next((n for n, one in enumerate(self._blocks) if _holds(one, span)), None)
        words = self._text.span(span.start, span.end)
        if number is None or words[0] == words[1]:
            return None
        block = self._text.span(self._blocks[number].start, self._blocks[number].end)
        begin = self._places[number]
        if begin is not None:
            return begin + words[0] - block[0], begin + words[1] - block[0]
        return self._by_neighbours(words, block, self._bounds(number))

    def _occurrences(self, block: Block) -> list[int]:
        start, end = self._text.span(block.start, block.end)
        return _found(self._page, self._text.text[start:end]) if start < end else []

    def _bounds(self, number: int) -> tuple[int, int]:
        """Between which letters of the page a block must stand, by those before and after it."""
        before = (n for n in range(number - 1, -1, -1) if self._places[n] is not None)
        after = (n for n in range(number + 1, len(self._blocks)) if self._places[n] is not None)
        low = next((self._end(n) for n in before), 0)
        high = next((place for n in after if (place := self._places[n]) is not None), len(self._page))
        return (low, high) if low < high else (0, len(self._page))

    def _end(self, number: int) -> int:
        start, end = self._text.span(self._blocks[number].start, self._blocks[number].end)
        return (self._places[number] or 0) + end - start

    def _by_neighbours(
        self, words: tuple[int, int], block: tuple[int, int], bounds: tuple[int, int]
    ) -> tuple[int, int] | None:
        """The one place where the words stand with some of what stands around them in the block."""
        for start, end in _windows(words, block):
            found = _found(self._page, self._text.text[start:end], *bounds)
            if len(found) == 1:
                begin = found[0] + words[0] - start
                return begin, begin + words[1] - words[0]
        return None


def _holds(block: Block, span: Span) -> bool:
    return block.start <= span.start and span.end <= block.end


def _found(page: str, wanted: str, start: int = 0, end: int | None = None) -> list[int]:
    """Where a string stands, from the first on, no more places than are looked at."""
    found: list[int] = []
    at = page.find(wanted, start, end)
    while at >= 0 and len(found) < MOST:
        found.append(at)
        at = page.find(wanted, at + 1, end)
    return found


def _in_order(found: Sequence[Sequence[int]]) -> list[int | None]:
    """One place for each block: its only one, else the next after the block before it."""
    places: list[int | None] = [one[0] if len(one) == 1 else None for one in found]
    for number, several in enumerate(found):
        if len(several) > 1:
            places[number] = _nearest(several, _last(places[:number]), _last(places[:number:-1]))
    return places


def _last(places: Sequence[int | None]) -> int | None:
    return next((place for place in reversed(places) if place is not None), None)


def _nearest(several: Sequence[int], before: int | None, after: int | None) -> int:
    """The place nearest to the block before, or else to the block after; they show the same words."""
    later = [place for place in several if before is not None and place > before]
    if later:
        return later[0]
    earlier = [place for place in several if after is not None and place < after]
    return earlier[-1] if earlier else several[0]


def _windows(words: tuple[int, int], block: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """The words with something around, within the block; last alone, if they are long enough to be told."""
    for width in AROUND:
        left, right = max(block[0], words[0] - width), min(block[1], words[1] + width)
        for start, end in ((left, right), (left, words[1]), (words[0], right)):
            if words[0] - start + end - words[1] >= min(width, AROUND[-1]):
                yield start, end
    if words[1] - words[0] >= ALONE:
        yield words


def _begins(texts: Sequence[str]) -> list[int]:
    begins = [0]
    for text in texts:
        begins.append(begins[-1] + len(text))
    return begins


def _cut(begins: Sequence[int], start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """A span over the joined texts as spans of each; white space between boxes is not marked alone."""
    for number, (first, last) in enumerate(pairwise(begins)):
        begin, stop = max(start, first), min(end, last)
        if begin < stop:
            yield number, begin - first, stop - first
