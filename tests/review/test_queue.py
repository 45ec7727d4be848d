"""The queue gives what matters most first, and nothing to two verifiers at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from archive import persons
from archive.home import Home
from archive.sqlite import Database
from desk.persons import decisions
from desk.review import following, queue, weighing
from desk.review.item import Item
from desk.review.queue import Filters
from desk.review.store import SCHEMA
from desk.web.room import Room
from tests.archive.years import MovedClock
from tests.review.crowd import capture_again


def follow(db: Database, room: Room) -> None:
    while following.follow(db, room, at_once=5):
        pass


def conclude(db: Database, clock: MovedClock, item: Item, verdict: str, by: str) -> str:
    seen = persons.last_seq(db)
    return decisions.verify(db, clock, item.person, verdict, by, reason="looked", seen=seen).facts[0]  # type: ignore[arg-type]


def given(room: Room, clock: MovedClock, by: str, filters: Filters = queue.ANY) -> Item:
    item = queue.next_item(room, clock, by, filters)
    assert item
    return item


def test_the_unsure_come_before_the_rest(db: Database, room: Room, clock: MovedClock) -> None:
    follow(db, room)
    waiting = queue.waiting(room)
    assert (waiting["unsure"], waiting["unseen"] + waiting["audit"]) == (3, 9)
    assert given(room, clock, "anna").kind == "unsure"


def test_the_queue_ends_as_the_archive_is_whatever_the_steps(db: Database, room: Room, home: Home) -> None:
    follow(db, room)
    with room.unit() as own:
        stepwise = own.execute("SELECT * FROM review_item ORDER BY subject").fetchall()
    following.forget(room)
    assert following.follow(db, room, at_once=10_000) == 0
    with room.unit() as own:
        assert own.execute("SELECT * FROM review_item ORDER BY subject").fetchall() == stepwise
    assert stepwise


def test_each_is_given_another_and_his_own_again(db: Database, room: Room, clock: MovedClock) -> None:
    follow(db, room)
    first, second = given(room, clock, "anna"), given(room, clock, "boris")
    assert first.subject != second.subject
    assert given(room, clock, "anna") == first
    assert queue.hold(room, clock, first.subject, "boris") == "anna"
    assert queue.hold(room, clock, first.subject, "anna") is None


def test_what_is_held_too_long_is_anybodys(db: Database, room: Room, clock: MovedClock) -> None:
    follow(db, room)
    first = given(room, clock, "anna")
    clock.moment += queue.HELD + timedelta(seconds=1)
    assert given(room, clock, "boris") == first


def test_a_lease_outlives_a_restart(db: Database, room: Room, clock: MovedClock, home: Home) -> None:
    follow(db, room)
    first = given(room, clock, "anna")
    room.close()
    again = Room(home, SCHEMA)
    assert given(again, clock, "boris") != first
    assert given(again, clock, "anna") == first
    again.close()


def test_twenty_at_once_are_given_twenty(home: Home, clock: MovedClock, db: Database, room: Room) -> None:
    follow(db, room)
    many = len([1 for row in room._db.execute("SELECT 1 FROM review_item")])
    with ThreadPoolExecutor(20) as pool:
        items = list(pool.map(lambda n: queue.next_item(room, clock, f"v{n}"), range(20)))
    found = [item.subject for item in items if item]
    assert len(found) == len(set(found)) == min(20, many)


def test_what_is_concluded_waits_no_more(db: Database, room: Room, clock: MovedClock) -> None:
    follow(db, room)
    before = sum(queue.waiting(room).values())
    item = given(room, clock, "anna")
    conclude(db, clock, item, "confirmed", "anna")
    queue.done(room, item.subject, "anna")
    follow(db, room)
    assert sum(queue.waiting(room).values()) in (before - 1, before)  # drawn for a second look, or not
    assert given(room, clock, "anna").subject != item.subject


def test_a_withdrawn_conclusion_brings_it_back(db: Database, room: Room, clock: MovedClock) -> None:
    follow(db, room)
    item = given(room, clock, "anna")
    fact = conclude(db, clock, item, "rejected", "anna")
    queue.done(room, item.subject, "anna")
    decisions.withdraw(db, clock, fact, "anna", "pressed the wrong key")
    follow(db, room)
    assert queue.item_of(room, item.subject) == item


def test_who_is_unsure_is_not_asked_again_and_another_is_at_once(
    db: Database, room: Room, clock: MovedClock
) -> None:
    follow(db, room)
    item = given(room, clock, "anna")
    conclude(db, clock, item, "unsure", "anna")
    following.anew(db, room, item.person)
    queue.let_go(room, "anna")
    assert given(room, clock, "anna").subject != item.subject
    asked = given(room, clock, "boris")
    assert (asked.subject, asked.kind) == (item.subject, "asked")


def test_who_skips_is_given_another_and_others_are_given_it(
    db: Database, room: Room, clock: MovedClock
) -> None:
    follow(db, room)
    item = given(room, clock, "anna")
    queue.skip(room, clock, item.subject, "anna")
    assert given(room, clock, "anna") != item
    assert given(room, clock, "boris") == item
    queue.let_go(room, "boris")
    queue.let_go(room, "anna")
    clock.moment += queue.SKIPPED + timedelta(seconds=1)
    assert given(room, clock, "anna") == item


def test_who_asks_for_a_second_person_is_not_asked(db: Database, room: Room, clock: MovedClock) -> None:
    follow(db, room)
    item = given(room, clock, "anna", Filters(kind="unseen"))
    queue.ask(room, clock, item.subject, "anna", "is it this war?")
    following.forget(room)
    follow(db, room)
    asked = given(room, clock, "boris")
    assert (asked.subject, asked.kind) == (item.subject, "asked")
    assert queue.question(room, item.subject) == ("anna", "is it this war?")
    assert given(room, clock, "anna").subject != item.subject


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        (Filters(region="RU-PNZ"), True),
        (Filters(region="RU-MOW"), False),
        (Filters(source="volna"), True),
        (Filters(source="other"), False),
        (Filters(since="2023-06-02"), False),
        (Filters(since="2023-05-01", until="2023-06-01"), True),
        (Filters(kind="near"), False),
        (Filters(kind="unsure", source="volna", region="RU-PNZ"), True),
    ],
)
def test_filters(db: Database, room: Room, clock: MovedClock, filters: Filters, found: bool) -> None:
    follow(db, room)
    assert (queue.next_item(room, clock, "anna", filters) is not None) == found


def test_choices_are_those_that_wait(db: Database, room: Room) -> None:
    follow(db, room)
    assert queue.choices(room) == {"region": ["RU-PNZ"], "source": ["volna"]}


def test_pairs_near_the_threshold_wait_until_they_are_judged(
    db: Database, room: Room, clock: MovedClock
) -> None:
    one, other = sorted(row[0] for row in db.conn.execute("SELECT id FROM mention LIMIT 2"))
    run = db.conn.execute("SELECT max(id) FROM run").fetchone()[0]
    db.conn.execute("INSERT INTO near_pair VALUES (?, ?, -0.4, ?)", (one, other, run))
    follow(db, room)
    item = given(room, clock, "anna", Filters(kind="near"))
    assert (item.mention, item.other) == (one, other)
    decisions.judge(db, clock, one, other, "different", "anna", "two villages")
    follow(db, room)
    assert queue.waiting(room)["near"] == 0


def test_a_page_that_says_something_else_since_is_looked_at_again(
    db: Database, room: Room, clock: MovedClock, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(weighing, "REPEATED", 0.0)
    follow(db, room)
    item = given(room, clock, "anna")
    conclude(db, clock, item, "confirmed", "anna")
    queue.done(room, item.subject, "anna")
    follow(db, room)
    assert queue.item_of(room, item.subject) is None
    statement = """SELECT url FROM capture JOIN document ON document.capture = capture.id
        JOIN mention ON mention.document = snapshot WHERE mention.id = ?"""
    (url,) = db.conn.execute(statement, (item.mention,)).fetchone()
    capture_again(home, clock, url, b"<p>The page was taken down.</p>")
    follow(db, room)
    again = queue.item_of(room, item.subject)
    assert again and (again.kind, again.mention) == ("changed", item.mention)
    assert given(room, clock, "anna", Filters(kind="changed")) == again
    conclude(db, clock, again, "confirmed", "anna")
    following.anew(db, room, again.person)
    assert queue.item_of(room, item.subject) is None
