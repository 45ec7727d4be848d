"""Whose a place is: over `parsers.scope`, with what only places do.

A place alone in its sentence or heading («Мыски.», «Кирово-Чепецк») governs the names below it up to the next
one; «В Ухте простились с A, в Инте — с B» gives each to the names behind it; «A, B и C из Инты» to all three.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from archive.records import Block, Document
from parsers.person import Named
from parsers.placing.cues import Bearing
from parsers.placing.homonyms import Resolved
from parsers.scope import Lean, Scope
from parsers.scoping.lists import Spot, runs

_LEANS: dict[str, Lean] = {"origin": "before", "inhabitant": "after", "residence": "after"}
# «бойцов из», «парни родом из», «военных из посёлка»
_MANY = re.compile(
    r"[а-яё](?:ов|ев|ей|ых|их|ам|ями|ами|ах|ые|ие|цы|ни|ки|ли)\s+(?:родом\s+)?(?:из|с)\s+(?:[а-яё.]+\s+)?$"
    r"|(?:[Уу]роженц(?:ы|ев|ам|ами|ах)|[Жж]ител(?:и|ей|ям|ями|ях)|[Вв]ыходц(?:ы|ев|ам|ами|ах))\s+(?:[а-яё.]+\s+){0,2}$"
)
_JOINED = re.compile(
    r"\s*(?:,|и|,\s*и|,\s*а\s+также)\s+(?:(?:из|в|во|с\.|г\.|пос\.|села|деревни|посёлка|города)\s+)?"
)
_APPOSED = re.compile(r",\s+(?:(?:[а-яё.]|\d{1,2}-)+\s+){0,3}")
_SET_OFF = re.compile(r"[,.;)]|$")
_LOOK_BACK = 80
# «родом из Калмыкии, Адыгеи и Дагестана»
_OF_MEN = re.compile(r"(?:(?<![\w-])из|уроженц\w+|жител\w+)\s+$")
_RECALLS = re.compile(r"\s*(?:Ранее|Напомним|Напоминаем|До этого|(?:Дн[её]м|Неделей|Месяцем)\s+ранее)[\s,]")
# «… в гимназии Астрахани. Там увековечили A»
_THERE = re.compile(r"\s*(?:Там|Здесь|Тут)\b")
# «жительница», «мобилизованный»: between a place and the name it stands before
_TO_NAME = re.compile(r"\s+(?:[а-яё-]+\s+){0,3}")
# «A жил в Кировске»: who lived there is named before, unlike «житель Кировска A»
_LIVED = re.compile(
    r"(?<!\w)(?:жил|прожива(?:л|ет))[аи]?\s+(?:[а-яё]+\s+){0,3}(?:в|во|на)\s+(?:[а-яё.]+\s+)?$", re.IGNORECASE
)
# «Есть и братчане: A (школа № 1), B (школа № 2)»
_LISTED = re.compile(r"(?<=[нцчви][еыи])(?:\s+[а-яё]+){0,2}:")


class Residents:
    """The soldiers of a document, where they are named, and the places beside them."""

    def __init__(
        self,
        document: Document,
        named: Sequence[Named],
        soldiers: Sequence[int],
        scope: Scope,
        found: Sequence[Resolved],
    ) -> None:
        self.scope = scope
        self.spots = sorted(
            {
                Spot(*span, who)
                for who in soldiers
                for span in ((named[who].start, named[who].end), *named[who].spans)
            }
        )
        self._at = [spot.start for spot in self.spots]
        self._text = document.text
        self._blocks = sorted(document.blocks, key=lambda block: block.start)
        self._starts = [block.start for block in self._blocks]
        self._places = [one.toponym.start for one in found if one.kind != "region"]
        self._ends = [one.toponym.end for one in found if one.kind != "region"]
        self._rows = _rows(document.text, found)

    def block(self, at: int) -> Block | None:
        """The block around an offset."""
        place = bisect_right(self._starts, at) - 1
        return self._blocks[place] if place >= 0 and at < self._blocks[place].end else None

    def is_recalled_at(self, at: int) -> bool:
        """Whether an offset lies in the tail, or in a sentence that recalls another story."""
        block = self.block(at)
        is_tail = block is not None and block.part == "tail"
        start = self.scope.sentence(at)[0]
        return is_tail or (bool(_RECALLS.match(self._text, start)) and self.spots[0].start < start)

    def named_in(self, start: int, end: int) -> list[Spot]:
        """Where soldiers are named within a span."""
        return self.spots[bisect_left(self._at, start) : bisect_left(self._at, end)]

    def owners(self, place: Resolved, role: Bearing, *, in_cell: bool) -> tuple[int, ...]:
        """Indices of those to whom a place belongs."""
        start, end = place.toponym.start, place.toponym.end
        block = self.block(start)
        if block and in_cell:
            return _each(self.named_in(block.start, block.end)) or self._named_in_group(block)
        if there := self._named_there(start):
            return there
        if role == "inhabitant" and _LISTED.match(self._text, end):
            return _each(self.named_in(end, self.scope.sentence(start)[1]))
        if role not in _LEANS and (segment := self._segment(start, end)):
            return segment
        if role in ("inhabitant", "residence") and (before := self._apposed(start, end)):
            return before
        lean: Lean = (
            "any" if _LIVED.search(self._text, max(0, start - _LOOK_BACK), start) else _LEANS.get(role, "any")
        )
        found = self.scope.owners(start, end, lean=lean)
        if role in ("origin", "residence"):
            found = self._with_coordinated(found, start, role)
        return self._paired(place, found)

    def governed(self, place: Resolved, starts: Sequence[int]) -> tuple[int, ...]:
        """Those named below a place that stands alone, up to the next (`starts`) of its block or heading."""
        at = place.toponym.start
        block = self.block(at)
        if block is None:
            return ()
        following = bisect_right(starts, at)
        until = starts[following] if following < len(starts) else self._blocks[-1].end
        if block.kind == "heading" or block.part == "title":
            later = self._blocks[bisect_right(self._starts, block.start) :]
            until = min(until, next((other.start for other in later if other.kind == "heading"), until))
        else:
            until = min(until, block.end)
        return _each(self.named_in(place.toponym.end, until))

    def _named_there(self, at: int) -> tuple[int, ...]:
        sentence = self.scope.sentence(at)
        block = self.block(at)
        if self.named_in(*sentence) or not block or not _THERE.match(self._text, sentence[1]):
            return ()
        return _each(self.named_in(*self.scope.sentence(min(sentence[1] + 1, block.end - 1))))

    def _apposed(self, start: int, end: int) -> tuple[int, ...]:
        """«A, лысьвенец, и B»: the man just before it, where a comma or a stop follows."""
        near = [spot for spot in self.named_in(start - _LOOK_BACK, start) if spot.end <= start]
        is_set_off = (
            near and _APPOSED.fullmatch(self._text[near[-1].end : start]) and _SET_OFF.match(self._text, end)
        )
        return (near[-1].who,) if is_set_off else ()

    def _segment(self, start: int, end: int) -> tuple[int, ...]:
        """Those named between a place and the next, where one opens the sentence, another follows a name."""
        left, right = self.scope.sentence(start)
        bounds = self._places[bisect_left(self._places, left) : bisect_left(self._places, right)]
        names = self.named_in(left, right)
        if len(bounds) < 2 or len(names) < 2 or names[0].start < bounds[0] or bounds[-1] < names[0].start:
            return ()
        following = bisect_left(bounds, end)
        return _each(self.named_in(end, bounds[following] if following < len(bounds) else right))

    def _with_coordinated(self, found: tuple[int, ...], at: int, role: Bearing) -> tuple[int, ...]:
        """«A, B и C из Инты»: all three, where no place parts their names; «бойцы из Инты A, B и C»."""
        spots = self.named_in(*self.scope.sentence(at))
        run = next((run for run in runs(self._text, spots) if {spot.who for spot in run} >= set(found)), [])
        if len(found) != 1 or not run:
            return found
        if run[0].start > at:
            if not _MANY.search(self._text, max(0, at - _LOOK_BACK), at):
                return found
            following = bisect_right(self._places, run[0].start)
            until = self._places[following] if following < len(self._places) else run[-1].end
            return _each([spot for spot in run if spot.start < until])
        if role == "residence":
            return found
        before = bisect_left(self._places, min(at, run[-1].start))
        parted = self._places[before - 1] if before else -1
        theirs = [spot for spot in run if parted < spot.start < at]
        return _each([spot for spot in theirs if not self._has_own(spot)] or theirs[-1:]) or found

    def _has_own(self, spot: Spot) -> bool:
        """«кушвинец A и B из Баранчи»: A is of Кушва."""
        place = bisect_left(self._places, spot.start) - 1
        return place >= 0 and bool(_TO_NAME.fullmatch(self._text, self._ends[place], spot.start))

    def _paired(self, place: Resolved, owners: tuple[int, ...]) -> tuple[int, ...]:
        """«A и B из Ухты и Инты»: as many places in a row as owners are theirs in this order."""
        row = self._rows.get(place.toponym.at, (place.toponym.at,))
        if place.kind == "region" and not _OF_MEN.search(self._text, max(0, row[0] - 20), row[0]):
            return owners
        if len(row) > 1 and len(owners) > 1 and len(row) != len(owners) and place.kind == "region":
            return ()
        if len(owners) < 2 or len(row) != len(owners):
            return owners
        return (owners[row.index(place.toponym.at)],)

    def _named_in_group(self, block: Block) -> tuple[int, ...]:
        blocks = [other for other in self._blocks if other.group == block.group]
        return _each([spot for other in blocks for spot in self.named_in(other.start, other.end)])


def _each(spots: Sequence[Spot]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(spot.who for spot in spots))


def _rows(text: str, found: Sequence[Resolved]) -> dict[int, tuple[int, ...]]:
    """Where each place of a row («из Ухты, Инты и Печоры») begins, to where all of the row begin."""
    told = [one for one in found if one.kind != "district" and one.toponym.how in ("name", "typed")]
    rows: list[list[Resolved]] = []
    for one in told:
        is_alike = bool(rows) and (rows[-1][-1].kind == "region") == (one.kind == "region")
        if is_alike and _JOINED.fullmatch(text[rows[-1][-1].toponym.end : one.toponym.at][:40]):
            rows[-1].append(one)
        else:
            rows.append([one])
    starts = [tuple(one.toponym.at for one in row) for row in rows]
    return {at: row for row in starts for at in row}
