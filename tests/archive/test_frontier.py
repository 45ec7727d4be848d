from datetime import datetime, timedelta

import pytest

from archive import schedule
from archive.clock import Clock
from archive.database import connect
from archive.frontier import _LEASE, _WAKE, Frontier, UnknownLink
from archive.home import Home
from archive.schedule import after_failure, next_due, while_missing
from tests.archive.volna import SOURCE, START, Archive, answer, exchange, link

DAY = timedelta(days=1)


class MovedClock(Clock):
    """A clock that stands until it is moved."""

    moment = START

    def now(self) -> datetime:
        return self.moment


@pytest.fixture
def moved() -> MovedClock:
    return MovedClock()


@pytest.fixture
def frontier(home: Home, moved: MovedClock) -> Frontier:
    return Frontier(connect(home), moved)


@pytest.mark.parametrize(
    ("age", "again", "in_days"),
    [
        (0, None, 0.75),
        (0.76, None, 1.99),
        (1, None, 1.75),
        (3, None, 3.75),
        (7, None, 22.75),
        (20, None, 9.75),
        (30, None, 59.75),
        (90, None, 179.75),
        (1000, None, 179.75),
        (0, 86400, 0.75),
        (1000, 86400, 0.75),
        (1000, 3600, 45 / 60 / 24),
    ],
)
def test_a_page_is_looked_at_again_by_its_age(age: float, again: int | None, in_days: float) -> None:
    now = START + age * DAY
    assert next_due(START, now, again) - now == pytest.approx(in_days * DAY, abs=timedelta(seconds=1))


def test_visited_every_night_a_page_is_fetched_at_its_milestones() -> None:
    nights, due = [], START
    for day in range(300):
        late_in_the_night = START + day * DAY + timedelta(hours=2 if day % 2 else 0)
        if due <= late_in_the_night:
            nights.append(day)
            due = next_due(START, late_in_the_night, None)
    assert nights == [0, 1, 3, 7, 30, 90, 270]


def test_a_failed_fetch_is_retried_twice_then_the_next_night() -> None:
    delays = [after_failure(START, tries, START, None) - START for tries in (1, 2, 3)]
    assert delays == [timedelta(seconds=10), timedelta(minutes=1), timedelta(hours=18)]


@pytest.mark.parametrize(
    ("days_missing", "in_days"),
    [(0, 0.75), (0.75, 2), (1, 1.75), (3, 4), (6.9, 0.1), (7, 29.75), (400, 29.75)],
)
def test_a_missing_page_is_looked_for_after_one_three_and_seven_days_then_monthly(
    days_missing: float, in_days: float
) -> None:
    now = START + days_missing * DAY
    assert while_missing(START, now) - now == pytest.approx(in_days * DAY, abs=timedelta(seconds=1))


def test_a_list_that_gives_no_answer_is_tried_every_night_however_long_it_does_not() -> None:
    now = START + 100 * DAY
    assert after_failure(now, 3, START, 86400) - now == timedelta(hours=18)
    assert after_failure(now, 3, START, None) - now == timedelta(days=29.75)


def test_links_are_leased_by_rank_then_by_when_they_became_due(frontier: Frontier, moved: MovedClock) -> None:
    frontier.add([link("late", rank=1), link("second", rank=0)])
    moved.moment += timedelta(seconds=1)
    frontier.add([link("third", rank=0), link("first", rank=-1)])
    leased = [found.url.rsplit("/", 1)[1] for found in frontier.lease(SOURCE, 10)]
    assert leased == ["first", "second", "third", "late"]


def test_a_leased_link_is_the_link_that_was_added(frontier: Frontier) -> None:
    given = link("page?utm=1", key="https://volna.example/page", purpose="list", rank=3, depth=2, again=3600)
    frontier.add([given])
    assert frontier.lease(SOURCE, 1) == [given]


def test_what_is_leased_is_not_leased_again_until_released(frontier: Frontier) -> None:
    frontier.add([link("a"), link("b"), link("c", source="bereg")])
    assert len(frontier.lease(SOURCE, 1)) == 1
    assert len(frontier.lease(SOURCE, 5)) == 1
    assert frontier.lease(SOURCE, 5) == []
    frontier.lease("bereg", 1)
    assert frontier.release(SOURCE) == 2
    assert len(frontier.lease(SOURCE, 5)) == 2
    assert frontier.release() == 3


