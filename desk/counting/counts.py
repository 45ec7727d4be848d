"""The count: so many persons, by one rule, split by one dimension, and all that is not in it beside it."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from desk.counting.backlog import Backlog
from desk.counting.dating import dated, finest
from desk.counting.days import end, first_day, last_day
from desk.counting.dimensions import UNDATED, UNKNOWN, Dimension, dimension
from desk.counting.person import Counted
from desk.counting.questions import NOT_ASKED, Question
from desk.counting.rules import INCLUDED, CountingRule

PROVISIONAL_DAYS = 180
"""So long before the day of the count reports still arrive in numbers (docs/counting.md)."""
WAR_BEGAN = date(2022, 2, 24)
KINDS = ("death", "funeral", "publication", UNDATED)
_LAST = (UNKNOWN, UNDATED)


class Bucket(Struct, frozen=True):
    """One row of a partition. `provisional`: its days reach into the window that is still filling up."""

    value: str
    persons: int
    dated_by: dict[str, int]
    provisional: bool = False


class Count(Struct, frozen=True):
    """`total` persons were counted, and the buckets sum to it.

    `dated_by`: how many of them by each kind of date, at the grain of the table (by day, if it is no table by
    date). `recent`: how many were counted in the provisional window. `out_of_time`: how many are dated before
    the war or after `as_of`, and want a look. `left_out`: of those in question, how many the rule leaves out,
    or the range of days cannot place, by reason code. `backlog`: what was not worked through, never added.
    Of an archive: `as_of_seq`, its last change by then; no other can follow if the `day_is_over`.
    """

    rule: str
    as_of: str
    provisional_since: str
    since: str | None
    until: str | None
    where: tuple[str, ...]
    by: str | None
    total: int
    buckets: tuple[Bucket, ...]
    dated_by: dict[str, int]
    recent: int
    out_of_time: int
    left_out: dict[str, int]
    backlog: Backlog | None = None
    as_of_seq: int | None = None
    day_is_over: bool | None = None

    @property
    def headline(self) -> str:
        """`at least 1,234`: the number of the named is a floor (docs/counting.md, I10)."""
        return f"at least {self.total:,}"


def count(
    persons: Iterable[Counted], question: Question, *, by: str | None = None, backlog: Backlog | None = None
) -> Count:
    """Count the persons who answer a question, split by a dimension.

    The same persons and question give the same count for ever. Raises UnknownDimension.
    """
    split = dimension(by) if by else None
    inside, others = _sorted_out(persons, question)
    since = question.as_of - timedelta(days=PROVISIONAL_DAYS - 1)
    return Count(
        rule=question.rule.name,
        as_of=question.as_of.isoformat(),
        provisional_since=since.isoformat(),
        since=question.period.since,
        until=question.period.until,
        where=tuple(one.text for one in question.where),
        by=by,
        total=len(inside),
        buckets=_buckets(inside, question.rule, split, since) if split else (),
        dated_by=_kinds(inside, question.rule, split),
        recent=sum(_is_recent(person, question.rule, since) for person in inside),
        out_of_time=sum(_is_out_of_time(person, question) for person in inside),
        left_out=_by_size(others),
        backlog=backlog,
    )


def _sorted_out(persons: Iterable[Counted], question: Question) -> tuple[list[Counted], Counter[str]]:
    inside: list[Counted] = []
    others: Counter[str] = Counter()
    for person in persons:
        verdict = question.verdict(person)
        if verdict == INCLUDED:
            inside.append(person)
        elif not verdict.startswith(NOT_ASKED):
            others[verdict] += 1
    return inside, others


def _buckets(
    persons: Iterable[Counted], rule: CountingRule, split: Dimension, since: date
) -> tuple[Bucket, ...]:
    rows: defaultdict[str, list[Counted]] = defaultdict(list)
    rows[UNDATED if split.grain else UNKNOWN] = []
    for person in persons:
        rows[split.value(person, rule)].append(person)
    found = [
        Bucket(value, len(those), _kinds(those, rule, split), _fills_up(value, split, since))
        for value, those in rows.items()
    ]
    return tuple(sorted(found, key=lambda bucket: _place(bucket, split)))


def _place(bucket: Bucket, split: Dimension) -> tuple[bool, int, int, str]:
    size = -bucket.persons if split.order == "size" else 0
    return bucket.value in _LAST, size, len(bucket.value), bucket.value


def _fills_up(value: str, split: Dimension, since: date) -> bool:
    return split.grain is not None and value != UNDATED and end(value) >= since


def _kinds(persons: Iterable[Counted], rule: CountingRule, split: Dimension | None) -> dict[str, int]:
    grain = split.grain if split and split.grain else "day"
    found = Counter(one.kind if (one := dated(person, rule.chain, grain)) else UNDATED for person in persons)
    return {kind: found[kind] for kind in KINDS}


def _is_recent(person: Counted, rule: CountingRule, since: date) -> bool:
    found = finest(person, rule.chain)
    return found is not None and last_day(found.value) >= since


def _is_out_of_time(person: Counted, question: Question) -> bool:
    found = finest(person, question.rule.chain)
    return found is not None and (
        last_day(found.value) < WAR_BEGAN or first_day(found.value) > question.as_of
    )


def _by_size(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))
