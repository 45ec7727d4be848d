from datetime import datetime

import pytest

from archive import log
from archive.check import check
from archive.clock import parsed
from archive.database import connect
from archive.frontier import UnknownLink
from archive.home import Home
from archive.schema import MIGRATIONS
from tests.archive.volna import SOURCE, START, Archive, answer, exchange, link
from tests.archive.years import DAY, MovedClock


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


def due(archive: Archive, path: str) -> datetime:
    ((due_at,),) = archive.rows("SELECT due_at FROM frontier WHERE key = ?", link(path).key)
    return parsed(str(due_at))


def test_a_look_without_an_answer_is_a_fact_in_the_log(archive: Archive) -> None:
    archive.recorder.frontier.add([link("a")])
    before = log.head(archive.db).size
    until = archive.recorder.fail(link("a"), "CannotResolveHostError: volna.example")
    ((source, url, purpose, run, reason),) = archive.rows(
        "SELECT source, url, purpose, run, reason FROM miss"
    )
    assert (source, url, purpose, run) == (SOURCE, link("a").url, "page", archive.run)
    assert reason == "CannotResolveHostError: volna.example"
    assert log.head(archive.db).size == before + 1
    assert due(archive, "a") == until
    assert list(check(archive.home)) == []


@pytest.mark.parametrize("statement", ["UPDATE miss SET reason = ''", "DELETE FROM miss"])
def test_a_miss_is_never_changed(archive: Archive, statement: str) -> None:
    archive.recorder.missed(
        "https://volna.example/robots.txt", "k", source=SOURCE, purpose="robots", reason=""
    )
    with pytest.raises(Exception, match="miss is a fact"):
        archive.db.execute(statement)


def test_of_a_link_that_nobody_knows_no_miss_is_kept(archive: Archive) -> None:
    with pytest.raises(UnknownLink):
        archive.recorder.fail(link("x"), "refused")
    assert archive.rows("SELECT * FROM miss") == []


@pytest.mark.parametrize("status", ["404 Not Found", "410 Gone"])
def test_a_page_that_is_missing_is_due_after_one_three_and_seven_days_from_the_first(
    archive: Archive, status: str
) -> None:
    archive.keep("a", answer(b"here"))
    dues = []
    for days in (90, 90.75, 92.75, 97, 126.75):
        archive.keep("a", answer(b"", status=status), fetched_at=START + days * DAY)
        dues.append((due(archive, "a") - START) / DAY)
    assert dues == [90.75, 92.75, 97, 126.75, 156.5]


def test_a_page_that_was_back_begins_anew(archive: Archive) -> None:
    for days, status in ((0, "404 Not Found"), (50, "200 OK"), (80, "404 Not Found")):
        archive.keep("a", answer(b"", status=status), fetched_at=START + days * DAY)
    assert due(archive, "a") == START + 80.75 * DAY


def test_a_page_that_gave_no_answer_in_between_begins_anew(archive: Archive, clock: MovedClock) -> None:
    archive.keep("a", answer(b"here"))
    archive.keep("a", answer(b"", status="404 Not Found"), fetched_at=START + 90 * DAY)
    clock.moment = START + 95 * DAY
    archive.recorder.fail(link("a"), "no answer in time")
    archive.keep("a", answer(b"", status="404 Not Found"), fetched_at=START + 120 * DAY)
    assert due(archive, "a") == START + 120.75 * DAY


def test_a_list_that_is_missing_keeps_its_cadence(archive: Archive) -> None:
    archive.recorder.frontier.add([link("list", again=86400)])
    found = link("list", again=86400)
    archive.recorder.keep(exchange(found.url, answer(b"", status="404 Not Found")), settles=found)
    archive.recorder.flush()
    assert due(archive, "list") == START + 0.75 * DAY


def test_a_database_of_the_first_schema_is_brought_up_to_date(home: Home) -> None:
    old = connect(home)
    for table in ("turn", "fate", "glance", "sounding", "ledger_read", "miss"):
        old.execute(f"DROP TABLE {table}")
    old["_sqlite_migrations"].delete_where("name = 'misses_and_the_ledger_of_vanished_pages'")
    assert [migration.name for migration in MIGRATIONS.pending(old)] == [
        "misses_and_the_ledger_of_vanished_pages"
    ]
    old.close()
    assert connect(home)["miss"].exists()
