"""The rules by which a source is not what it was; docs/operations.md gives their reasons. Pure."""

from collections.abc import Callable, Iterator

from msgspec import Struct

from desk.health.history import History
from desk.health.reading_rules import fill_fell, low_fill, mentions_fell
from desk.health.visit_rules import down, many_refusals, refusals_rose, silent, yields_nothing

RULES: dict[str, Callable[[History], str | None]] = {
    "mentions-fell": mentions_fell,
    "fill-fell": fill_fell,
    "refusals-rose": refusals_rose,
    "down": down,
    "silent": silent,
    "yields-nothing": yields_nothing,
    "low-fill": low_fill,
    "many-refusals": many_refusals,
}
"""Kind of issue → rule. A rule gives what is wrong, "" if all is well, None if it cannot tell."""

COMPARING = ("mentions-fell", "fill-fell", "refusals-rose", "down", "yields-nothing")
"""A night in which one of these was open is not good: what is broken must not become what is usual."""


class Judgement(Struct, frozen=True):
    """What a rule says of tonight: `detail` is what is wrong, None: all is well."""

    kind: str
    detail: str | None


def judge(history: History) -> Iterator[Judgement]:
    """What each rule says that can tell."""
    if history.nights:
        for kind, rule in RULES.items():
            said = rule(history)
            if said is not None:
                yield Judgement(kind, said or None)
