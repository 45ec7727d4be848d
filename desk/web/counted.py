"""Answers a question to the counts from the registers in memory, for pages and programs alike."""

from datetime import date

from msgspec import Struct, structs

from desk.counting.backlog import backlog
from desk.counting.counts import Count, count
from desk.counting.mistakes import Mistake
from desk.counting.questions import Question, question
from desk.web.call import Call

_FIRST, _LAST = 2000, 2999


class Asked(Struct, frozen=True):
    """A question as it is written; `as_of`: a day, "" for today."""

    rule: str = "bbc-1"
    as_of: str = ""
    since: str | None = None
    until: str | None = None
    where: tuple[str, ...] = ()
    by: str | None = None


def answered(call: Call, asked: Asked) -> Count:
    """The count. Raises Mistake where the question cannot be read."""
    read = _read(call, asked)
    is_over = read.as_of < call.desk.clock.now().date()
    persons, seq = call.desk.registers.as_of(call.db, read.as_of)
    waiting = None if is_over else backlog(call.db)
    found = count(persons, read, by=asked.by, backlog=waiting)
    return structs.replace(found, as_of_seq=seq, day_is_over=is_over)


def _read(call: Call, asked: Asked) -> Question:
    try:
        day = date.fromisoformat(asked.as_of) if asked.as_of else call.desk.clock.now().date()
    except ValueError as error:
        raise Mistake(f"as_of: {asked.as_of!r} is no day such as 2026-03-02") from error
    if not _FIRST <= day.year <= _LAST:
        raise Mistake(f"as_of: {day} is no day that is counted")
    return question(asked.rule, day, asked.since, asked.until, asked.where)
