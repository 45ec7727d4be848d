"""The counting rules: a name that says all that was decided, and whom a rule leaves out and why."""

from typing import Literal

from msgspec import Struct, convert

from desk.counting.dating import CHAINS, DateKind
from desk.counting.mistakes import Mistake
from desk.counting.person import Counted

DEFAULT_RULE = "bbc-1"

Foreign = Literal["inside", "apart"]
Disputed = Literal["by-code", "together"]

DISPUTED = frozenset({"UA-09", "UA-14", "UA-23", "UA-40", "UA-43", "UA-65"})
"""ISO 3166-2 codes of regions where the law and the control of land differ: Luhansk, Donetsk, Zaporizhzhia,
Sevastopol, Crimea, Kherson."""


class UnknownRule(Mistake):
    """No rule has this name; the message lists the names."""


class CountingRule(Struct, frozen=True):
    """How deaths are dated, whether foreign citizens are in the main figure, how disputed regions are shown.

    `disputed`: `by-code` shows each under its ISO code; `together` shows them as one bucket.
    """

    version: str
    chain: tuple[DateKind, ...]
    foreign: Foreign = "inside"
    disputed: Disputed = "by-code"

    @property
    def name(self) -> str:
        """`bbc-1`, or `bbc-1+foreign-apart+disputed-together`: `rule(name)` gives this rule again."""
        switches = [f"+foreign-{self.foreign}"] * (self.foreign != "inside")
        switches += [f"+disputed-{self.disputed}"] * (self.disputed != "by-code")
        return self.version + "".join(switches)


_SWITCHES = {"foreign-apart": {"foreign": "apart"}, "disputed-together": {"disputed": "together"}}


def rule(name: str) -> CountingRule:
    """The rule of that name: a version of CHAINS, then any switches. Raises UnknownRule.

    >>> rule("bbc-1+foreign-apart").foreign
    'apart'
    """
    version, *switches = name.split("+")
    if version not in CHAINS or not _SWITCHES.keys() >= set(switches):
        versions, known = ", ".join(CHAINS), ", ".join(f"+{switch}" for switch in _SWITCHES)
        raise UnknownRule(f"no counting rule {name!r}: versions {versions}; switches {known}")
    chosen: dict[str, object] = {"version": version, "chain": CHAINS[version]}
    for switch in switches:
        chosen |= _SWITCHES[switch]
    return convert(chosen, CountingRule)


INCLUDED = "included"


def inclusion(person: Counted, rule: CountingRule) -> str:
    """`included`, or the code of why he is left out; a published figure has one for each person.

    The first that holds: his grade (`provisional.…`, `rejected.…`), that he is not reported dead
    (`status.missing`), his force (`force.dpr`, `force.lpr`), that foreigners are apart (`foreign.apart`).
    """
    if person.grade != "confirmed":
        return ".".join([person.grade, *person.reasons[:1]])
    if person.status != "killed":
        return f"status.{person.status}"
    if person.force != "ru":
        return f"force.{person.force}"
    if person.foreign and rule.foreign == "apart":
        return "foreign.apart"
    return INCLUDED
