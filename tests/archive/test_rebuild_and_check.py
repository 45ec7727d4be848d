import sqlite3
from collections.abc import Callable

import pytest

from archive import facts, log, readings, runs
from archive.check import check
from archive.database import connect
from archive.home import Home
from archive.rebuild import rebuild_captures
from archive.recorder import Recorder, recover
from tests.archive.test_readings import TEXT, document, mention
from tests.archive.test_warc import ODD
from tests.archive.volna import Archive, answer, exchange, link

UNCHANGED = b"HTTP/1.1 304 Not Modified\r\n\r\n"


@pytest.fixture
def full(archive: Archive) -> Archive:
    """An archive with every oddity, revisits of both kinds, a read page, in three files."""
    for oddity, response in ODD.items():
        archive.keep(oddity, response, tls="certificate has expired" if "gzip" in oddity else None)
    archive.keep("chunked", UNCHANGED)
    archive.keep("no-reason", ODD["no-reason"], truncated="length", refusal="captcha", ip=None)
    for _ in range(2):
        archive.recorder.close()
        archive.recorder = Recorder(archive.home, archive.clock, archive.run)
        capture = archive.keep("read", answer(TEXT.encode()))
    readings.store(archive.db, capture, "v1", document(), [mention("Пётр Заречный", age="31 год")])
    found = link("page?utm_source=x", key="https://volna.example/page")
    archive.recorder.frontier.add([found])
    archive.recorder.keep(exchange(found.url, answer(b"page")), settles=found)
    archive.recorder.flush()
    runs.end(archive.db, archive.clock, archive.run, 0, {})
    return archive


def table(home: Home, name: str) -> list[tuple[object, ...]]:
    return connect(home, readonly=True).execute(f"SELECT * FROM {name} ORDER BY 1").fetchall()


def test_with_the_database_lost_the_captures_come_back_row_for_row(full: Archive) -> None:
    names = ("capture", "warc_file", "run")
    before = [table(full.home, name) for name in names]
    for file in full.home.path.glob("sinodik.sqlite*"):
        file.unlink()
    told: list[tuple[int, int]] = []
    rebuilt = rebuild_captures(full.home, lambda done, total: told.append((done, total)))
    assert (rebuilt.captures, rebuilt.added) == (len(before[0]), len(before[0]))
    assert (rebuilt.different, rebuilt.unread) == ([], [])
    assert [table(full.home, name) for name in names] == before
    assert len(told) == 3
    assert told[-1][0] == told[-1][1]
    assert [finding.kind for finding in check(full.home)] == []


def test_rebuilding_what_is_whole_changes_nothing(full: Archive) -> None:
    before = log.head(full.db)
    rebuilt = rebuild_captures(full.home)
    assert (rebuilt.added, rebuilt.different) == (0, [])
    assert log.head(full.db) == before


def test_a_torn_tail_does_not_stop_a_rebuild(full: Archive) -> None:
    for file in full.home.path.glob("sinodik.sqlite*"):
        file.unlink()
    torn = full.warc_files()[-1]
    torn.write_bytes(torn.read_bytes() + b"\x1f\x8b\x08 half a record")
    rebuilt = rebuild_captures(full.home)
    assert rebuilt.added == rebuilt.captures == full_count()
    assert len(rebuilt.unread) == 1
    assert recover(full.home).cut == {torn.name: 17}
    assert list(check(full.home)) == []


def full_count() -> int:
    return len(ODD) + 5


def test_a_row_that_differs_is_named_and_left(full: Archive) -> None:
    changed("capture", "status = 500", "rowid = 1")(full)
    rebuilt = rebuild_captures(full.home)
    assert rebuilt.different == [full.rows("SELECT id FROM capture WHERE rowid = 1")[0][0]]
    assert full.rows("SELECT status FROM capture WHERE rowid = 1") == [(500,)]


def test_a_file_of_others_is_named(full: Archive) -> None:
    (full.home.warc / "other.warc.gz").write_bytes(b"not WARC")
    (message,) = rebuild_captures(full.home).unread
    assert "other.warc.gz" in message


def test_a_whole_archive_has_no_findings(full: Archive) -> None:
    assert list(check(full.home)) == []


