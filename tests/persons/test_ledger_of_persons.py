"""The facts of persons as rows: cursors without a gap, ids that lead on, the states of a day."""

from datetime import timedelta

import msgspec
import pytest

from archive import persons
from archive.check import check
from archive.check_log import unlogged, wrong_leaves
from archive.clock import Clock
from archive.database import atomic
from archive.home import Home
from archive.persons_written import Happened, Ledger, rebuild
from archive.sqlite import Database, sqlite3
from tests.archive.volna import START

DAY = START.date()


def state(surname: str, *mentions: str, restricted: tuple[str, ...] = ()) -> str:
    """A state with what the table of persons needs."""
    told = {
        "counted": {"grade": "confirmed", "status": "killed", "region": "RU-PNZ"},
        "fields": {"surname": {"value": surname}},
        "mentions": mentions,
        "restricted": restricted,
    }
    return msgspec.json.encode(told).decode()


def ledger(db: Database, run: str, days: int = 0) -> Ledger:
    """A ledger so many days after the start."""
    return Ledger(db, Clock(START + timedelta(days=days)), run)


def two_persons(db: Database, run: str) -> list[str]:
    """Two persons of one mention each, given on the first day."""
    with atomic(db):
        first = ledger(db, run)
        one, other = first.give_ids(2, "linked")
        first.assign([("m1", one), ("m2", other)], "linked")
        first.change([Happened("upsert", one, state("Зуев", "m1"))])
        first.change([Happened("upsert", other, state("Зуева", "m2"))])
    return [one, other]


def merge(db: Database, run: str, one: str, into: str, days: int = 2) -> None:
    with atomic(db):
        later = ledger(db, run, days)
        later.redirect([(one, into)])
        later.assign([("m1", into)], "merged")
        merged = Happened("merge", one, msgspec.json.encode({"into": into}).decode())
        later.change([merged, Happened("upsert", into, state("Зуев", "m1", "m2"))])


def test_cursors_follow_without_a_gap_and_a_reader_goes_on_where_it_was(db: Database, run: str) -> None:
    assert (persons.last_seq(db), persons.oldest_seq(db)) == (0, 0)
    one, other = two_persons(db, run)
    merge(db, run, one, other)
    assert [change.seq for change in persons.changes(db, 0, 99)] == [1, 2, 3, 4]
    assert [change.kind for change in persons.changes(db, 2, 1)] == ["merge"]
    assert (persons.last_seq(db), persons.last_seq(db, one), persons.oldest_seq(db)) == (4, 3, 1)
    assert [change.seq for change in persons.changes_of(db, other)] == [2, 4]


def test_a_day_that_is_over_keeps_its_states(db: Database, run: str) -> None:
    one, other = two_persons(db, run)
    before = list(persons.states_as_of(db, DAY))
    merge(db, run, one, other)
    assert list(persons.states_as_of(db, DAY)) == before
    assert [person for person, _ in before] == [one, other]
    assert [person for person, _ in persons.live(db)] == [other]
    assert list(persons.states_as_of(db, DAY - timedelta(days=1))) == []


def test_a_clock_that_steps_back_does_not_change_a_day_that_is_over(db: Database, run: str) -> None:
    one, other = two_persons(db, run)
    merge(db, run, one, other, days=5)
    before = list(persons.states_as_of(db, DAY + timedelta(days=3)))
    with atomic(db):
        back = ledger(db, run, days=1)
        back.change([Happened("withdraw", other, "{}")])
        back.assign([("m1", None), ("m2", None)], "unread")
    assert list(persons.states_as_of(db, DAY + timedelta(days=3))) == before
    assert (list(persons.live(db)), persons.assigned(db)) == ([], {})
    assert persons.last_holders(db) == {"m1": other, "m2": other}


def test_a_merged_id_leads_on_and_an_unknown_one_is_refused(db: Database, run: str) -> None:
    one, other = two_persons(db, run)
    merge(db, run, one, other)
    with atomic(db):
        third = ledger(db, run, 3)
        (last,) = third.give_ids(1, "split")
        third.redirect([(other, last)])
    assert [persons.resolve(db, person) for person in (one, other, last)] == [last] * 3
    with pytest.raises(persons.UnknownPerson, match="no person nobody"):
        persons.resolve(db, "nobody")


def test_the_last_assignment_of_a_mention_holds(db: Database, run: str) -> None:
    one, other = two_persons(db, run)
    assert persons.assigned(db) == {"m1": one, "m2": other}
    merge(db, run, one, other)
    assert persons.mentions_of(db, other) == ("m1", "m2")
    assert persons.mentions_of(db, one) == ()
    assert (persons.person_of(db, "m1"), persons.person_of(db, "m9")) == (other, None)


def test_the_table_of_persons_is_rebuilt_from_the_changes_to_the_same_rows(db: Database, run: str) -> None:
    one, other = two_persons(db, run)
    merge(db, run, one, other)
    kept = db.conn.execute("SELECT * FROM person").fetchall()
    assert rebuild(db) == 1
    assert db.conn.execute("SELECT * FROM person").fetchall() == kept
    assert kept[0][:9] == (other, 4, "confirmed", "killed", "Зуев", None, None, "RU-PNZ", 2)


@pytest.mark.parametrize(
    ("restricted", "shown"),
    [((), ("Зуев", "RU-PNZ")), (("surname",), (None, "RU-PNZ")), (("*",), (None, None))],
)
def test_what_is_restricted_is_not_in_the_table_of_persons(
    db: Database, run: str, restricted: tuple[str, ...], shown: tuple[str | None, ...]
) -> None:
    with atomic(db):
        one = ledger(db, run)
        (person,) = one.give_ids(1, "linked")
        one.change([Happened("upsert", person, state("Зуев", "m1", restricted=restricted))])
    assert db.conn.execute("SELECT surname, region FROM person").fetchone() == shown


def test_every_row_is_a_leaf_of_the_log_and_none_can_be_changed(db: Database, run: str) -> None:
    one, other = two_persons(db, run)
    merge(db, run, one, other)
    assert [*wrong_leaves(db), *unlogged(db)] == []
    for table in ("identity", "assignment", "redirect", "change"):
        with pytest.raises(sqlite3.IntegrityError, match="never deleted"):
            db.conn.execute(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE person SET state = '{}'",
        "DELETE FROM person",
        "INSERT INTO person SELECT 'x', seq, grade, status, NULL, NULL, NULL, NULL, 1, state FROM person",
    ],
)
def test_a_table_of_persons_that_is_not_what_the_changes_say_is_found(
    home: Home, db: Database, run: str, fault: str
) -> None:
    merge(db, run, *two_persons(db, run))
    assert [finding.kind for finding in check(home)] == []
    db.conn.execute(fault)
    assert [finding.kind for finding in check(home)] == ["person.derived"]
    rebuild(db)
    assert list(check(home)) == []
