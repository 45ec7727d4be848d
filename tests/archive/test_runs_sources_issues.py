import sqlite3
from pathlib import Path

import pytest

from archive import issues, runs, sources
from archive.database import atomic, connect
from archive.describe import schema_in_words
from archive.home import Home
from archive.sources import UnknownSource
from tests.archive.volna import TOML, Archive


def test_a_run_without_an_end_says_so(archive: Archive) -> None:
    last = runs.last(archive.db)
    assert last
    assert (last.id, last.kind, last.arguments, last.ended_at) == (
        archive.run,
        "crawl",
        {"source": "volna"},
        None,
    )


def test_a_run_ends_once(archive: Archive) -> None:
    runs.end(archive.db, archive.clock, archive.run, 1, {"captures": 3})
    ended = runs.one(archive.db, archive.run)
    assert (ended.exit_code, ended.summary) == (1, {"captures": 3})
    assert ended.ended_at
    assert ended.ended_at >= ended.started_at
    with pytest.raises(sqlite3.IntegrityError):
        runs.end(archive.db, archive.clock, archive.run, 0, {})


def test_the_last_run_of_a_kind(archive: Archive) -> None:
    parse = runs.start(archive.db, archive.clock, "parse", {})
    found = [runs.last(archive.db, kind) for kind in (None, "crawl", "nightly")]
    assert [run and run.id for run in found] == [parse, archive.run, None]
    with pytest.raises(runs.UnknownRun):
        runs.one(archive.db, "nobody")


def test_a_source_has_a_version_for_each_text_it_had(archive: Archive) -> None:
    changed = TOML.replace("RU-PNZ", "RU-SAM")
    ids = [
        sources.record(archive.db, archive.clock, "volna", text) for text in (TOML, changed, changed, TOML)
    ]
    assert ids[1] == ids[2]
    assert len(set(ids)) == 3
    assert archive.rows("SELECT count(*) FROM source_version") == [(3,)]


def test_the_publisher_is_that_of_the_last_version(archive: Archive) -> None:
    assert sources.publisher(archive.db, "volna").region == "RU-PNZ"
    sources.record(archive.db, archive.clock, "volna", TOML + 'parser = "telegram"\n[crawl]\nstart = []\n')
    found = sources.publisher(archive.db, "volna")
    assert (found.id, found.title, found.kind, found.parser) == ("volna", "Волна", "press", "telegram")
    with pytest.raises(UnknownSource, match="'bereg'"):
        sources.publisher(archive.db, "bereg")


def test_an_issue_is_open_once_and_renewed_by_the_run_that_raises_it_again(archive: Archive) -> None:
    def raised(run: str, detail: str, url: str | None = None) -> str:
        return issues.raise_issue(
            archive.db, archive.clock, run=run, kind="layout", source="volna", url=url, detail=detail
        )

    later = runs.start(archive.db, archive.clock, "crawl", {})
    first = raised(archive.run, "no link found")
    assert raised(later, "still no link found") == first
    assert raised(later, "another page", "https://volna.example/a") != first
    (renewed, _) = issues.open_issues(archive.db, run=later)
    assert (renewed.id, renewed.detail) == (first, "still no link found")
    assert renewed.seen_at > renewed.raised_at
    assert issues.open_issues(archive.db, run=archive.run) == []


def test_a_settled_issue_is_a_new_one_when_raised_again(archive: Archive) -> None:
    def raised() -> str:
        return issues.raise_issue(archive.db, archive.clock, run=archive.run, kind="x", detail="y")

    first = raised()
    issues.settle(archive.db, archive.clock, first, "the editor fixed it")
    assert archive.rows("SELECT issue, run, why FROM settled") == [(first, None, "the editor fixed it")]
    with pytest.raises(issues.NotOpen, match=first):
        issues.settle(archive.db, archive.clock, first, "twice")
    assert issues.open_issues(archive.db) == []
    assert raised() != first
    assert issues.open_issues(archive.db, source="volna") == []


def test_a_unit_of_work_inside_another_falls_with_it(archive: Archive) -> None:
    before = archive.db["run"].count
    with pytest.raises(RuntimeError), atomic(archive.db):
        with atomic(archive.db):
            runs.start(archive.db, archive.clock, "parse", {})
        raise RuntimeError
    assert archive.db["run"].count == before


def test_a_reader_sees_the_archive_while_it_is_written(archive: Archive) -> None:
    reader = connect(archive.home, readonly=True)
    with atomic(archive.db):
        runs.start(archive.db, archive.clock, "parse", {})
        assert reader["run"].count == 1
    assert reader["run"].count == 2
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        reader.execute("DELETE FROM issue")


def test_the_schema_page_says_what_the_schema_says() -> None:
    page = Path(__file__).parents[2] / "docs" / "schema.md"
    assert page.read_text() == schema_in_words(), "run: python -m archive.describe > docs/schema.md"


def test_a_database_of_this_version_opens_at_once(home: Home) -> None:
    connect(home).close()
    assert connect(home, readonly=True)["frontier"].count == 0