def test_adding_twice_is_adding_once(frontier: Frontier) -> None:
    assert frontier.add([link("a"), link("a"), link("b")]) == 2
    assert frontier.add([link("a", url="https://volna.example/a?utm=2")]) == 0
    assert frontier.counts() == {SOURCE: {"queued": 2}}


def test_the_same_key_of_two_sources_is_two_links(frontier: Frontier) -> None:
    assert frontier.add([link("a"), link("a", source="bereg")]) == 2


def test_a_done_link_is_leased_again_only_when_due(archive: Archive, moved: MovedClock) -> None:
    frontier = Frontier(archive.db, moved)
    seed = link("list", purpose="list", again=86400)
    archive.recorder.frontier.add([seed])
    archive.recorder.keep(exchange(seed.url, answer(b"list"), purpose="list"), settles=seed)
    archive.recorder.flush()
    moved.moment += timedelta(hours=17)
    frontier.add([seed])
    assert frontier.lease(SOURCE, 5) == []
    moved.moment += timedelta(hours=2)
    frontier.add([seed])
    assert frontier.lease(SOURCE, 5) == [seed]


def test_a_link_with_a_cadence_of_its_own_keeps_it_when_found_as_a_page(frontier: Frontier) -> None:
    seed = link("list", purpose="list", callback="parse_list", again=86400)
    frontier.add([seed])
    frontier.add([link("list")])
    assert frontier.lease(SOURCE, 1) == [seed]


def test_a_cadence_that_was_changed_in_the_description_holds(frontier: Frontier) -> None:
    frontier.add([link("list", again=86400)])
    frontier.add([link("list", again=3600, rank=-1)])
    assert frontier.lease(SOURCE, 1) == [link("list", again=3600, rank=-1)]


def test_failures_are_counted_put_off_and_never_lost(frontier: Frontier, moved: MovedClock) -> None:
    frontier.add([link("page")])
    delays = []
    for _ in range(4):
        (found,) = frontier.lease(SOURCE, 1)
        until = frontier.fail(found, "connection refused")
        delays.append(until - moved.moment)
        assert frontier.lease(SOURCE, 1) == []
        assert frontier.next_due(SOURCE) == until
        moved.moment = until
    first, second = schedule.RETRIES
    assert delays == [first, second, timedelta(hours=18), first]


def test_putting_off_counts_as_no_failure(frontier: Frontier, moved: MovedClock) -> None:
    frontier.add([link("page")])
    tomorrow = START + DAY
    frontier.postpone(link("page"), tomorrow, "the night's budget is spent")
    assert frontier.counts() == {SOURCE: {"waiting": 1}}
    assert frontier.next_due(SOURCE) == tomorrow
    moved.moment = tomorrow
    assert frontier.fail(link("page"), "no answer") == tomorrow + schedule.RETRIES[0]


def test_what_is_queued_is_due_already(frontier: Frontier, moved: MovedClock) -> None:
    assert frontier.next_due(SOURCE) is None
    frontier.add([link("page")])
    moved.moment += DAY
    assert frontier.next_due(SOURCE) == START


def test_an_unknown_link_is_refused(frontier: Frontier) -> None:
    for refused in (lambda: frontier.fail(link("x"), ""), lambda: frontier.postpone(link("x"), START, "")):
        with pytest.raises(UnknownLink, match="add the link"):
            refused()


@pytest.mark.parametrize("statement", [_LEASE.partition("(")[2].partition(")")[0], _WAKE])
def test_leasing_does_not_look_at_what_is_not_due(frontier: Frontier, statement: str) -> None:
    plan = " ".join(row[3] for row in frontier._db.execute(f"EXPLAIN QUERY PLAN {statement}", (SOURCE, 1)))
    assert "SEARCH frontier USING" in plan
    assert "INDEX frontier_" in plan
    assert "TEMP B-TREE" not in plan
