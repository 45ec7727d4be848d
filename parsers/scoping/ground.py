"""Where everyone is named on a page, in which clause, sentence and block, and what can be seen from where."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from archive.records import Block, Document
from parsers.person import Named
from parsers.scoping.clauses import clauses
from parsers.scoping.lists import Spot
from parsers.sentences import split

Span = tuple[int, int]
_LONGEST = 1200


class Ground:
    """The names of a document in its blocks; sentences and clauses are found when first asked for."""

    def __init__(self, document: Document, named: Sequence[Named]) -> None:
        self.text = document.text
        self._blocks = sorted(document.blocks, key=lambda block: block.start)
        self._block_starts = [block.start for block in self._blocks]
        spans = {(*span, who) for who, one in enumerate(named) for span in (*one.spans, (one.start, one.end))}
        self._spots = [Spot(*span) for span in sorted(spans)]
        self._spot_starts = [spot.start for spot in self._spots]
        self._sentences: dict[int, list[Span]] = {}
        self._clauses: dict[int, list[Span]] = {}

    def block(self, at: int) -> Block | None:
        """The block that an offset is in, or None between blocks."""
        place = bisect_right(self._block_starts, at) - 1
        return self._blocks[place] if place >= 0 and at < self._blocks[place].end else None

    def sentence(self, at: int) -> Span:
        """The span of the sentence around an offset; an empty one outside of the blocks."""
        block = self.block(at)
        return _around(self._sentences_of(block), at) if block else (at, at)

    def clause(self, at: int) -> Span:
        """The span of the clause around an offset."""
        sentence = self.sentence(at)
        if sentence[0] not in self._clauses:
            self._clauses[sentence[0]] = clauses(self.text, *sentence)
        return _around(self._clauses[sentence[0]], at)

    def named_in(self, span: Span) -> list[Spot]:
        """Names that begin inside a span."""
        return self._spots[bisect_left(self._spot_starts, span[0]) : bisect_left(self._spot_starts, span[1])]

    def is_name(self, at: int) -> bool:
        """Whether an offset lies inside one of the names."""
        place = bisect_right(self._spot_starts, at)
        return any(at < spot.end for spot in self._spots[max(0, place - 3) : place])

    def named_before(self, block: Block, at: int) -> list[Spot]:
        """Names before an offset that its block can look back to."""
        return [spot for spot in self._spots[: bisect_left(self._spot_starts, at)] if self._sees(block, spot)]

    def named_after(self, block: Block, at: int) -> list[Spot]:
        """Names after an offset that its block can look on to."""
        return [spot for spot in self._spots[bisect_left(self._spot_starts, at) :] if self._sees(block, spot)]

    def _sees(self, block: Block, spot: Spot) -> bool:
        """Never another group, never from main text into tail or back, never into a caption."""
        other = self.block(spot.start)
        if other is None or other.group != block.group:
            return False
        return other is block or (
            (block.part == "tail") == (other.part == "tail") and other.part != "caption"
        )

    def _sentences_of(self, block: Block) -> list[Span]:
        if block.start not in self._sentences:
            self._sentences[block.start] = [
                span
                for left, right in _pieces(block)
                for a, b in split(self.text[left:right])
                for span in _readable(left + a, left + b)
            ]
        return self._sentences[block.start]


def _readable(start: int, end: int) -> Iterator[Span]:
    """A sentence, cut where it is longer than people write, so that no page costs more than its length."""
    for left in range(start, end, _LONGEST):
        yield left, min(end, left + _LONGEST)


def _pieces(block: Block) -> list[Span]:
    """A card or a row falls into its labelled values and what stands between them; other blocks are whole."""
    bounds = [block.start, *(at for cell in block.cells for at in (cell.start, cell.end)), block.end]
    return [(left, right) for left, right in pairwise(bounds) if left < right]


def _around(spans: list[Span], at: int) -> Span:
    place = bisect_right(spans, (at, at + (1 << 40))) - 1
    return spans[place] if place >= 0 else (at, at)
