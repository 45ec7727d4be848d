"""What a count can be split by and asked for: each dimension gives every person one value, if `unknown`."""

import re
from collections.abc import Callable
from typing import Literal, get_args

from msgspec import Struct

from desk.counting.ages import age, band
from desk.counting.branches import branch_of
from desk.counting.dating import dated
from desk.counting.days import Grain
from desk.counting.mistakes import Mistake
from desk.counting.person import Category, Counted, Experience, SettlementType
from desk.counting.ranks import is_officer
from desk.counting.rules import DISPUTED, CountingRule

UNKNOWN = "unknown"
UNDATED = "undated"
FOREIGN = "foreign"
_YES_NO = {True: "yes", False: "no", None: UNKNOWN}
_RURAL: dict[SettlementType, str] = {
    "city": "urban",
    "town": "urban",
    "urban_settlement": "urban",
    "village": "rural",
}


class Dimension(Struct, frozen=True):
    """`value`: what a person is under a rule. `accepts`: the values that a filter may name.

    `order`: rows of a table stand by value (dates, ages), or the largest first.
    """

    value: Callable[[Counted, CountingRule], str]
    accepts: re.Pattern[str]
    grain: Grain | None = None
    order: Literal["value", "size"] = "size"


def _region(person: Counted, rule: CountingRule) -> str:
    if person.foreign:
        return FOREIGN
    if person.region in DISPUTED and rule.disputed == "together":
        return "disputed"
    return person.region or UNKNOWN


def _country(person: Counted, rule: CountingRule) -> str:
    if person.foreign:
        return person.country or "foreign-unknown"
    return "RU" if person.foreign is False else UNKNOWN


def _settlement_type(person: Counted, rule: CountingRule) -> str:
    return person.settlement_type or UNKNOWN


def _rural(person: Counted, rule: CountingRule) -> str:
    return _RURAL[person.settlement_type] if person.settlement_type else UNKNOWN


def _age(person: Counted, rule: CountingRule) -> str:
    years = age(person)
    return UNKNOWN if years is None else str(years)


def _age_band(person: Counted, rule: CountingRule) -> str:
    years = age(person)
    return UNKNOWN if years is None else band(years)


def _rank(person: Counted, rule: CountingRule) -> str:
    return person.rank.casefold() if person.rank else UNKNOWN


def _officer(person: Counted, rule: CountingRule) -> str:
    return _YES_NO[is_officer(person.rank)]


def _branch(person: Counted, rule: CountingRule) -> str:
    return person.branch or branch_of(person.unit)


def _by_date(grain: Grain, accepts: str) -> Dimension:
    def value(person: Counted, rule: CountingRule) -> str:
        found = dated(person, rule.chain, grain)
        return found.value if found else UNDATED

    return Dimension(value, re.compile(rf"{accepts}|{UNDATED}"), grain, "value")


def _one_of(*values: str) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, (*values, UNKNOWN))))


_ANY = re.compile(r".+")

DIMENSIONS: dict[str, Dimension] = {
    "day": _by_date("day", r"\d{4}-\d\d-\d\d"),
    "week": _by_date("week", r"\d{4}-W\d\d"),
    "month": _by_date("month", r"\d{4}-\d\d"),
    "year": _by_date("year", r"\d{4}"),
    "region": Dimension(_region, re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}|foreign|disputed|unknown")),
    "settlement-type": Dimension(_settlement_type, _one_of(*get_args(SettlementType))),
    "rural": Dimension(_rural, _one_of("rural", "urban")),
    "category": Dimension(lambda person, rule: person.category, _one_of(*get_args(Category))),
    "age": Dimension(_age, re.compile(r"\d+|unknown"), order="value"),
    "age-band": Dimension(_age_band, re.compile(r"\d+-\d+|unknown"), order="value"),
    "rank": Dimension(_rank, _ANY),
    "officer": Dimension(_officer, _one_of("yes", "no")),
    "branch": Dimension(_branch, _ANY),
    "unit": Dimension(lambda person, rule: person.unit or UNKNOWN, _ANY),
    "experience": Dimension(lambda person, rule: person.experience, _one_of(*get_args(Experience))),
    "country": Dimension(_country, re.compile(r"[A-Z]{2}|foreign-unknown|unknown")),
}
"""Name → dimension, as `--by` and `--where` name them. `rural` is made from the settlement type, `officer`
from the rank, `branch` from the unit unless it is given."""


class UnknownDimension(Mistake):
    """Nothing can be split by or asked for under this name; the message lists the names."""


def dimension(name: str) -> Dimension:
    """The dimension of that name. Raises UnknownDimension."""
    if name not in DIMENSIONS:
        raise UnknownDimension(f"no dimension {name!r}: {', '.join(DIMENSIONS)}")
    return DIMENSIONS[name]
