"""A question to a table of persons, and what it makes of each of them."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from desk.counting.filters import Condition, Period, condition
from desk.counting.person import Counted
from desk.counting.rules import INCLUDED, CountingRule, inclusion, rule

NOT_ASKED = "not_asked."


class Question(Struct, frozen=True):
    """Which persons, by which rule, of a table as it stood on the day `as_of`."""

    rule: CountingRule
    as_of: date
    period: Period = Period()
    where: tuple[Condition, ...] = ()

    def verdict(self, person: Counted) -> str:
        """`included`, or the code of why he is not.

        That is, first: he is not asked for (`not_asked.where`, `not_asked.date`); the rule leaves him out
        (`rules.inclusion`); his date is unknown, or a month or year that is only partly in the range of days
        (`date.undated`, `date.astride`).
        """
        if not all(one.holds(person, self.rule) for one in self.where):
            return NOT_ASKED + "where"
        place = "inside" if self.period.is_open else self.period.place(person, self.rule)
        if place == "outside":
            return NOT_ASKED + "date"
        reason = inclusion(person, self.rule)
        return reason if reason != INCLUDED or place == "inside" else f"date.{place}"


def question(
    rule_name: str, as_of: date, since: str | None = None, until: str | None = None, where: Sequence[str] = ()
) -> Question:
    """Read a question. Raises UnknownRule, UnknownDimension, NotACondition, NotADate."""
    return Question(rule(rule_name), as_of, Period(since, until), tuple(condition(text) for text in where))
