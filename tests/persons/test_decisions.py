"""What people decide: refused if it makes no sense or is out of date, else kept and followed at once."""

from collections.abc import Callable

import msgspec
import pytest

from archive import persons
from archive.clock import Clock
from archive.persons_judged import UnknownFact
from archive.sqlite import Database
from desk.persons import decisions, merging
from desk.persons.mistakes import BadDecision, Contradicted, NotLive, Stale
from tests.persons.pages import Pages, man, state

Decision = Callable[[Database, Clock, str], object]


@pytest.fixture
def two(pages: Pages, db: Database) -> tuple[str, str]:
    """Two persons of two mentions each."""
    for page in "ab":
        pages.read(page, man("Зуев", birth_date="1990"), man("Ким", birth_date="1985"))
    pages.link()
    one, other = (person for person, _ in persons.live(db))
    return one, other


def test_what_was_decided_of_an_older_state_is_refused_and_changes_nothing(
    two: tuple[str, str], db: Database, clock: Clock
) -> None:
    one, other = two
    seen = persons.last_seq(db)
    decisions.verify(db, clock, one, "confirmed", "vera", seen=seen)
    facts = db.conn.execute("SELECT count(*) FROM log").fetchone()
    stale: list[Decision] = [
        lambda db, clock, one: decisions.verify(db, clock, one, "rejected", "boris", reason="no", seen=seen),
        lambda db, clock, one: decisions.restrict(db, clock, one, "boris", "asked", seen=seen),
        lambda db, clock, one: merging.merge(db, clock, one, other, "boris", "looked", seen=seen),
        lambda db, clock, one: merging.keep_apart(db, clock, one, other, "boris", "looked", seen=seen),
        lambda db, clock, one: merging.split(
            db, clock, one, persons.mentions_of(db, one)[:1], "boris", "looked", seen=seen
        ),
        lambda db, clock, one: decisions.judge(
            db, clock, *persons.mentions_of(db, one), "different", "boris", "looked", seen=seen
        ),
    ]
    for decision in stale:
        with pytest.raises(Stale) as refused:
            decision(db, clock, one)
        assert refused.value.seq == persons.last_seq(db, one)
    assert db.conn.execute("SELECT count(*) FROM log").fetchone() == facts
    decisions.verify(db, clock, other, "confirmed", "boris", seen=seen)


