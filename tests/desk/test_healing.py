"""What a crawl or a parse raised is settled by the run that finds it well, and by no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive import facts, issues, readings, runs, sources, visits
from archive.database import connect
from archive.home import Home
from archive.visits import Visit
from desk.health.healing import settle_healed
from parsers.reading import VERSION
from tests.desk.nights_of_sources import Sources, capture_row, document

URL = "https://volna.example/novosti/7"


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Sources]:
    db = connect(Home(tmp_path / "home").create())
    archive = Sources(db, {}, [])
    first = runs.start(db, archive.clock, "nightly", {})
    sources.record(db, archive.clock, "volna", 'title = "Волна"\nkind = "press"\n')
    facts.append(db, "warc_file", [{"name": "invented.warc.gz", "run": first, "size": 0}])
    yield archive
    db.close()


def answered(kept: Sources, run: str, number: int, **said: object) -> str:
    row = {**capture_row(f"C{number}", run, "volna", URL, kept.clock), **said}
    facts.append(kept.db, "capture", [row])
    return str(row["id"])


def raised(kept: Sources, kind: str, **about: str) -> None:
    run = runs.last(kept.db)
    assert run
    issues.raise_issue(kept.db, kept.clock, run=run.id, kind=kind, detail="…", source="volna", **about)


def healed(kept: Sources, run: str) -> bool:
    settle_healed(kept.db, kept.clock, run)
    return not issues.open_issues(kept.db)


@pytest.mark.parametrize(
    ("kind", "said", "is_healed"),
    [
        ("refused", {"status": 200}, True),
        ("refused", {"status": 404}, True),
        ("refused", {"status": 200, "refusal": "captcha"}, False),
        ("error", {"status": 500}, False),
        ("truncated", {"status": 200, "truncated": "time"}, False),
        ("empty-list", {"status": 200}, True),
        ("import", {"status": 200}, False),
    ],
)
def test_a_page_is_well_when_it_is_answered(
    kept: Sources, kind: str, said: dict[str, object], is_healed: bool
) -> None:
    raised(kept, kind, url=URL)
    run = runs.start(kept.db, kept.clock, "nightly", {})
    answered(kept, run, 1, **said)
    assert healed(kept, run) is is_healed


def test_an_unchanged_list_is_as_empty_as_it_was(kept: Sources) -> None:
    first = answered(kept, str(runs.last(kept.db).id), 1)  # type: ignore[union-attr]
    raised(kept, "empty-list", url=URL)
    raised(kept, "busy", url=URL)
    run = runs.start(kept.db, kept.clock, "nightly", {})
    answered(kept, run, 2, status=304, record_type="revisit", refers_to=first)
    settle_healed(kept.db, kept.clock, run)
    assert [one.kind for one in issues.open_issues(kept.db)] == ["empty-list"]


def test_what_the_same_run_raised_stays_open(kept: Sources) -> None:
    run = str(runs.last(kept.db).id)  # type: ignore[union-attr]
    answered(kept, run, 1)
    raised(kept, "refused", url=URL)
    assert not healed(kept, run)


def test_an_unread_page_is_well_when_this_version_has_read_it(kept: Sources) -> None:
    run = str(runs.last(kept.db).id)  # type: ignore[union-attr]
    capture = answered(kept, run, 1)
    raised(kept, "unread: PageTooSlow", url=URL, capture=capture)
    later = runs.start(kept.db, kept.clock, "nightly", {})
    assert not healed(kept, later)
    readings.store(kept.db, capture, "an older one", document(URL, kept.clock), [])
    assert not healed(kept, later)
    readings.store(kept.db, capture, VERSION, document(URL, kept.clock), [])
    assert healed(kept, later)


@pytest.mark.parametrize(
    ("visit", "is_healed"),
    [(Visit("volna", due=9, fetched=9), True), (Visit("volna", due=9, fetched=9, stopped="refused"), False),
     (Visit("volna"), False), (Visit("bereg", due=9, fetched=9), False)],
)  # fmt: skip
def test_an_expectation_is_met_when_a_whole_visit_does_not_raise_it(
    kept: Sources, visit: Visit, is_healed: bool
) -> None:
    raised(kept, "few-captures")
    run = runs.start(kept.db, kept.clock, "nightly", {})
    visits.append(kept.db, kept.clock, run, [visit])
    assert healed(kept, run) is is_healed
