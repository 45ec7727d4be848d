"""What must hold of every count, whoever is counted."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.counting.backlog import Backlog
from desk.counting.counts import Count, count
from desk.counting.dimensions import DIMENSIONS, UnknownDimension, dimension
from desk.counting.filters import NotACondition, Period, condition
from desk.counting.person import Counted
from desk.counting.questions import Question, question
from desk.counting.rules import UnknownRule, rule
from tests.counting.persons import ANYONE, AS_OF, MANY, Register, asking

BY = st.sampled_from(list(DIMENSIONS))
RULES = st.sampled_from(("bbc-1", "strict-1", "bbc-1+foreign-apart", "strict-1+disputed-together"))
ENDS = st.none() | st.sampled_from(("2022", "2023", "2023-01", "2023-02", "2023-01-15", "2023-02-28"))
FILTERS = st.sampled_from(
    (
        "region=RU-BA",
        "region!=unknown",
        "category=pmc,prisoner",
        "age=18..21",
        "year=2023",
        "officer=yes",
        "day!=undated",
    )
)


@st.composite
def questions(draw: st.DrawFn) -> Question:
    """Any question whose range of days has a beginning before its end."""
    since, until = draw(ENDS), draw(ENDS)
    if since and until and Period(since).first > Period(None, until).last:
        since, until = until, since
    return question(draw(RULES), AS_OF, since, until, draw(st.lists(FILTERS, max_size=2)))


@given(MANY, questions(), BY)
def test_every_partition_sums_to_the_whole(persons: list[Counted], asked: Question, by: str) -> None:
    found = count(persons, asked, by=by)
    assert sum(bucket.persons for bucket in found.buckets) == found.total
    assert found.total == count(persons, asked).total
    assert len({bucket.value for bucket in found.buckets}) == len(found.buckets)


@given(MANY, questions(), BY)
def test_how_they_were_dated_sums_too_in_all_and_in_each_row(
    persons: list[Counted], asked: Question, by: str
) -> None:
    found = count(persons, asked, by=by)
    assert sum(found.dated_by.values()) == found.total
    for bucket in found.buckets:
        assert sum(bucket.dated_by.values()) == bucket.persons
        if DIMENSIONS[by].grain:
            assert bucket.dated_by["undated"] == (bucket.persons if bucket.value == "undated" else 0)


@given(MANY, questions())
def test_everyone_is_counted_or_left_out_for_a_reason(persons: list[Counted], asked: Question) -> None:
    found = count(persons, asked)
    verdicts = [asked.verdict(person) for person in persons]
    assert verdicts.count("included") == found.total
    not_asked = sum(verdict.startswith("not_asked.") for verdict in verdicts)
    assert found.total + sum(found.left_out.values()) + not_asked == len(persons)


@given(MANY, ANYONE, questions(), BY)
def test_one_person_more_is_one_more_in_one_row_or_none(
    persons: list[Counted], another: Counted, asked: Question, by: str
) -> None:
    before, after = (_rows(count(those, asked, by=by)) for those in (persons, [*persons, another]))
    more = {value: n - before.get(value, 0) for value, n in after.items() if n != before.get(value, 0)}
    own = {dimension(by).value(another, asked.rule): 1}
    assert more == (own if asked.verdict(another) == "included" else {})


@given(MANY, RULES, st.lists(FILTERS, min_size=2, max_size=3), BY)
def test_filters_compose_in_any_order(persons: list[Counted], name: str, where: list[str], by: str) -> None:
    first, *others = where
    those = [person for person in persons if condition(first).holds(person, rule(name))]
    in_turn = count(those, asking(name, *others), by=by)
    at_once, backwards = (
        count(persons, asking(name, *some), by=by) for some in (where, list(reversed(where)))
    )
    assert _rows(in_turn) == _rows(at_once) == _rows(backwards)


@given(MANY, RULES, BY)
def test_asking_for_a_value_gives_its_row(persons: list[Counted], name: str, by: str) -> None:
    for bucket in count(persons, asking(name), by=by).buckets:
        assert count(persons, asking(name, f"{by}={bucket.value}")).total == bucket.persons
        rest = count(persons, asking(name, f"{by}!={bucket.value}")).total
        assert rest + bucket.persons == count(persons, asking(name)).total


@given(MANY, RULES, st.sampled_from(("2022-12-31", "2023-01-31", "2023-02-14")))
def test_two_ranges_that_meet_hold_all_but_those_whose_day_is_not_known(
    persons: list[Counted], name: str, until: str
) -> None:
    next_day = date.fromordinal(date.fromisoformat(until).toordinal() + 1).isoformat()
    before, after = count(persons, asking(name, until=until)), count(persons, asking(name, since=next_day))
    not_placed = [before.left_out.get(reason, 0) for reason in ("date.astride", "date.undated")]
    assert before.total + after.total + sum(not_placed) == count(persons, asking(name)).total


@settings(max_examples=25)
@given(MANY, questions(), BY, st.randoms(use_true_random=False))
def test_the_same_question_has_the_same_answer_in_any_order(
    persons: list[Counted], asked: Question, by: str, chance: object
) -> None:
    shuffled = list(persons)
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert count(shuffled, asked, by=by) == count(persons, asked, by=by)


def test_the_unknown_and_the_undated_are_shown_last_also_when_nobody_is() -> None:
    register = Register()
    register.add(1, category="pmc", death_date="2023-05-01")
    assert list(_rows(count(register.made, asking(), by="category"))) == ["pmc", "unknown"]
    assert list(_rows(count(register.made, asking(), by="month"))) == ["2023-05", "undated"]


def test_a_month_is_a_row_by_month_and_undated_by_day() -> None:
    register = Register()
    register.add(2, death_date="2023-05")
    register.add(1, funeral_date="2023-05-20")
    by_month, by_day = (count(register.made, asking(), by=by) for by in ("month", "day"))
    assert _rows(by_month) == {"2023-05": 3, "undated": 0}
    assert by_month.dated_by == {"death": 2, "funeral": 1, "publication": 0, "undated": 0}
    assert _rows(by_day) == {"2023-05-20": 1, "undated": 2}


def test_a_month_that_is_partly_in_the_range_is_said_and_not_counted() -> None:
    register = Register()
    register.add(2, death_date="2023-05")
    register.add(1)
    assert count(register.made, asking(since="2023-05", until="2023-05")).total == 2
    for since, until in (("2023-05-10", "2023-05"), ("2023-05", "2023-05-10"), ("2023-04", "2023-05-01")):
        part = count(register.made, asking(since=since, until=until))
        assert (part.total, part.left_out) == (0, {"date.astride": 2, "date.undated": 1})
    for since, until in (("2023-06", None), (None, "2023-04")):
        assert count(register.made, asking(since=since, until=until)).left_out == {"date.undated": 1}


@pytest.mark.parametrize(
    ("by", "provisional"),
    [
        ("day", ["2025-09-03", "2026-02-01"]),
        ("week", ["2025-W36", "2026-W05"]),
        ("month", ["2025-09", "2026-02"]),
        ("year", ["2025", "2026"]),
        ("category", []),
    ],
)
def test_rows_of_the_last_180_days_are_marked_provisional(by: str, provisional: list[str]) -> None:
    register = Register()
    for day in ("2024-01-01", "2025-08-29", "2025-09-03", "2026-02-01"):
        register.add(1, death_date=day)
    found = count(register.made, asking(), by=by)
    assert [bucket.value for bucket in found.buckets if bucket.provisional] == provisional
    assert (found.provisional_since, found.recent) == ("2025-09-03", 2)


def test_a_month_that_reaches_into_the_window_counts_as_recent() -> None:
    register = Register()
    for month in ("2025-08", "2025-09", "2025"):
        register.add(1, death_date=month)
    assert count(register.made, asking()).recent == 2


@pytest.mark.parametrize(
    ("by", "person", "value"),
    [
        ("rural", {"settlement_type": "village"}, "rural"),
        ("rural", {"settlement_type": "urban_settlement"}, "urban"),
        ("rural", {}, "unknown"),
        ("settlement-type", {"settlement_type": "town"}, "town"),
        ("country", {"foreign": True, "country": "UZ"}, "UZ"),
        ("country", {"foreign": True}, "foreign-unknown"),
        ("country", {"foreign": False}, "RU"),
        ("country", {}, "unknown"),
        ("region", {"foreign": True, "region": "RU-BA"}, "foreign"),
        ("rank", {"rank": "Рядовой"}, "рядовой"),
        ("officer", {"rank": "Рядовой"}, "no"),
        ("branch", {"unit": "БАРС-11"}, "bars"),
        ("branch", {"unit": "БАРС-11", "branch": "drones"}, "drones"),
        ("age", {"birth_date": "1990-02-20", "death_date": "2024-02-20"}, "34"),
        ("age-band", {"age": 34}, "30-34"),
        ("experience", {"experience": "no"}, "no"),
        ("category", {}, "unknown"),
    ],
)
def test_each_dimension_gives_a_person_one_value(by: str, person: dict[str, object], value: str) -> None:
    register = Register()
    register.add(1, **person)
    assert [one.value for one in count(register.made, asking(), by=by).buckets if one.persons] == [value]


def test_who_is_dated_before_the_war_or_after_the_day_of_the_count_is_said() -> None:
    register = Register()
    for day in ("2021", "2022-02-23", "2022", "2022-02-24", "2026-03-01", "2026-03-02", "2026", "2032-05"):
        register.add(1, death_date=day)
    found = count(register.made, asking())
    assert (found.total, found.out_of_time) == (8, 4)


def test_the_militias_stand_apart_and_foreign_citizens_by_the_rule() -> None:
    register = Register()
    register.add(5, region="RU-BA")
    register.add(2, force="dpr")
    register.add(1, force="lpr")
    register.add(3, foreign=True)
    inside, apart = count(register.made, asking()), count(register.made, asking("bbc-1+foreign-apart"))
    assert (inside.total, inside.left_out) == (8, {"force.dpr": 2, "force.lpr": 1})
    assert (apart.total, apart.left_out) == (5, {"foreign.apart": 3, "force.dpr": 2, "force.lpr": 1})


def test_disputed_regions_stand_under_their_codes_or_together() -> None:
    register = Register()
    register.add(2, region="UA-43")
    register.add(1, region="UA-40")
    assert _rows(count(register.made, asking(), by="region")) == {"UA-43": 2, "UA-40": 1, "unknown": 0}
    together = count(register.made, asking("bbc-1+disputed-together"), by="region")
    assert _rows(together) == {"disputed": 3, "unknown": 0}


def test_the_missing_are_never_counted_and_the_backlog_never_added() -> None:
    register = Register()
    register.add(2, status="missing")
    register.add(1, status="captive")
    register.add(1)
    found = count(register.made, asking(), backlog=Backlog(900))
    assert (found.total, found.backlog) == (1, Backlog(900))
    assert found.left_out == {"status.missing": 2, "status.captive": 1}


@pytest.mark.parametrize("name", ["bbc-1", "strict-1", "bbc-1+foreign-apart+disputed-together"])
def test_a_rule_s_name_says_all_of_it(name: str) -> None:
    assert rule(name).name == name


@pytest.mark.parametrize("name", ["", "bbc-2", "bbc-1+foreign", "foreign-apart"])
def test_an_unknown_rule_is_refused_with_those_that_are(name: str) -> None:
    with pytest.raises(UnknownRule, match=r"strict-1.*foreign-apart"):
        rule(name)


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("age=18..20", 2),
        ("age=18,20", 1),
        ("age!=unknown", 3),
        ("rank=Рядовой", 2),
        ("rank!=рядовой", 2),
        ("region=RU-BA,RU-TA", 3),
        ("year=2024,undated", 4),
    ],
)
def test_a_filter_names_values_spans_of_age_and_what_is_not(text: str, persons: int) -> None:
    register = Register()
    register.add(1, age=18, rank="рядовой", region="RU-BA", death_date="2024-05")
    register.add(1, age=19, rank="Рядовой", region="RU-BA", death_date="2024")
    register.add(1, age=21, region="RU-TA")
    register.add(1)
    assert count(register.made, asking("bbc-1", text)).total == persons


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("region", "expected NAME=VALUE"),
        ("region=", "expected NAME=VALUE"),
        ("region=Bashkortostan", "never 'Bashkortostan'"),
        ("category=mobilized", "never 'mobilized'"),
        ("month=2024-5", "never '2024-5'"),
        ("age=young", "never 'young'"),
    ],
)
def test_a_filter_that_can_hold_of_nobody_is_refused(text: str, words: str) -> None:
    with pytest.raises(NotACondition, match=words):
        condition(text)


def test_an_unknown_dimension_is_refused_with_those_that_are() -> None:
    with pytest.raises(UnknownDimension, match="settlement-type"):
        condition("settlement=x")


def test_a_range_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(NotACondition, match="2024-02 to 2023"):
        asking(since="2024-02", until="2023")


def _rows(found: Count) -> dict[str, int]:
    return {bucket.value: bucket.persons for bucket in found.buckets}
