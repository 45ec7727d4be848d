"""The dates of a document with their roles and values, ready to be given to people."""

import itertools
import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec import Struct

from archive.records import Block, Document
from parsers.dates.cues import Cue, Role, cues
from parsers.dates.moments import Moment
from parsers.dates.roles import Dated, roles
from parsers.dates.shapes import lowered, moments
from parsers.dates.years import Beside, Calendar, published_on, resolve
from parsers.scope import Scope

_AHEAD = re.compile(
    r"пройд[её]т|пройдут|состоится|состоятся|простятся|простимся|похоронят|будет|будут|начн[её]тся|назначен|отпоют|"
    r"проведут|предадут|проводят|прощаемся|провожаем|хороним|простимся|проводим|встречаем|встретим|приходите|собираемся|"
    r"попрощаются|прощаются|прощается|хоронят|планирует|можно|смогут|ожида|will|scheduled"
)
_LIFE = re.compile(r"(?:\s*(?:г\.|года)?\s*)[—–-]\s*|\s*[—–,;]?\s*[†✝☦+]\s*")
# «5 мая — дата, которую знают все: год назад он не вернулся»
_YEAR_AGO = re.compile(r"(?<!\w)год\s+(?:тому\s+)?назад(?!\w)")
_YOUNGEST_BORN = 2009
_BEFORE_WAR = 2021
_FEW = 8
"""So many dates before one are looked at for a written year."""
_ENDS: frozenset[Role] = frozenset({"death", "battle"})
_AFTER_END: frozenset[Role] = frozenset({"funeral", "delivery"})


class Day(Struct, frozen=True):
    """A date of a known role: `value` an ISO prefix, `rule` how the role and the year are known."""

    start: int
    end: int
    role: Role
    value: str
    rule: str
    confidence: float
    moment: Moment


class Timeline(Struct, frozen=True):
    """What the fields are read from: the text in lower case, all dates, all cues, those dated."""

    low: str
    found: tuple[Moment, ...]
    said: tuple[Cue, ...]
    days: tuple[Day, ...]


def timeline(document: Document, scope: Scope) -> Timeline:
    """Every date of a document whose role and year are known, in the text's order."""
    low = lowered(document.text)
    found = moments(document.text)
    said = [cue for cue in cues(low) if not scope.is_name(cue.start)]  # «Прибытов» has not arrived
    lives = _lives(low, found)
    dated = roles(document.text, [one for one in found if one not in lives], said, scope)
    by_place = {one.moment.start: one for one in (*dated, *(Dated(one, role) for one, role in lives.items()))}
    reading = _Resolver(document, scope, low, found)
    for _ in range(2):  # what the first reading resolved further on may give a year to what stands before it
        reading.later = [
            reading.day(by_place.get(one.start, Dated(one, "event")), one in lives) for one in found
        ]
    days = tuple(day for day in reading.later if day and day.role != "event" and not _is_dateline(scope, day))
    return Timeline(low, tuple(found), tuple(said), days)


def _is_dateline(scope: Scope, day: Day) -> bool:
    """The line under a headline that says when the page was published, read or changed."""
    block = scope.block(day.start)
    return block is not None and block.part == "caption" and day.rule != "life"


def _lives(low: str, found: Sequence[Moment]) -> dict[Moment, Role]:
    """«1988–2023», «05.06.1985 — 22.12.2022»: two dates joined by a dash are a life."""
    lives: dict[Moment, Role] = {}
    for one, other in itertools.pairwise(found):
        if one.year is None or other.year is None or not one.year < _YOUNGEST_BORN < 2021 < other.year:
            continue
        if _LIFE.fullmatch(low, one.end, other.start):
            lives |= {one: "birth", other: "death"}
    return lives


