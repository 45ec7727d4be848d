"""Link runs over the archive: who keeps which id when mentions come, go, join and part."""

from collections.abc import Iterable, Mapping

import msgspec
import pyarrow as pa
from msgspec.structs import replace

from archive import issues, persons
from archive.check_log import unlogged, wrong_leaves
from archive.clock import Clock
from archive.persons_judged import judgements
from archive.sqlite import Database
from desk.persons import decisions
from desk.persons.grouping import Pair, Progress
from tests.persons.pages import Found, Pages, by_key, man, state


def kinds(db: Database, since: int = 0) -> list[str]:
    return [change.kind for change in persons.changes(db, since, 1000)]


def test_mentions_that_are_one_man_become_one_person_with_all_of_them(pages: Pages, db: Database) -> None:
    (first,) = pages.read("a", man("Зуев"))
    (second, other) = pages.read("b", man("Зуев"), man("Ким"))
    report = pages.link()
    of = persons.assigned(db)
    assert (report.mentions, report.persons, report.new) == (3, 2, 2)
    assert of[first] == of[second] != of[other]
    assert state(db, of[first]).mentions == tuple(sorted((first, second)))
    assert state(db, of[first]).sources == 2


def test_a_second_run_over_the_same_appends_nothing(pages: Pages, db: Database) -> None:
    pages.read("a", man("Зуев"), man("Ким"))
    pages.link()
    before, leaves = persons.last_seq(db), db.conn.execute("SELECT count(*) FROM assignment").fetchone()
    pages.link()
    pages.link(anew=True)
    assert persons.last_seq(db) == before == 2
    assert db.conn.execute("SELECT count(*) FROM assignment").fetchone() == leaves
    assert [*wrong_leaves(db), *unlogged(db)] == []


def test_a_merge_keeps_the_id_with_a_decision_and_the_other_leads_to_it(
    pages: Pages, db: Database, clock: Clock
) -> None:
    (older,), (younger,) = pages.read("a", man("Зуев")), pages.read("b", man("Зуеф"))
    pages.link()
    of = persons.assigned(db)
    decisions.verify(db, clock, of[younger], "confirmed", "vera", seen=persons.last_seq(db))
    since = persons.last_seq(db)
    pages.read("b", man("Зуев"), version="2")
    report = pages.link()
    assert (report.merged, report.new, report.persons) == (1, 0, 1)
    assert persons.assigned(db) == {older: of[younger], younger: of[younger]}
    assert persons.resolve(db, of[older]) == of[younger]
    assert kinds(db, since) == ["merge", "upsert"]


def test_without_decisions_the_oldest_id_stays(pages: Pages, db: Database) -> None:
    pages.read("a", man("Зуев"))
    pages.link()
    pages.read("b", man("Зуеф"))
    pages.link()
    (oldest, _) = [person for person, _ in persons.live(db)]
    pages.read("b", man("Зуев"), version="2")
    pages.link()
    assert [person for person, _ in persons.live(db)] == [oldest]


def test_a_split_keeps_the_id_on_the_larger_part_and_gives_the_other_a_new_one(
    pages: Pages, db: Database
) -> None:
    kept = [pages.read(page, man("Зуев"))[0] for page in "ab"]
    (leaving,) = pages.read("c", man("Зуев"))
    pages.link()
    (person,) = set(persons.assigned(db).values())
    since = persons.last_seq(db)
    pages.read("c", man("Ким"), version="2")
    report = pages.link()
    of = persons.assigned(db)
    assert (report.split, report.new, {of[one] for one in kept}) == (1, 0, {person})
    assert of[leaving] != person
    first = persons.changes(db, since, 1)[0]
    assert (first.kind, first.person, msgspec.json.decode(first.state)) == (
        "split",
        person,
        {"parts": [of[leaving]]},
    )


def test_what_a_person_confirmed_outweighs_the_larger_part(pages: Pages, db: Database, clock: Clock) -> None:
    for page in "ab":
        pages.read(page, man("Зуев"))
    (confirmed,) = pages.read("c", man("Зуев"))
    pages.link()
    person = persons.assigned(db)[confirmed]
    seen = persons.last_seq(db)
    decisions.verify(db, clock, person, "confirmed", "vera", mention=confirmed, seen=seen)
    pages.read("c", man("Ким"), version="2")
    pages.link()
    assert persons.assigned(db)[confirmed] == person


def test_who_is_not_read_any_more_is_withdrawn_and_comes_back_with_his_id(pages: Pages, db: Database) -> None:
    (mention,) = pages.read("a", man("Зуев"))
    pages.link()
    person = persons.assigned(db)[mention]
    pages.read("a", version="2")
    assert pages.link().withdrawn == 1
    assert (persons.assigned(db), list(persons.live(db))) == ({}, [])
    pages.read("a", man("Зуев"), version="3")
    assert pages.link().new == 0
    assert persons.assigned(db) == {mention: person}
    assert kinds(db) == ["upsert", "withdraw", "upsert"]


def test_whom_somebody_confirmed_stays_without_mentions(pages: Pages, db: Database, clock: Clock) -> None:
    (mention,) = pages.read("a", man("Зуев", death_date="2023-05-14"))
    pages.link()
    person = persons.assigned(db)[mention]
    done = decisions.verify(db, clock, person, "confirmed", "vera", seen=persons.last_seq(db))
    pages.read("a", version="2")
    assert pages.link().withdrawn == 0
    left = state(db, person)
    assert (left.mentions, left.counted.grade, left.counted.death_date) == ((), "confirmed", "2023-05-14")
    assert pages.link().changed == 0
    decisions.withdraw(db, clock, done.facts[0], "vera", "no page is left")
    assert list(persons.live(db)) == []


