"""The count of an archive: the same of a past day for ever, with rows that sum and the backlog beside it."""

import json
from collections.abc import Callable, Sequence
from datetime import timedelta

import msgspec
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from archive import readings
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.persons import last_seq, mentions_of
from desk.cli import main
from desk.counting.archived import persons_as_of, seq_as_of
from desk.counting.backlog import Backlog, backlog
from desk.counting.counts import count
from desk.counting.dimensions import DIMENSIONS
from desk.counting.person import Counted
from desk.counting.questions import question
from desk.persons import decisions, merging
from tests.archive.volna import START
from tests.counting.persons import ANYONE, MANY
from tests.persons.pages import Pages, man
from tests.publication import town
from tests.publication.invented import Persons, day

CONFIRMED = Counted("", "confirmed", ("I4.media",), death_date="2025-11-02", region="RU-PNZ", category="pmc")
ANOTHER = Counted("", "confirmed", ("I4.grave",), published="2026-01-05", region="RU-BA", rank="рядовой")
HELD = Counted("", "provisional", ("I4.search_alone",))
RULES = ("bbc-1", "strict-1", "bbc-1+foreign-apart", "bbc-1+disputed-together")


def _counts(persons: Persons, number: int) -> dict[str, bytes]:
    """Every count of a day, by each rule and dimension, to the byte."""
    everyone = list(persons_as_of(persons.db, day(number)))
    return {
        f"{rule} by {by}": msgspec.json.encode(count(everyone, question(rule, day(number)), by=by))
        for rule in RULES
        for by in DIMENSIONS
    }


def test_the_count_of_a_day_stays_whatever_comes_after_it(persons: Persons) -> None:
    one, other, held = persons.add(CONFIRMED, ANOTHER, HELD)
    later: list[Callable[[], object]] = [
        lambda: persons.add(CONFIRMED, HELD, on=1),  # a night
        lambda: persons.merge(other, one, CONFIRMED, on=2),
        lambda: persons.split(one, CONFIRMED, ANOTHER, on=3),
        lambda: persons.upsert(held, replace(CONFIRMED, region="RU-TA"), on=4),  # a parser that reads more
        lambda: persons.restrict(one, CONFIRMED, "*", on=5),
        lambda: persons.withdraw(held, on=6),
    ]
    seen = [_counts(persons, 0)]
    for number, happens in enumerate(later, 1):
        happens()
        seen.append(_counts(persons, number))
        assert [_counts(persons, past) for past in range(number + 1)] == seen
    totals = [json.loads(counts["bbc-1 by region"])["total"] for counts in seen]
    assert totals == [2, 3, 2, 3, 4, 4, 3]
    assert seq_as_of(persons.db, day(0)) == 3
    assert seq_as_of(persons.db, day(0) - timedelta(days=1)) == 0


def test_the_count_of_a_day_stays_through_nights_decisions_and_a_parser_upgrade(home: Home) -> None:
    db = connect(home)
    persons = Persons(db)
    pages = town.build(db, 6)
    names = [town.surname(number) for number in range(6)]

    def at(days: int) -> Clock:
        pages.clock = town.later(days)
        return pages.clock

    def night(clock: Clock) -> None:
        pages.read("lists/2", *(town.soldier(number) for number in range(20, 24)))
        pages.link()

    def merge(clock: Clock) -> None:
        merging.merge(db, clock, *(town.person(db, name) for name in names[:2]), "v1", "one man")

    def split(clock: Clock) -> None:
        ((kept,),) = db.conn.execute("SELECT id FROM person WHERE mentions = 3").fetchall()
        one, *_, other = mentions_of(db, kept)
        decisions.judge(db, clock, one, other, "different", "v2", "two men")

    def correct(clock: Clock) -> None:
        person = town.person(db, names[2])
        told = {"field": "region", "value": "RU-KGN", "seen": last_seq(db)}
        decisions.verify(db, clock, person, "corrected", "v1", **told)  # type: ignore[arg-type]

    def upgrade(clock: Clock) -> None:
        """The new parsers miss a man, find another, and read days where there were none."""
        dated = ({**town.soldier(number), "death_date": "2024-05-06"} for number in range(1, 6))
        pages.read("lists/1", *dated, man("Найденов", region="RU-AD"), version="2")
        pages.link(anew=True)

    def take_down(clock: Clock) -> None:
        decisions.restrict(db, clock, town.person(db, names[4]), "v1", "asked")

    seen = [_counts(persons, 0)]
    for number, happens in enumerate((night, merge, split, correct, upgrade, take_down), 1):
        happens(at(number))
        seen.append(_counts(persons, number))
        assert [_counts(persons, past) for past in range(number + 1)] == seen
    totals = [json.loads(counts["bbc-1 by region"])["total"] for counts in seen]
    assert totals == [8, 12, 11, 12, 12, 12, 12]
    corrected, found = (
        [number for number, counts in enumerate(seen) if code in counts["bbc-1 by region"]]
        for code in (b"RU-KGN", b"RU-AD")
    )
    assert (corrected, found) == ([4, 5, 6], [5, 6])
    db.close()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MANY, st.lists(ANYONE, max_size=5), st.sampled_from(RULES))
