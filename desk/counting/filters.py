"""Which persons a question is about: conditions on dimensions, and a range of days."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Literal

from msgspec import Struct

from desk.counting.dating import finest
from desk.counting.days import first_day, last_day
from desk.counting.dimensions import dimension
from desk.counting.mistakes import Mistake
from desk.counting.person import Counted
from desk.counting.rules import CountingRule

Where = Literal["inside", "outside", "astride", "undated"]

_CONDITION = re.compile(r"(?P<name>[a-z-]+)(?P<sign>!?=)(?P<values>.+)")
_SPAN = re.compile(r"(?P<low>\d+)\.\.(?P<high>\d+)")


class NotACondition(Mistake):
    """A filter cannot be read; the message shows how one is written."""


class Condition(Struct, frozen=True):
    """`name=value,value` or `name!=value`, as written in `text`; values of `age` may be spans, `18..25`."""

    text: str
    name: str
    is_not: bool
    values: frozenset[str]

    def holds(self, person: Counted, rule: CountingRule) -> bool:
        """Whether it is true of a person."""
        return (dimension(self.name).value(person, rule) in self.values) != self.is_not


def condition(text: str) -> Condition:
    """Read `region=RU-BA,RU-TA`, `experience!=unknown`, `age=18..25`.

    Raises NotACondition where it cannot be read, also if the dimension has no such value; UnknownDimension.
    """
    found = _CONDITION.fullmatch(text)
    if not found:
        raise NotACondition(f"{text!r}: expected NAME=VALUE[,VALUE] or NAME!=VALUE, as in region=RU-BA,RU-TA")
    accepts = dimension(found["name"]).accepts
    values = frozenset(value for part in found["values"].split(",") for value in _values(found["name"], part))
    strange = sorted(value for value in values if not accepts.fullmatch(value))
    if strange:
        raise NotACondition(f"{text!r}: {found['name']} is never {strange[0]!r} (it reads {accepts.pattern})")
    return Condition(text, found["name"], found["sign"] == "!=", values)


def _values(name: str, part: str) -> Iterable[str]:
    span = _SPAN.fullmatch(part) if name == "age" else None
    if span:
        return map(str, range(int(span["low"]), int(span["high"]) + 1))
    return [part.casefold() if name == "rank" else part]


class Period(Struct, frozen=True):
    """A range of days, both ends inside, each given as a day, month or year; None: open.

    `2024-09` to `2024-11` is 1 September to 30 November. Raises NotADate where an end is none.
    """

    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        if self.first > self.last:
            raise NotACondition(f"the range ends before it begins: {self.since} to {self.until}")

    @property
    def first(self) -> date:
        return first_day(self.since) if self.since else date.min

    @property
    def last(self) -> date:
        return last_day(self.until) if self.until else date.max

    @property
    def is_open(self) -> bool:
        """Whether it takes in all time, the undated too."""
        return self.since is None and self.until is None

    def place(self, person: Counted, rule: CountingRule) -> Where:
        """Where his death lies, as exactly as the rule dates it.

        `astride`: known to a month or a year that is only partly inside, so that no answer is known.
        """
        found = finest(person, rule.chain)
        if found is None:
            return "undated"
        first, last = first_day(found.value), last_day(found.value)
        if self.first <= first and last <= self.last:
            return "inside"
        return "outside" if last < self.first or self.last < first else "astride"
