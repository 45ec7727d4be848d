"""The dates of a document with their roles and values, ready to be given to people."""

import itertools
import re
from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec import Struct

from archive.records import Block, Document
from parsers.dates.cues import Cue, Role, cues
from parsers.dates.moments import Moment
from parsers.dates.roles import Dated, roles
from parsers.dates.shapes import lowered, moments
from parsers.dates.years import Calendar, published_on, resolve
from parsers.scope import Scope

_AHEAD = re.compile(
    r"пройд[её]т|состоится|состоятся|простятся|простимся|похоронят|будет|будут|начн[её]тся|назначен|отпоют|"
    r"проведут|предадут|проводят|"
    r"попрощаются|хоронят|планирует|можно|смогут|ожида|will|scheduled"
)
_LIFE = re.compile(r"(?:\s*(?:г\.|года)?\s*)[—–-]\s*|\s*[—–,;]?\s*[†✝]\s*")
_YOUNGEST_BORN = 2009


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
    said = cues(low)
    lives = _lives(low, found)
    free = [one for one in found if one not in lives]
    dated = roles(document.text, free, said, scope)
    dated += [Dated(one, role) for one, role in lives.items()]
    dated.sort(key=lambda one: one.moment.start)
    days = _resolved(document, dated, found, low, lives)
    return Timeline(low, tuple(found), tuple(said), tuple(days))


def _lives(low: str, found: Sequence[Moment]) -> dict[Moment, Role]:
    """«1988–2023», «05.06.1985 — 22.12.2022»: two dates joined by a dash are a life."""
    lives: dict[Moment, Role] = {}
    for one, other in itertools.pairwise(found):
        if one.year is None or other.year is None or not one.year < _YOUNGEST_BORN < 2021 < other.year:
            continue
        if _LIFE.fullmatch(low, one.end, other.start):
            lives |= {one: "birth", other: "death"}
    return lives


def _resolved(
    document: Document, dated: Sequence[Dated], found: Sequence[Moment], low: str, lives: dict[Moment, Role]
) -> list[Day]:
    days: list[Day] = []
    known = [one for one in found if one.year is not None and one.year >= 2021]
    for one in dated:
        block = _block(document, one.moment.start)
        if block is None:
            continue
        calendar = calendar_of(document, block)
        before, after = _beside(one.moment, days, known)
        ahead = bool(_AHEAD.search(_line(low, one.moment)))
        value = resolve(_in_full(one.moment, known), one.role, calendar, before, after, ahead=ahead)
        if value:
            days.append(_day(one, value, block, is_life=one.moment in lives))
    return days


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


def _line(low: str, one: Moment) -> str:
    return low[low.rfind("\n", 0, one.start) + 1 : (low.find("\n", one.end) + 1) or len(low)][:2000]


def calendar_of(document: Document, block: Block) -> Calendar:
    """The days that a block is read from: a channel's post has its own."""
    return Calendar(published_on(block.published) or published_on(document.published), _fetched(document))


def _fetched(document: Document) -> date:
    return document.fetched_at.date()


def _block(document: Document, at: int) -> Block | None:
    return next((block for block in document.blocks if block.start <= at < block.end), None)


def _beside(one: Moment, days: Sequence[Day], known: Sequence[Moment]) -> tuple[str | None, str | None]:
    """The nearest dates of these years before and after, the first already resolved."""
    before = next((day.value for day in reversed(days) if day.value >= "2021"), None)
    stated = [other for other in known if other.end <= one.start]
    if stated and (not days or stated[-1].start > days[-1].start):
        before = _value(stated[-1])
    return before, next((_value(other) for other in known if other.start >= one.end), None)


def _in_full(one: Moment, known: Sequence[Moment]) -> Moment:
    """A date without a year takes it from the same day written in full elsewhere on the page, if only one is."""
    same = {other.year for other in known if (other.month, other.day) == (one.month, one.day)}
    if one.kind != "date" or one.year or one.said or not one.day or len(same) != 1:
        return one
    return msgspec.structs.replace(one, year=same.pop())


def _value(one: Moment) -> str:
    parts = [f"{one.year:04}"] + [f"{part:02}" for part in (one.month, one.day) if part]
    return "-".join(parts)