def test_the_rows_of_an_archive_sum_and_it_counts_as_its_table(
    persons: Persons, told: list[Counted], more: Sequence[Counted], rule: str
) -> None:
    with_ids = [replace(one, person=person) for one, person in zip(told, persons.add(*told), strict=True)]
    again = [replace(one, person=had.person) for one, had in zip(more, with_ids, strict=False)]
    for one in again:
        persons.upsert(one.person, one, on=0)
    before = {one.person for one in persons_as_of(persons.db, day(0))} - {one.person for one in with_ids}
    everyone = [one for one in persons_as_of(persons.db, day(0)) if one.person not in before]
    table = [*again, *with_ids[len(again) :]]
    for by in DIMENSIONS:
        found = count(everyone, question(rule, day(0)), by=by)
        assert sum(bucket.persons for bucket in found.buckets) == found.total
        assert found == count(table, question(rule, day(0)), by=by)


@pytest.fixture
def evening(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SINODIK_CLOCK", (START + timedelta(days=2)).isoformat())


@pytest.mark.usefixtures("evening")
def test_the_verb_counts_the_archive_of_today_and_of_a_past_day(home: Home, persons: Persons) -> None:
    persons.add(CONFIRMED, HELD)
    persons.add(ANOTHER, on=2)
    words = ("count", "--home", str(home.path))
    today = CliRunner().invoke(main, [*words, "--by", "region"]).stdout
    assert "at least 2 named dead" in today
    assert "left out   provisional.I4.search_alone 1" in today
    assert "0 mentions not worked through" in today
    assert "the day is not over" in today
    past = CliRunner().invoke(main, [*words, "--as-of", day(1).isoformat(), "--json"])
    found = json.loads(past.stdout)
    assert (found["total"], found["as_of_seq"], found["day_is_over"], found["backlog"]) == (1, 2, True, None)


@pytest.mark.usefixtures("evening")
def test_an_estimate_is_made_of_the_archive_where_no_table_and_no_figure_is_given(
    home: Home, persons: Persons
) -> None:
    persons.add(CONFIRMED, CONFIRMED, HELD)
    words = ["estimate", "--home", str(home.path), "--coverage", "0.5:1", "--json"]
    found = json.loads(CliRunner().invoke(main, words).stdout)
    assert (found["identified"], found["dead"]) == (2, {"low": 2, "high": 4})


def test_the_unsure_the_unlinked_and_the_unread_are_the_backlog(home: Home) -> None:
    db = connect(home)
    pages = Pages(db, Clock(START))
    pages.read("one", man("Зуев"), man("Луговой", status="unsure"))
    pages.link()
    assert backlog(db) == Backlog(1)
    pages.read("two", man("Агдамов"))
    assert backlog(db) == Backlog(2)
    readings.drop(db)
    assert backlog(db) == Backlog(0, 2)
    db.close()
