"""Whose a place is, and how near to him it is said: over `parsers.scope`, with what only places do.

A place alone in its sentence or heading («Мыски.», «Кирово-Чепецк») governs the names below it up to the next one.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from msgspec.structs import replace

from archive.records import Block, Document
from parsers.gazetteer.entries import SETTLEMENTS
from parsers.gazetteer.lookup import gazetteer
from parsers.person import Named
from parsers.placing.bearings import Bearing
from parsers.placing.evidence import Evidence
from parsers.placing.homonyms import Resolved
from parsers.scope import Lean, Scope
from parsers.scoping.lists import Spot, runs

_LEANS: dict[str, Lean] = {"origin": "before", "inhabitant": "after", "residence": "after"}
# what a place's word weighs in the sentence of a man's name, his paragraph, another paragraph, a heading
_NEARNESS = (1.0, 0.97, 0.85, 0.7)
_PARAGRAPH, _HEADING = 1, 3
_SAID_OF_HIM = frozenset({"residence", "origin", "birth", "funeral", "callup"})


class Residents:
    """The soldiers of a document and where they are named."""

    def __init__(
        self,
        document: Document,
        named: Sequence[Named],
        soldiers: Sequence[int],
        scope: Scope,
        found: Sequence[Resolved],
    ) -> None:
        self._text = document.text
        self._places = [one.toponym.start for one in found if one.kind != "region"]
        self._blocks = sorted(document.blocks, key=lambda block: block.start)
        self._starts = [block.start for block in self._blocks]
        self._spans = {who: ((named[who].start, named[who].end), *named[who].spans) for who in soldiers}
        self.scope = scope

    def block(self, at: int) -> Block | None:
        """The block around an offset."""
        place = bisect_right(self._starts, at) - 1
        return self._blocks[place] if place >= 0 and at < self._blocks[place].end else None

    def owners(self, place: Resolved, role: Bearing, *, in_cell: bool) -> tuple[int, ...]:
        """Indices of those to whom a place belongs."""
        start, end = place.toponym.start, place.toponym.end
        block = self.block(start)
        if block and in_cell:
            return self._named_in(block.start, block.end) or self._named_in_group(block)
        if role not in ("origin", "inhabitant", "residence") and (segment := self._segment(start, end)):
            return segment
        found = self.scope.owners(start, end, lean=_LEANS.get(role, "any"))
        return self._with_coordinated(found, start) if role == "origin" else found

    def _segment(self, start: int, end: int) -> tuple[int, ...]:
        """«В Ухте простились с A и B, в Инте — с C»: those named after a place, before the next place.

        Only where a place opens the sentence and another follows a name.
        """
        left, right = self.scope.sentence(start)
        bounds = [one for one in self._places if left <= one < right]
        names = sorted(at for spans in self._spans.values() for at, _ in spans if left <= at < right)
        if (
            len(bounds) < 2
            or len(names) < 2
            or names[0] < bounds[0]
            or not any(at > names[0] for at in bounds)
        ):
            return ()
        later = next((one for one in bounds if one >= end), right)
        return self._named_in(end, later)

    def _with_coordinated(self, found: tuple[int, ...], at: int) -> tuple[int, ...]:
        """«A, B и C из Инты»: all three, where no place stands between their names; «бойцы из Инты A, B и C»."""
        left, right = self.scope.sentence(at)
        spots = sorted(
            Spot(start, end, who)
            for who, spans in self._spans.items()
            for start, end in spans
            if left <= start < right
        )
        if len(found) != 1 or not any(spot.who == found[0] for spot in spots):
            return found
        run = next(run for run in runs(self._text, spots) if any(spot.who == found[0] for spot in run))
        if run[0].start > at:
            return (
                tuple(dict.fromkeys(spot.who for spot in run))
                if _MANY.search(self._text, left, at)
                else found
            )
        parted = max((one for one in self._places if one < min(at, run[-1].start)), default=-1)
        return tuple(dict.fromkeys(spot.who for spot in run if parted < spot.start < at)) or found

    def paired(self, place: Resolved, owners: tuple[int, ...], found: Sequence[Resolved]) -> tuple[int, ...]:
        """«A и B из Ухты и Инты (соответственно)»: as many places in a row as owners are theirs in this order."""
        row = _row(self._text, place, found)
        if len(owners) < 2 or len(row) != len(owners):
            return owners
        in_order = (
            sorted(owners, key=lambda who: self._spans[who][0]) if set(owners) <= set(self._spans) else owners
        )
        return (in_order[row.index(place)],)

    def governed(self, place: Resolved, others: Sequence[Resolved]) -> tuple[int, ...]:
        """Those named below a place that stands alone, up to the next such place of its block or heading."""
        block = self.block(place.toponym.start)
        if block is None:
            return ()
        later = [other.toponym.start for other in others if other.toponym.start > place.toponym.start]
        if block.kind != "heading" and block.part != "title":
            return self._named_in(place.toponym.end, min([block.end, *later]))
        ends = [
            other.start for other in self._blocks if other.start > block.start and other.kind == "heading"
        ]
        return self._named_in(place.toponym.end, min([*ends, *later, self._blocks[-1].end]))

    def nearest(self, who: int, own: Sequence[Evidence]) -> list[Evidence]:
        """A man's evidence, weighed by how near to his name it stands.

        Where his own paragraph names his district, no town of another paragraph is taken for his.
        """
        far = [(self._distance(who, one), one) for one in own]
        far = [(step, _at_his_name(one, step)) for step, one in far]
        if len(self._spans) < 2:
            return [one for _, one in far]
        if self.is_recalled(who):
            far = [(step, one) for step, one in far if step < _HEADING]
        nearest_district = min((step for step, one in far if one.place.kind == "district"), default=9)
        return [
            replace(one, weight=one.weight * _NEARNESS[step])
            for step, one in far
            if not (
                step > max(nearest_district, 0)
                and nearest_district <= _PARAGRAPH
                and one.place.kind in SETTLEMENTS
            )
            or (step < _HEADING and one.bearing in _SAID_OF_HIM)
        ]

    def _distance(self, who: int, one: Evidence) -> int:
        at = one.place.toponym.start
        start, end = self.scope.sentence(at)
        block = self.block(at)
        if any(start <= left < end for left, _ in self._spans[who]):
            return 0
        if block and any(block.start <= left < block.end for left, _ in self._spans[who]):
            return 1
        return 3 if block and (block.part == "title" or block.kind == "heading") else 2

    def is_recalled(self, who: int) -> bool:
        """Whether he is named in the tail alone: another story, to which the page's own place says nothing."""
        blocks = [self.block(start) for start, _ in self._spans[who]]
        return all(block is not None and block.part == "tail" for block in blocks)

    def _named_in(self, start: int, end: int) -> tuple[int, ...]:
        return tuple(
            who for who, spans in self._spans.items() if any(start <= left < end for left, _ in spans)
        )

    def _named_in_group(self, block: Block) -> tuple[int, ...]:
        blocks = [other for other in self._blocks if other.group == block.group]
        return tuple(dict.fromkeys(who for other in blocks for who in self._named_in(other.start, other.end)))


