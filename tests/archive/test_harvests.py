"""What a visit brought is counted from the facts and the readings, the same whenever it is counted."""

import sqlite3

import pytest
from msgspec import json

from archive import harvests, readings, runs, visits
from archive.records import Block, Claim, Document, Mention, Publisher
from archive.visits import Visit
from tests.archive.volna import SOURCE, START, Archive, answer
from tests.archive.years import MovedClock, Years

TEXT = "Погиб Пётр Каменкин, 31 год."


def read(archive: Archive, *, named: bool) -> None:
    """Reads the last page kept, as one that names a man or nobody."""
    (capture,) = archive.rows("SELECT max(id) FROM capture WHERE record_type = 'response'")[0]
    document = Document(
        TEXT,
        (Block(0, len(TEXT)),),
        None,
        None,
        None,
        "ru",
        "utf-8",
        "article",
        "",
        START,
        Publisher("", "press"),
    )
    age = Claim("age", "31", "31", 21, 23, "age.invented")
    mentions = [Mention(6, 19, (age,))] if named else []
    readings.store(archive.db, str(capture), "1", document, mentions)


def counted(archive: Archive) -> list[tuple[object, ...]]:
    """fresh, pages, naming, mentions of each run, in time."""
    harvests.keep_up(archive.db, "1")
    return archive.rows("SELECT fresh, pages, naming, mentions FROM harvest ORDER BY run")


def visited(archive: Archive) -> None:
    """Ends the visit of the run that began last."""
    run = runs.last(archive.db)
    assert run
    visits.append(archive.db, archive.clock, run.id, [Visit(SOURCE, due=1, fetched=1)])


def test_a_page_is_fresh_in_the_run_that_saw_it_first_and_read_in_the_run_that_brought_its_bytes(
    archive: Archive,
) -> None:
    years = Years(archive, MovedClock())
    years.look(0, "a", answer(b"one"))
    read(archive, named=True)
    years.look(0.01, "a", answer(b"two"))
    read(archive, named=False)
    visited(archive)
    years.begin_run()
    years.look(1, "a", answer(b"three"))
    read(archive, named=True)
    years.look(1.01, "b", answer(b"<title>captcha</title>"))
    visited(archive)
    assert counted(archive) == [(1, 2, 1, 1), (0, 1, 1, 1)]
    harvests.forget(archive.db)
    assert counted(archive) == [(1, 2, 1, 1), (0, 1, 1, 1)]


def test_a_new_reading_version_counts_anew(archive: Archive) -> None:
    years = Years(archive, MovedClock())
    years.look(0, "a", answer(b"one"))
    read(archive, named=False)
    visited(archive)
    assert counted(archive) == [(1, 1, 0, 0)]
    read(archive, named=True)
    assert counted(archive) == [(1, 1, 0, 0)]
    harvests.keep_up(archive.db, "2")
    ((version, mentions, fill),) = archive.rows("SELECT version, mentions, fill FROM harvest")
    assert (version, mentions, json.decode(str(fill))) == ("2", 1, {"age": [1, 1]})


def test_a_visit_is_a_fact(archive: Archive) -> None:
    visited(archive)
    assert archive.rows("SELECT count(*) FROM log WHERE fact = 'visit'") == [(1,)]
    with pytest.raises(sqlite3.IntegrityError, match="never changed"):
        archive.db.execute("UPDATE visit SET due = 0")