def tamper(archive: Archive, *statements: str) -> None:
    db = sqlite3.connect(archive.home.database)
    for statement in statements:
        db.execute(statement)
    db.commit()


def overwrite(archive: Archive, at: int, content: bytes) -> None:
    with archive.warc_files()[0].open("r+b") as file:
        file.seek(at)
        file.write(content)


def swap_claim(archive: Archive) -> None:
    tamper(
        archive,
        "DROP TRIGGER claim_is_replaced_not_edited",
        "UPDATE claim SET raw = '13 лет' WHERE field = 'age'",
    )


def append_by_the_back_door(archive: Archive) -> None:
    tamper(archive, "INSERT INTO run VALUES ('x', 'crawl', '2026-03-02T01:10:00.000000Z', '{}')")


def changed(table: str, to: str, where: str = "TRUE") -> Callable[[Archive], None]:
    trigger = f"DROP TRIGGER {table}_is_never_updated"
    return lambda archive: tamper(archive, trigger, f"UPDATE {table} SET {to} WHERE {where}")


def deleted(table: str, where: str) -> Callable[[Archive], None]:
    trigger = f"DROP TRIGGER {table}_is_never_deleted"
    return lambda archive: tamper(archive, trigger, f"DELETE FROM {table} WHERE {where}")


def grow(archive: Archive) -> None:
    with archive.warc_files()[0].open("ab") as file:
        file.write(b"more")


DAMAGE: dict[str, tuple[Callable[[Archive], None], set[str]]] = {
    "bytes-changed": (lambda a: overwrite(a, 20, b"\0\0\0"), {"warc.broken", "warc.unaccounted"}),
    "file-lost": (lambda a: a.warc_files()[0].unlink(), {"warc.size"}),
    "file-longer": (grow, {"warc.size"}),
    "row-changed": (changed("capture", "status = 404", "rowid = 1"), {"capture.differs", "fact.changed"}),
    "place-changed": (
        changed("capture", '"offset" = 7', "rowid = 2"),
        {"warc.broken", "warc.unaccounted", "fact.changed"},
    ),
    "row-deleted": (
        deleted("capture", "url_key LIKE '%/page'"),
        {"warc.unaccounted", "fact.missing", "database.reference"},
    ),
    "run-end-deleted": (deleted("run_end", "TRUE"), {"fact.missing"}),
    "run-changed": (changed("run", "arguments = '{}'"), {"fact.changed"}),
    "leaf-deleted": (deleted("log", "seq = 3"), {"log.gap", "fact.unlogged"}),
    "leaf-changed": (
        changed("log", "leaf = zeroblob(32)", "seq = 3"),
        {"fact.changed", "log.root", "log.peaks"},
    ),
    "root-changed": (changed("run_end", f"log_root = '{'0' * 64}'"), {"fact.changed"}),
    "peaks-deleted": (lambda a: tamper(a, "DELETE FROM log_peak"), {"log.peaks"}),
    "row-slipped-in": (append_by_the_back_door, {"fact.unlogged"}),
    "claim-changed": (swap_claim, {"claim.misquote"}),
}


@pytest.mark.parametrize(("damage", "kinds"), DAMAGE.values(), ids=DAMAGE)
def test_what_does_not_hold_is_named(
    full: Archive, damage: Callable[[Archive], None], kinds: set[str]
) -> None:
    damage(full)
    assert {finding.kind for finding in check(full.home)} == kinds


def test_a_capture_forged_together_with_its_leaf_breaks_the_root_that_a_run_saw(full: Archive) -> None:
    changed("run", "arguments = '{}'")(full)
    row = dict(zip(("id", "kind", "started_at", "arguments"), full.rows("SELECT * FROM run")[0], strict=True))
    changed("log", f"leaf = x'{facts.leaf('run', row).hex()}'", "fact = 'run'")(full)
    assert {finding.kind for finding in check(full.home)} == {"log.root", "log.peaks"}


def test_a_check_writes_nothing(full: Archive) -> None:
    full.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = full.home.database.read_bytes()
    list(check(full.home))
    assert full.home.database.read_bytes() == before


def test_a_claim_of_a_mention_that_is_not_there_is_refused(full: Archive) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        full.db.execute("INSERT INTO claim VALUES ('x', 0, 'age', '1', '1', 0, 1, 'age.stated', 1)")