def _at_his_name(one: Evidence, step: int) -> Evidence:
    """A place in the very sentence that names him is his home, though no word says so: «час памяти в Инте посвятили A».

    In another sentence of his paragraph it may be.
    """
    if one.bearing == "beside" and step == 0:
        return replace(one, is_home=True)
    if one.is_home or one.bearing != "near" or one.place.toponym.how == "adjective" or step > _PARAGRAPH:
        return one
    if gazetteer().is_capital(one.place.name, one.place.region):
        return one  # where parades are held, and governors speak
    return replace(one, is_home=True, weight=one.weight + (_IN_SENTENCE if step == 0 else 0.0))


_IN_SENTENCE = 0.05


# «бойцов из», «парни родом из», «военных из посёлка»
_MANY = re.compile(
    r"[а-яё](?:ов|ев|ей|ых|их|ам|ями|ами|ах|ые|ие|цы|ни|ки|ли)\s+(?:родом\s+)?(?:из|с)\s+(?:[а-яё.]+\s+)?$"
)
_JOINED = re.compile(
    r"\s*(?:,|и|,\s*и|,\s*а\s+также)\s+(?:(?:из|в|во|с\.|г\.|пос\.|села|деревни|посёлка|города)\s+)?"
)


def _row(text: str, place: Resolved, found: Sequence[Resolved]) -> list[Resolved]:
    """The settlements that stand in one row with a place, joined by commas and «и»."""
    towns = [one for one in found if one.kind in SETTLEMENTS and one.toponym.how in ("name", "typed")]
    rows: list[list[Resolved]] = []
    for one in towns:
        if rows and _JOINED.fullmatch(text[rows[-1][-1].toponym.end : one.toponym.at]):
            rows[-1].append(one)
        else:
            rows.append([one])
    return next((row for row in rows if place in row), [place])