@pytest.mark.parametrize(
    ("decision", "why"),
    [
        (lambda d, p: decisions.verify(*d, p, "rejected", "vera", seen=99), "needs a reason"),
        (lambda d, p: decisions.verify(*d, p, "confirmed", "", seen=99), "who concluded"),
        (lambda d, p: decisions.verify(*d, p, "corrected", "vera", value="x", seen=99), "name it"),
        (lambda d, p: decisions.verify(*d, p, "note", "vera", field="shoe", seen=99), "no field shoe"),
        (
            lambda d, p: decisions.verify(*d, p, "corrected", "vera", field="age", value="old", seen=99),
            "age cannot be 'old'",
        ),
        (
            lambda d, p: decisions.verify(
                *d, p, "corrected", "vera", field="death_date", value="May", seen=99
            ),
            "death_date cannot be 'May'",
        ),
        (
            lambda d, p: decisions.verify(*d, p, "corrected", "vera", field="status", value="dead", seen=99),
            "a status is",
        ),
        (lambda d, p: decisions.verify(*d, p, "accepted", "vera", field="rank", seen=99), "nothing is known"),
        (lambda d, p: decisions.verify(*d, p, "note", "vera", mention="m", seen=99), "no mention of"),
        (
            lambda d, p: decisions.verify(
                *d,
                p,
                "corrected",
                "vera",
                field="rank",
                value="рядовой",
                quote=decisions.Quote("0" * 64, 0, 7, "рядовой"),
                seen=99,
            ),
            "does not say",
        ),
        (lambda d, p: decisions.restrict(*d, p, "vera", "asked", field="shoe"), "no field shoe"),
        (lambda d, p: decisions.restrict(*d, p, "vera", ""), "needs a reason"),
        (lambda d, p: decisions.judge(*d, "m", "n", "same", "vera", "looked"), "no mention m"),
        (lambda d, p: merging.merge(*d, p, p, "vera", "looked"), "one person already"),
        (lambda d, p: merging.split(*d, p, [], "vera", "looked"), "name some of the mentions"),
        (
            lambda d, p: merging.split(*d, p, persons.mentions_of(d[0], p), "vera", "looked"),
            "and not all",
        ),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_with_a_remedy_and_changes_nothing(
    two: tuple[str, str],
    db: Database,
    clock: Clock,
    decision: Callable[[tuple[Database, Clock], str], object],
    why: str,
) -> None:
    before = db.conn.execute("SELECT count(*) FROM log").fetchone()
    with pytest.raises(BadDecision, match=why):
        decision((db, clock), two[0])
    assert db.conn.execute("SELECT count(*) FROM log").fetchone() == before


def test_a_merge_joins_all_mentions_for_ever_and_can_be_previewed(
    two: tuple[str, str], pages: Pages, db: Database, clock: Clock
) -> None:
    one, other = two
    preview = merging.preview_merge(db, one, other)
    merging.merge(db, clock, one, other, "vera", "one photograph")
    assert preview.parts == ((one, persons.mentions_of(db, one)),)
    assert preview.merged == {other: one}
    pages.link(anew=True)
    assert [person for person, _ in persons.live(db)] == [one]
    assert len(persons.mentions_of(db, one)) == 4


def test_a_split_undoes_a_merge_with_a_new_id_and_holds(
    two: tuple[str, str], pages: Pages, db: Database, clock: Clock
) -> None:
    one, other = two
    leaving = persons.mentions_of(db, other)
    merging.merge(db, clock, one, other, "vera", "one photograph")
    preview = merging.preview_split(db, one, leaving)
    merging.split(db, clock, one, leaving, "boris", "two photographs")
    of = persons.assigned(db)
    new = of[leaving[0]]
    assert new not in two and {of[mention] for mention in leaving} == {new}
    assert sorted(preview.parts, key=str) == sorted(
        [(one, persons.mentions_of(db, one)), (None, leaving)], key=str
    )
    pages.link(anew=True)
    assert persons.assigned(db) == of
    assert persons.resolve(db, other) == one


def test_a_merge_against_a_judgement_is_refused_by_name(
    two: tuple[str, str], db: Database, clock: Clock
) -> None:
    one, other = two
    judged = merging.keep_apart(db, clock, one, other, "vera", "brothers")
    assert [said.id for said in merging.preview_merge(db, one, other).against] == list(judged.facts)
    with pytest.raises(Contradicted, match="brothers") as refused:
        merging.merge(db, clock, one, other, "boris", "one man")
    assert refused.value.judgement in judged.facts
    for fact in judged.facts:
        decisions.withdraw(db, clock, fact, "vera", "no brothers")
    merging.merge(db, clock, one, other, "boris", "one man")


def test_parted_from_one_of_his_mentions_the_others_go_where_they_are_alike(
    pages: Pages, db: Database, clock: Clock
) -> None:
    years = {"a": "1990", "b": "1985", "c": "1985", "d": "1990"}
    of = {page: pages.read(page, man("Зуев", birth_date=year))[0] for page, year in years.items()}
    pages.link()
    decisions.judge(db, clock, of["a"], of["b"], "different", "vera", "born in other years")
    now = persons.assigned(db)
    assert now[of["a"]] == now[of["d"]] != now[of["b"]] == now[of["c"]]


def test_a_restriction_hides_tells_the_feed_and_can_be_lifted(
    two: tuple[str, str], db: Database, clock: Clock
) -> None:
    one, _ = two
    since = persons.last_seq(db)
    done = decisions.restrict(db, clock, one, "vera", "asked by the family", field="surname")
    assert state(db, one).restricted == ("surname",)
    assert db.conn.execute("SELECT surname FROM person WHERE id = ?", (one,)).fetchone() == (None,)
    first, second = persons.changes(db, since, 9)
    assert (first.kind, second.kind) == ("restrict", "upsert")
    assert msgspec.json.decode(first.state) == {"restricted": ["surname"]}
    assert state(db, one).fields["surname"].value == "Зуев"
    decisions.withdraw(db, clock, done.facts[0], "vera", "a mistake")
    assert state(db, one).restricted == ()


def test_what_is_hidden_of_a_person_is_hidden_of_the_part_that_leaves_him(
    two: tuple[str, str], db: Database, clock: Clock
) -> None:
    one, _ = two
    decisions.restrict(db, clock, one, "vera", "asked by the family")
    merging.split(db, clock, one, persons.mentions_of(db, one)[:1], "vera", "two men")
    assert {state(db, person).restricted for person, _ in persons.live(db) if person != two[1]} == {("*",)}


def test_an_old_id_is_decided_upon_as_the_one_it_leads_to(
    two: tuple[str, str], db: Database, clock: Clock
) -> None:
    one, other = two
    merging.merge(db, clock, one, other, "vera", "one man")
    decisions.verify(db, clock, other, "confirmed", "vera", seen=persons.last_seq(db))
    assert state(db, one).counted.reasons[0] == "I9.confirmed_by_a_person"


def test_of_whom_nothing_is_read_any_more_nothing_is_concluded(
    pages: Pages, db: Database, clock: Clock
) -> None:
    pages.read("a", man("Зуев"))
    pages.link()
    ((person, _),) = persons.live(db)
    pages.read("a")
    pages.link()
    with pytest.raises(NotLive, match="withdrawn"):
        decisions.verify(db, clock, person, "confirmed", "vera", seen=99)


def test_nothing_is_withdrawn_twice_and_nothing_that_never_was(
    two: tuple[str, str], db: Database, clock: Clock
) -> None:
    done = decisions.verify(db, clock, two[0], "note", "vera", reason="see the plaque", seen=99)
    decisions.withdraw(db, clock, done.facts[0], "vera", "gone")
    with pytest.raises(BadDecision, match="withdrawn already"):
        decisions.withdraw(db, clock, done.facts[0], "vera", "gone")
    with pytest.raises(UnknownFact, match="nothing"):
        decisions.withdraw(db, clock, "nothing", "vera", "gone")


def test_a_man_found_alive_is_counted_under_no_part_that_is_split_from_him(
    two: tuple[str, str], pages: Pages, db: Database, clock: Clock
) -> None:
    one, other = two
    leaving = persons.mentions_of(db, other)
    merging.merge(db, clock, one, other, "vera", "one photograph")
    seen = persons.last_seq(db, one)
    decisions.verify(db, clock, one, "rejected", reason="alive", by="vera", seen=seen)
    merging.split(db, clock, one, leaving, "boris", "two photographs")
    grades = {person: state(db, person).counted.grade for person, _ in persons.live(db)}
    assert len(grades) == 2 and set(grades.values()) == {"rejected"}
    pages.link(anew=True)
    assert {state(db, person).counted.grade for person, _ in persons.live(db)} == {"rejected"}
