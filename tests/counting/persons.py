"""Invented persons for the tests of counts: by hand, and any that could be (hypothesis)."""

from dataclasses import dataclass, field
from datetime import date
from typing import get_args

from hypothesis import strategies as st
from msgspec.structs import replace

from archive.records import Status
from desk.counting.person import Category, Counted, Experience, Force, Grade, SettlementType, SourceClass
from desk.counting.questions import Question, question

AS_OF = date(2026, 3, 1)


@dataclass
class Register:
    """Makes persons with ids of their own."""

    made: list[Counted] = field(default_factory=list)

    def add(self, n: int = 1, **fields: object) -> None:
        """So many more confirmed dead, alike but for their ids."""
        first = len(self.made)
        self.made += [Counted(f"P{first + i}", "confirmed", **fields) for i in range(n)]  # type: ignore[arg-type]


def asking(rule: str = "bbc-1", *where: str, since: str | None = None, until: str | None = None) -> Question:
    """A question as of AS_OF."""
    return question(rule, AS_OF, since, until, where)


# few days and few values, so that persons share buckets and dates meet at the ends of months
_DAYS = st.dates(date(2022, 12, 20), date(2023, 3, 10)).map(date.isoformat)
_PREFIXES = st.builds(lambda day, length: day[:length], _DAYS, st.sampled_from((4, 7, 10, 10)))


def _one_of(values: tuple[str, ...]) -> st.SearchStrategy[str]:
    return st.sampled_from(values)


def _maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


ANYONE: st.SearchStrategy[Counted] = st.builds(
    Counted,
    person=st.uuids().map(str),
    grade=st.sampled_from(("confirmed", "confirmed", "confirmed", *get_args(Grade))),
    reasons=st.sampled_from(((), ("I4.roster_alone",))),
    status=st.sampled_from(("killed", "killed", "killed", *get_args(Status))),
    force=st.sampled_from(("ru", "ru", "ru", *get_args(Force))),
    foreign=st.sampled_from((None, None, False, True)),
    country=_maybe(_one_of(("UZ", "NP"))),
    death_date=_maybe(_PREFIXES),
    funeral_date=_maybe(_PREFIXES),
    published=_maybe(_PREFIXES),
    birth_date=_maybe(st.sampled_from(("1990", "1990-02", "1990-02-15"))),
    age=_maybe(st.integers(18, 24)),
    region=_maybe(_one_of(("RU-BA", "RU-TA", "UA-43", "UA-40"))),
    settlement_type=_maybe(_one_of(get_args(SettlementType))),
    rank=_maybe(_one_of(("рядовой", "Лейтенант", "есаул"))),
    unit=_maybe(_one_of(("331-й парашютно-десантный полк", "БАРС-11", "отряд"))),
    category=_one_of(get_args(Category)),
    experience=_one_of(get_args(Experience)),
    source_classes=st.lists(_one_of(get_args(SourceClass)), unique=True, max_size=3).map(tuple),
)

MANY = st.lists(ANYONE, max_size=25).map(
    lambda persons: [replace(one, person=f"P{place}") for place, one in enumerate(persons)]
)
