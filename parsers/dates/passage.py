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
from parsers.dates.years import Beside, Calendar, published_on, resolve
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
    dated = roles(document.text, [one for one in found if one not in lives], said, scope)
    by_place = {one.moment.start: one for one in (*dated, *(Dated(one, role) for one, role in lives.items()))}
    days = _resolved(document, found, by_place, low, lives)
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
    document: Document, found: Sequence[Moment], dated: dict[int, Dated], low: str, lives: dict[Moment, Role]
) -> list[Day]:
    """Dates of no known role are resolved too, as others may count from them, but are not returned."""
    days: list[Day] = []
    known = [one for one in found if one.year is not None and one.year >= 2021]
    for moment in found:
        block = _block(document, moment.start)
        if block is None:
            continue
        one = dated.get(moment.start, Dated(moment, "event"))
        ahead = bool(_AHEAD.search(_line(low, moment)))
        beside = _beside(moment, one.role, days, known)
        value = resolve(_in_full(moment, known), one.role, calendar_of(document, block), beside, ahead=ahead)
        if value:
            days.append(_day(one, value, block, is_life=moment in lives))
    return [day for day in days if day.role != "event"]


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


def _beside(one: Moment, role: Role, days: Sequence[Day], known: Sequence[Moment]) -> Beside:
    """The dates of these years around one: those before it resolved, those after it as written."""
    before = [(one.start - day.end, day.value, True) for day in days if day.value >= "2021"]
    after = [(other.start - one.end, iso(other), False) for other in known if other.start >= one.end]
    same = next((day.value for day in reversed(days) if day.role == role), None)
    near = tuple((value, is_before) for _, value, is_before in sorted((*before[-1:], *after[:1])))
    return Beside(before[-1][1] if before else None, same, near)


def _in_full(one: Moment, known: Sequence[Moment]) -> Moment:
    """A date without a year takes that of the same day written in full elsewhere on the page."""
    same = {other.year for other in known if (other.month, other.day) == (one.month, one.day)}
    if one.kind != "date" or one.year or one.said or not one.day or len(same) != 1:
        return one
    return msgspec.structs.replace(one, year=same.pop())


def iso(one: Moment) -> str:
    """A date whose year is written, as an ISO prefix."""
    parts = [f"{one.year:04}"] + [f"{part:02}" for part in (one.month, one.day) if part]
    return "-".join(parts)