def test_no_run_joins_what_a_person_parted(pages: Pages, db: Database, clock: Clock) -> None:
    (one,), (other,) = pages.read("a", man("Зуев")), pages.read("b", man("Зуев"))
    pages.link()
    decisions.judge(db, clock, one, other, "different", "vera", "brothers")
    assert persons.assigned(db)[one] != persons.assigned(db)[other]
    since = persons.last_seq(db)
    pages.link()
    pages.link(anew=True)
    assert persons.last_seq(db) == since


def test_no_run_parts_what_a_person_joined(pages: Pages, db: Database, clock: Clock) -> None:
    (one,), (other,) = pages.read("a", man("Зуев")), pages.read("b", man("Ким"))
    pages.link()
    decisions.judge(db, clock, one, other, "same", "vera", "his mother's name")
    pages.read("c", man("Зуев"))
    pages.link(anew=True)
    assert len(set(persons.assigned(db).values())) == 1


def test_a_new_mention_that_speaks_against_a_judgement_is_an_issue_and_joins_nothing(
    pages: Pages, db: Database, clock: Clock
) -> None:
    (one,), (other,) = pages.read("a", man("Зуев")), pages.read("b", man("Зуев"))
    pages.link()
    judged = decisions.judge(db, clock, one, other, "different", "vera", "brothers")
    pages.link()
    assert issues.open_issues(db) == []
    pages.read("c", man("Зуев"))
    pages.link()
    (issue,) = issues.open_issues(db)
    assert (issue.kind, issue.url) == ("contradiction", f"judgement:{judged.facts[0]}")
    assert persons.assigned(db)[one] != persons.assigned(db)[other]
    pages.link()
    assert len(issues.open_issues(db)) == 1
    decisions.withdraw(db, clock, judged.facts[0], "vera", "one man after all")
    pages.link()
    assert issues.open_issues(db) == []
    assert len(set(persons.assigned(db).values())) == 1


def test_judgements_that_cannot_all_hold_keep_apart_and_are_an_issue(
    pages: Pages, db: Database, clock: Clock
) -> None:
    one, other, third = (
        pages.read(page, man(name))[0] for page, name in zip("abc", ("Зуев", "Ким", "Лис"), strict=True)
    )
    pages.link()
    decisions.judge(db, clock, one, third, "different", "vera", "ages")
    decisions.judge(db, clock, one, other, "same", "vera", "one photograph")
    late = decisions.judge(db, clock, other, third, "same", "boris", "one village")
    of = persons.assigned(db)
    assert of[one] == of[other] != of[third]
    (issue,) = issues.open_issues(db)
    assert (issue.kind, issue.url) == ("judgements-contradict", f"judgement:{late.facts[0]}")
    decisions.withdraw(db, clock, judgements(db)[0].id, "vera", "wrong ages")
    assert len(set(persons.assigned(db).values())) == 1
    assert issues.open_issues(db) == []


def test_a_new_model_compares_all_anew_a_new_reading_what_was_read(pages: Pages, db: Database) -> None:
    asked: list[Mapping[str, str] | None] = []

    def engine(
        mentions: pa.Table,
        must: Iterable[Pair],
        cannot: Iterable[Pair],
        known: Mapping[str, str] | None,
        progress: Progress,
    ) -> Found:
        asked.append(known)
        return replace(by_key(mentions, must, cannot, known, progress), model=model)

    (first,) = pages.read("a", man("Зуев"))
    for model in ("1", "1", "2", "2"):
        pages.link(engine=engine, model=model)
    (second,) = pages.read("b", man("Ким"))
    pages.link(engine=engine, model=model)
    pages.read("a", man("Зуев"), version="2")
    pages.link(engine=engine, model=model)
    of = persons.assigned(db)
    assert asked == [None, None, {first: of[first]}, {second: of[second]}]


def test_pages_that_turn_out_to_be_one_article_are_one_source_from_the_next_run_on(
    pages: Pages, db: Database
) -> None:
    pages.read("a", man("Зуев"))
    pages.read("b", man("Зуев"), source="ozero")
    pages.link()
    ((person, _),) = persons.live(db)
    assert state(db, person).sources == 2
    page = ("ozero", "https://ozero.example/b", "https://volna.example/a")
    db.conn.execute(
        """INSERT INTO same_page (source, url_key, snapshot, named, named_key, held_by, held)
        SELECT ?1, ?2, document, ?3, ?3, 'volna', document FROM mention LIMIT 1""",
        page,
    )
    assert pages.link().changed == 0
    db.conn.execute("UPDATE same_page SET verdict = 'same'")
    assert (pages.link().changed, state(db, person).sources) == (1, 1)


def test_a_source_that_is_other_evidence_than_was_thought_changes_who_it_told_of(
    pages: Pages, db: Database
) -> None:
    pages.read("a", man("Зуев"))
    pages.link()
    pages.source("volna", evidence="roster")
    assert pages.link().changed == 1
    ((person, _),) = persons.live(db)
    assert state(db, person).counted.reasons == ("I4.roster_alone",)
    assert pages.link().changed == 0
