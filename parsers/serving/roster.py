"""Who stands beside a feature: the names around an offset, and whether words between tie them together."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from archive.records import Block, Document
from parsers.person import Named
from parsers.scope import Scope
from parsers.scoping.clauses import is_predicative
from parsers.scoping.lists import Spot, head_of, runs

# a word that begins a name of somebody: not an army, a place after a preposition, an organisation
_NAME_LIKE = re.compile(r"\s*(?:[А-ЯЁІЄЇ]\.\s?)*(?P<word>[А-ЯЁІЄЇA-Z][а-яёіїєa-z'’-]{1,})")
_NAME_BEYOND = re.compile(r"(?:\s[а-яё-]+){0,5}\s(?P<name>[А-ЯЁ][а-яё-]+\s[А-ЯЁ][а-яё-]{2,})")
_BODIES = frozenset(
    {"Росгвардии", "Вооружённых", "Вооруженных", "Российской", "России", "Министерства", "Народной"}
)
_OPENS_LIST = re.compile(r"(?:\s*\([^()]*\))?\s*[—–:-]\s*(?:[\w-]+\s)?")
_FARTHEST = 140


class Roster:
    """All names of a document in order, with the scope that says whose a clause is."""

    def __init__(self, document: Document, named: Sequence[Named], scope: Scope) -> None:
        self.document, self.named, self.scope = document, named, scope
        spans = {(*span, who) for who, one in enumerate(named) for span in (*one.spans, (one.start, one.end))}
        self.spots = [Spot(*span) for span in sorted(spans)]
        self._starts = [spot.start for spot in self.spots]
        self.blocks = sorted(document.blocks, key=lambda block: block.start)
        self._block_starts = [block.start for block in self.blocks]
        self.soldiers = tuple(who for who, one in enumerate(named) if one.role == "soldier")

    def is_soldier(self, who: int) -> bool:
        """Whether he is a soldier of this war on the Russian side."""
        return self.named[who].role == "soldier"

    def within(self, start: int, end: int) -> list[Spot]:
        """Names that begin inside a span."""
        return self.spots[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def soldiers_within(self, start: int, end: int) -> tuple[int, ...]:
        """Soldiers whose names begin inside a span, each once, in order."""
        return tuple(dict.fromkeys(spot.who for spot in self.within(start, end) if self.is_soldier(spot.who)))

    def around(self, at: int) -> list[Spot]:
        """Names that begin at an offset or a little before it."""
        place = bisect_left(self._starts, at + 1)
        return self.spots[max(0, place - 4) : place]

    def after(self, at: int) -> Spot | None:
        """The first name that begins at or after an offset, in its sentence; of nested names the longest."""
        end = self.scope.sentence(at - 1)[1] if at else 0
        place = bisect_left(self._starts, at)
        near = self.spots[place : place + 4]
        first = next((spot for spot in near if spot.start < end), None)
        same = [spot for spot in near if first and spot.start == first.start]
        return max(same, key=lambda spot: spot.end) if same else None

    def before(self, at: int) -> Spot | None:
        """The last name that ends at or before an offset, in its sentence."""
        start = self.scope.sentence(at)[0]
        place = bisect_left(self._starts, at)
        near = reversed(self.spots[max(0, place - 6) : place])
        return next((spot for spot in near if start <= spot.start and spot.end <= at), None)

    def last_soldier(self, at: int) -> tuple[int, ...]:
        """The soldier named last before an offset, in its block or the two before of its group and part."""
        block = self.block(at)
        if block is None:
            return ()
        place = bisect_right(self._block_starts, at) - 1
        for home in reversed(self.blocks[max(0, place - 2) : place + 1]):
            here = self.soldiers_within(home.start, min(home.end, at))
            if here and home.group == block.group and (home.part == block.part or home.part == "title"):
                return here[-1:]
        return ()

    def joined(self, start: int, end: int) -> bool:
        """Whether what stands between is short and has no predicate."""
        return end - start <= _FARTHEST and not is_predicative(self.document.text, start, end)

    def coordinated(self, first: Spot) -> list[Spot]:
        """The list of names that begins with one, up to the next rank or position."""
        spots = self.within(first.start, self.scope.sentence(first.start)[1])
        run = next(run for run in runs(self.document.text, _outermost(spots)) if first in run)
        return head_of(self.document.text, run[run.index(first) :])

    def listed_before(self, at: int) -> tuple[int, ...]:
        """Those of the list of names that ends right before an offset: «A, B и C, бойцы …»."""
        last = self.before(at)
        if last is None or not self.joined(last.end, at):
            return ()
        spots = _outermost(self.within(self.scope.sentence(at)[0], at))
        found = (spot.who for run in runs(self.document.text, spots) if last in run for spot in run)
        return tuple(dict.fromkeys(found))

    def listed_after(self, at: int) -> tuple[int, ...]:
        """Those of the list that a dash or a colon opens: «двух бойцов 5-го полка — A и B»."""
        spot = self.after(at)
        if spot is None or not _OPENS_LIST.fullmatch(self.document.text, at, spot.start):
            return ()
        return tuple(dict.fromkeys(one.who for one in self.coordinated(spot)))

    def stranger(self, at: int) -> bool:
        """Whether a name of somebody whom nobody found begins right at an offset."""
        match = _NAME_LIKE.match(self.document.text, at)
        if match is None or not self.document.text[at : at + 1].isspace():
            return False
        return not self.within(match.start(), match.end()) and match["word"] not in _BODIES

    def stranger_beyond(self, at: int) -> bool:
        """Whether a name of somebody whom nobody found follows: «дивизии гвардии полковник Егор Буланов»."""
        match = _NAME_BEYOND.match(self.document.text, at)
        return match is not None and not self.within(match.start("name"), match.end())

    def block(self, at: int) -> Block | None:
        """The block around an offset."""
        place = bisect_right(self._block_starts, at) - 1
        return self.blocks[place] if place >= 0 and at < self.blocks[place].end else None

    def only_soldier(self, block: Block) -> int | None:
        """The one soldier named in a block, or in its group; None when there are none or several."""
        here = set(self.soldiers_within(block.start, block.end))
        group = here or {
            who
            for other in self.blocks
            if other.group == block.group
            for who in self.soldiers_within(other.start, other.end)
        }
        return group.pop() if len(group) == 1 else None


def _outermost(spots: list[Spot]) -> list[Spot]:
    """Without the names that lie inside a longer one."""
    found: list[Spot] = []
    for spot in sorted(spots, key=lambda spot: (spot.start, -spot.end)):
        if not found or spot.start >= found[-1].end:
            found.append(spot)
    return found