class _Resolver:
    """Resolves dates one by one, each by those around it; `later` is what an earlier reading resolved.

    Dates of no known role are resolved too, as others may count from them.
    """

    def __init__(self, document: Document, scope: Scope, low: str, found: Sequence[Moment]) -> None:
        self.document, self.scope, self.low = document, scope, low
        self.known = [one for one in found if one.year is not None and one.year >= 2021]
        self.years: dict[tuple[int | None, int | None], set[int | None]] = {}
        for one in self.known:
            self.years.setdefault((one.month, one.day), set()).add(one.year)
        self.found = found
        self.starts = [one.start for one in found]
        self.ahead: dict[tuple[int, int], bool] = {}
        self.later: list[Day | None] = []
        self.last: Day | None = None
        self.last_of: dict[Role, Day] = {}

    def read(self, dated: Sequence[Dated], lives: dict[Moment, Role]) -> None:
        """All dates in order."""
        self.last, self.last_of = None, {}
        self.later = [self.day(one, one.moment in lives) for one in dated]

    def day(self, one: Dated, is_life: bool) -> Day | None:
        """The day that a date means, or None when it cannot be known."""
        block = self.scope.block(one.moment.start)
        if block is None:
            return None
        ahead = self._is_ahead(self.scope.sentence(one.moment.start))
        moment, calendar = self._in_full(one.moment), calendar_of(self.document, block)
        value = resolve(moment, one.role, calendar, self._beside(one), ahead=ahead)
        if not value:
            return None
        day = _day(one, value, block, is_life=is_life)
        if value >= "2021":
            self.last = self.last_of[one.role] = day
        return day

    def _is_ahead(self, sentence: tuple[int, int]) -> bool:
        if sentence not in self.ahead:
            self.ahead[sentence] = bool(_AHEAD.search(self.low, *sentence))
        return self.ahead[sentence]

    def _beside(self, one: Dated) -> Beside:
        before = self.last if self.last and self.last.start < one.moment.start else None
        last = self.last_of.get(one.role)
        same = last if last and last.start < one.moment.start else None
        place = bisect_left(self.starts, one.moment.end)
        coming = (day for day in self.later[place : place + 12] if day and day.value >= "2021")
        after = next((day for day in coming if day.moment.year or day.moment.weekday is not None), None)
        near = (
            [(one.moment.start - before.end, before.value, _comes_first(before, one, True))] if before else []
        )
        near += (
            [(after.start - one.moment.end, after.value, _comes_first(after, one, False))] if after else []
        )
        in_order = tuple((value, is_before) for _, value, is_before in sorted(near))
        told = self._told(one.moment.start)
        return Beside(before.value if before else None, same.value if same else None, in_order, told)

    def _told(self, at: int) -> str | None:
        """The last date before an offset in its block whose year is written."""
        block, place = self.scope.block(at), bisect_left(self.starts, at)
        near = reversed(self.found[max(0, place - _FEW) : place])
        last = next((one for one in near if one.year and block and one.start >= block.start), None)
        return iso(last) if last and (last.year or 0) > _BEFORE_WAR else None

    def _in_full(self, one: Moment) -> Moment:
        """A date without a year takes that of the same day written in full elsewhere on the page."""
        same = self.years.get((one.month, one.day), set())
        is_open = one.kind == "date" and not one.year and not one.said and bool(one.day)
        if is_open and _YEAR_AGO.search(self.low, one.end, self.scope.sentence(one.start)[1]):
            return msgspec.structs.replace(one, said="last")
        if not is_open or len(same) != 1:
            return one
        return msgspec.structs.replace(one, year=next(iter(same)))


def _comes_first(other: Day, one: Dated, written_first: bool) -> bool:
    """Whether another date is the earlier: a death is before its farewell, however the two are told."""
    if one.role in _ENDS and other.role in _AFTER_END:
        return False
    if one.role in _AFTER_END and other.role in _ENDS:
        return True
    return written_first


def _day(one: Dated, value: str, block: Block, *, is_life: bool) -> Day:
    moment = one.moment
    rule, confidence = ("life", 0.93) if is_life else ("cue", 0.9) if one.cue else ("inherited_role", 0.7)
    if one.role == "battle":
        rule, confidence = "battle", 0.6
    if moment.year is None:
        confidence -= 0.08 if moment.kind in {"date", "shift", "weekday"} else 0.15
    if len(value) == 10:
        confidence += 0.03
    if block.part == "tail":
        confidence -= 0.3
    return Day(moment.start, moment.end, one.role, value, rule, round(confidence, 2), moment)


def calendar_of(document: Document, block: Block) -> Calendar:
    """The days that a block is read from: a channel's post has its own."""
    return Calendar(published_on(block.published) or published_on(document.published), _fetched(document))


def _fetched(document: Document) -> date:
    return document.fetched_at.date()


def iso(one: Moment) -> str:
    """A date whose year is written, as an ISO prefix."""
    parts = [f"{one.year:04}"] + [f"{part:02}" for part in (one.month, one.day) if part]
    return "-".join(parts)
