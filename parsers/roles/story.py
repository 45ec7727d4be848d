"""A document seen as a story: its sentences, its cues, and whose each stretch of text is."""

import re
import sys
from bisect import bisect_left, bisect_right
from typing import Literal

from archive.records import Block, Document
from parsers import sentences
from parsers.names.person import Person, Spot
from parsers.roles.cues import Cues

_FOLLOWING = 4  # sentences after one on a person that may still be about him
_NEAR = 600  # characters of a long sentence that may be about a person named in it
_PARTS = 60  # stretches beside one person's names that are kept
_LIST_LINES = 40  # lines of a list under one heading that are looked at

_HEAD_LENGTH = 48  # characters of a line that may head others without being marked as a heading
_SHORT = 30  # characters of a line with a colon that only goes on from the words above it
_HEADING = frozenset({"svo", "otherwar", "civilian", "alive", "missing", "captive", "they_died", "fallen"})

_WAR_BEGAN = "2022-02-24"
_WAR_YEARS = re.compile(r"\b202[2-9]\b")  # a page that names one was not published before

Span = tuple[int, int]
War = Literal["svo", "other", "civil", "enemy", "unknown"]


class Story:
    """A document with its sentences and cues found once."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.text = document.text
        self.cues = Cues(document.text)
        self.wars: dict[tuple[str, tuple[Span, ...]], War | None] = {}  # what each scope speaks of
        self.sentences = sentences.split(document.text)
        self._starts = [start for start, _ in self.sentences]
        self._block_starts = [block.start for block in document.blocks]
        self.is_before_war = (document.published or "9") < _WAR_BEGAN and not _WAR_YEARS.search(self.text)

    def sentence(self, at: int) -> int:
        """The number of the sentence that holds an offset."""
        return max(0, bisect_right(self._starts, at) - 1)

    def block(self, at: int) -> Block:
        """The block that holds an offset."""
        return self.document.blocks[self.block_number(at)]

    def block_number(self, at: int) -> int:
        """The number of the block that holds an offset."""
        return max(0, bisect_right(self._block_starts, at) - 1)

    def span(self, number: int) -> Span:
        """The offsets of a sentence; empty past either end."""
        return self.sentences[number] if 0 <= number < len(self.sentences) else (0, 0)

    def groups(self, spans: list[Span]) -> frozenset[str]:
        """The cue groups that occur in any of the stretches."""
        found: frozenset[str] = frozenset()
        for start, end in spans:
            found |= self.cues.within(start, end)
        return found

    def heading(self, spot: Spot) -> Span | None:
        """The line that heads a list: the nearest above that is a heading or ends with a colon."""
        blocks, number = self.document.blocks, self.block_number(spot.start)
        if ":" in self.text[blocks[number].start : spot.start]:
            return blocks[number].start, spot.start
        for above in range(number - 1, max(-1, number - 1 - _LIST_LINES), -1):
            block = blocks[above]
            if block.kind == "heading" or self._is_head(block.start, block.end):
                return self._with_lead(above)
        return None

    def _with_lead(self, number: int) -> Span:
        """«… погибших в ходе СВО.» and under it «Наши герои:»: the words that the short line goes on from."""
        head = self.document.blocks[number]
        is_short = head.end - head.start < _SHORT and self.text[head.start : head.end].rstrip().endswith(":")
        if is_short and number > 1:
            return self.document.blocks[number - 1].start, head.end
        return head.start, head.end

    def _is_head(self, start: int, end: int) -> bool:
        """A line that ends with a colon, or a few words on a war or a fate: «Афганистан», «СВО»."""
        line = self.text[start:end].rstrip()
        if line.endswith(":"):
            return True
        if len(line) > _HEAD_LENGTH or not line[-1:].isalpha() or "," in line:
            return False
        return bool(self.cues.within(start, end) & _HEADING)

    def is_unmarked(self, row: Block) -> bool:
        """Whether other rows name this war and this one does not: a register of all the town's dead."""
        blocks = self.document.blocks
        if self.groups([(b.start, b.end) for b in blocks[:3] if b.kind != "row"]) & {"svo", "fallen"}:
            return False
        marked = [b for b in blocks if b.kind == "row" and "СВО" in self.text[b.start : b.end]]
        return bool(marked) and row not in marked


class Ground:
    """Whose each stretch is: `parts` beside a person's names, `following` the sentences on him alone."""

    def __init__(self, story: Story, everyone: list[Person]) -> None:
        self._spots = sorted((spot.start, spot.end, i) for i, p in enumerate(everyone) for spot in p.spots)
        self._starts = [start for start, _, _ in self._spots]
        self._ends = sorted(end for _, end, _ in self._spots)
        self.parts: list[list[Span]] = [[] for _ in everyone]
        self.following: list[list[Span]] = [[] for _ in everyone]
        by_sentence: dict[int, list[tuple[int, int, int]]] = {}
        for spot in self._spots:
            by_sentence.setdefault(story.sentence(spot[0]), []).append(spot)
        for number, spots in by_sentence.items():
            self._divide(story.text, story.span(number), spots)
            self._follow(story, number, spots, by_sentence)

    def _divide(self, text: str, sentence: Span, spots: list[tuple[int, int, int]]) -> None:
        """A sentence's stretches: from the last other person's name to the next, not too far from his."""
        stops = [sentence[1]] * len(spots)
        for k in range(len(spots) - 2, -1, -1):
            stops[k] = stops[k + 1] if spots[k + 1][2] == spots[k][2] else spots[k + 1][0]
        start = sentence[0]
        for k, (at, end, i) in enumerate(spots):
            if len(self.parts[i]) < _PARTS:
                self.parts[i].append((max(start, at - _NEAR), min(stops[k], end + _NEAR)))
            if k + 1 < len(spots) and spots[k + 1][2] != i:
                start = _beyond_clause(text, end, spots[k + 1][0])

    def _follow(
        self,
        story: Story,
        number: int,
        spots: list[tuple[int, int, int]],
        named: dict[int, list[tuple[int, int, int]]],
    ) -> None:
        """The sentences after one that names a person, until another person is named."""
        whose = {i for _, _, i in spots}
        group = story.block(spots[0][0]).group
        for later in range(number + 1, min(number + 1 + _FOLLOWING, len(story.sentences))):
            others = {i for _, _, i in named.get(later, [])}
            if others or story.block(story.span(later)[0]).group != group:
                return
            for i in (i for i in whose if len(self.following[i]) < _PARTS):
                self.following[i].append(story.span(later))

    def between(self, spot: Spot) -> Span:
        """The end of the name before a spot and the start of the name after it."""
        before = bisect_right(self._ends, spot.start)
        after = bisect_left(self._starts, spot.end)
        return (
            self._ends[before - 1] if before else 0,
            self._starts[after] if after < len(self._starts) else sys.maxsize,
        )


# «…, который погиб в 1995 году, и Ивана»: the relative clause was on him who was named before
_CLAUSE = re.compile(r",\s(?:котор\w+|чь[яиёею]\w*|who)\b[^.!?;]*?(?:,\s(?:и|а)\s|,\sand\s|;\s)")


def _beyond_clause(text: str, start: int, end: int) -> int:
    """Where the stretch before a name begins: after a relative clause on the one named before him."""
    clauses = list(_CLAUSE.finditer(text, start, end))
    return clauses[-1].end() if clauses else start
