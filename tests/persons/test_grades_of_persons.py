"""How well a person's death is attested, from what his mentions say (docs/counting.md, I1 to I9)."""

import pytest

from archive import issues, persons
from archive.clock import Clock
from archive.sqlite import Database
from desk.persons import decisions
from tests.persons.pages import Pages, man, state

NOTICE = "Администрация округа с глубоким прискорбием сообщает о гибели земляка и разделяет горе родных"


def only(pages: Pages) -> str:
    """The one person there is, after a link run."""
    pages.link()
    (person,) = set(persons.assigned(pages.db).values())
    return person


@pytest.mark.parametrize(
    ("source", "grade", "reasons"),
    [
        ({"kind": "press"}, "confirmed", ("I4.media",)),
        ({"kind": "official"}, "confirmed", ("I4.official",)),
        ({"kind": "memorial"}, "confirmed", ("I4.memorial",)),
        ({"kind": "cemetery"}, "confirmed", ("I4.grave",)),
        ({"kind": "social"}, "provisional", ("I4.search_alone",)),
        ({"kind": "social", "evidence": "relative"}, "confirmed", ("I4.relative",)),
        ({"kind": "press", "evidence": "roster"}, "provisional", ("I4.roster_alone",)),
    ],
)
def test_a_source_confirms_by_its_kind_or_as_its_toml_says(
    pages: Pages, source: dict[str, str], grade: str, reasons: tuple[str, ...]
) -> None:
    pages.source("volna", **source)
    pages.read("a", man("Зуев"))
    counted = state(pages.db, only(pages)).counted
    assert (counted.grade, counted.reasons) == (grade, reasons)


@pytest.mark.parametrize(
    ("who", "reasons"),
    [
        (man("Зуев", given="П."), ("I1.not_named",)),
        (man("Зуев", "missing"), ("I5.missing",)),
        (man("Зуев", "unsure"), ("I5.unsure",)),
    ],
)
def test_who_is_not_named_or_not_reported_dead_is_provisional(
    pages: Pages, who: dict[str, object], reasons: tuple[str, ...]
) -> None:
    pages.read("a", who)
    counted = state(pages.db, only(pages)).counted
    assert (counted.grade, counted.reasons) == ("provisional", reasons)


@pytest.mark.parametrize(
    ("other", "words", "texts"),
    [("ozero", NOTICE, 1), ("ozero", None, 2)],
)
def test_a_repost_is_the_same_source(pages: Pages, other: str, words: str | None, texts: int) -> None:
    pages.read("a", man("Зуев"), around=NOTICE)
    pages.read("b", man("Зуев"), source=other, around=words)
    assert state(pages.db, only(pages)).sources == texts


def test_two_dates_of_death_far_apart_hold_him_back_until_somebody_says_which(
    pages: Pages, db: Database, clock: Clock
) -> None:
    pages.read("a", man("Зуев", death_date="2023-01-10"))
    pages.read("b", man("Зуев", death_date="2023-05-14"))
    person = only(pages)
    assert state(db, person).counted.reasons == ("I4.open_contradiction", "death_dates_apart")
    (issue,) = issues.open_issues(db)
    assert (issue.kind, issue.url) == ("contradiction", f"person:{person}")
    seen = persons.last_seq(db)
    decisions.verify(db, clock, person, "accepted", "vera", field="death_date", seen=seen)
    assert state(db, person).counted.grade == "confirmed"
    pages.link()
    assert issues.open_issues(db) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [("2023-01", "2023-03-01"), ("2023-01-10", "2023"), ("2023-01-10", "2023-03-10")],
)
def test_dates_that_may_be_one_or_are_near_contradict_nothing(pages: Pages, first: str, second: str) -> None:
    pages.read("a", man("Зуев", death_date=first))
    pages.read("b", man("Зуев", death_date=second))
    assert state(pages.db, only(pages)).counted.grade == "confirmed"


def test_who_is_reported_alive_later_is_held_back(pages: Pages) -> None:
    pages.read("a", man("Зуев"), published="2023-06-01")
    pages.read("b", man("Зуев", "alive"), published="2023-07-01")
    counted = state(pages.db, only(pages)).counted
    assert counted.reasons == ("I4.open_contradiction", "alive_later")


def test_a_person_s_conclusion_outranks_the_rules_until_it_is_withdrawn(
    pages: Pages, db: Database, clock: Clock
) -> None:
    pages.read("a", man("Зуев"))
    person = only(pages)
    done = decisions.verify(
        db, clock, person, "rejected", "vera", reason="namesake.other_war", seen=persons.last_seq(db)
    )
    assert state(db, person).counted.reasons == ("I9.rejected_by_a_person", "namesake.other_war")
    decisions.withdraw(db, clock, done.facts[0], "vera", "it is this war")
    assert state(db, person).counted.reasons == ("I4.media",)


def test_a_mention_that_a_person_rejected_says_nothing_any_more(
    pages: Pages, db: Database, clock: Clock
) -> None:
    pages.read("a", man("Зуев", "missing", rank="сержант"))
    (wrong,) = pages.read("b", man("Зуев", rank="рядовой"))
    person = only(pages)
    seen = persons.last_seq(db)
    decisions.verify(db, clock, person, "rejected", "vera", reason="his uncle", mention=wrong, seen=seen)
    found = state(db, person)
    assert (found.counted.status, found.counted.rank, len(found.mentions)) == ("missing", "сержант", 2)


def test_a_status_that_a_person_set_is_the_person_s(pages: Pages, db: Database, clock: Clock) -> None:
    pages.read("a", man("Зуев"))
    person = only(pages)
    seen = persons.last_seq(db)
    decisions.verify(db, clock, person, "corrected", "vera", field="status", value="captive", seen=seen)
    assert state(db, person).counted.reasons == ("I5.captive",)
