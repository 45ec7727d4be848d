"""Rebuilds the table of captures from the WARC files alone."""

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct, field

from archive import capture, facts
from archive.capture import COLUMNS, Capture
from archive.database import atomic, connect
from archive.from_record import capture_of, run_of
from archive.home import Home
from archive.origin import Row, import_of, imported_of, kept
from archive.recovery import require_lock
from archive.schema import KEYS
from archive.sqlite import Database
from archive.warc_read import BrokenRecord, Record, records

BATCH = 1000


Told = tuple[Capture, Row | None]
"""A capture, and the mark of one that others made."""


class Rebuilt(Struct):
    """What the files gave: captures read, rows added, ids of rows that say otherwise, what was unreadable."""

    captures: int = 0
    added: int = 0
    different: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


def rebuild_captures(home: Home, progress: Callable[[int, int], None] = lambda done, total: None) -> Rebuilt:
    """Adds every capture that the files hold and the table lacks, and names the rows that differ.

    Facts are not changed: a row that differs is for `check` and a person. With the database lost, the table
    comes back identical, and so do the runs that fetched. `progress` is told bytes read and bytes in all.
    Needs the lock. Raises NotLocked, DiskFull.
    """
    require_lock(home)
    db = connect(home)
    paths = sorted(home.warc.glob("*.warc.gz"))
    done, total, rebuilt = 0, sum(path.stat().st_size for path in paths), Rebuilt()
    with atomic(db):
        # A revisit may be read before the capture that it refers to.
        db.conn.execute("PRAGMA defer_foreign_keys=ON")
        for path in paths:
            _take_in(db, path, rebuilt)
            done += path.stat().st_size
            progress(done, total)
    db.close()
    return rebuilt


def _take_in(db: Database, path: Path, rebuilt: Rebuilt) -> None:
    batch: list[Told] = []
    try:
        for found in _captures(db, path):
            batch.append(found)
            if len(batch) >= BATCH:
                _compare(db, batch, rebuilt)
                batch = []
    except BrokenRecord as error:
        rebuilt.unread.append(str(error))
    _compare(db, batch, rebuilt)


def _captures(db: Database, path: Path) -> Iterator[Told]:
    committed = db.conn.execute("SELECT size FROM warc_file WHERE name = ?", (path.name,)).fetchone()
    found = records(path, committed[0] if committed else path.stat().st_size)
    info = next(found, None)
    if info is None:
        return
    run = _known(db, "run", run_of(info, path.name))
    if origin := import_of(info, run["id"]):
        _known(db, "import", origin)
    _known(db, "warc_file", {"name": path.name, "run": run["id"]})
    end = info.length
    try:
        for record, request in _pairs(found, path):
            found_here = capture_of(record, request, path.name, str(run["id"]))
            yield found_here, imported_of(record, found_here.id)
            end = request.offset + request.length
    finally:
        grow = "UPDATE warc_file SET size = max(size, ?) WHERE name = ?"
        db.conn.execute(grow, (end, path.name))


def _pairs(found: Iterator[Record], path: Path) -> Iterator[tuple[Record, Record]]:
    for record in found:
        request = next(found, None)
        if request is None:
            raise BrokenRecord(f"{path} at {record.offset}: no request follows")
        yield record, request


def _known(db: Database, table: str, row: facts.Row) -> facts.Row:
    """The row, appended if the table lacks it."""
    key = KEYS[table]
    if db.conn.execute(f"SELECT 1 FROM {table} WHERE {key} = ?", (row[key],)).fetchone() is None:
        facts.append(db, table, [row])
    return row


def _compare(db: Database, batch: list[Told], rebuilt: Rebuilt) -> None:
    new: list[Capture] = []
    marks: list[Row] = []
    for found, mark in batch:
        row = db.conn.execute(f"SELECT {COLUMNS} FROM capture WHERE id = ?", (found.id,)).fetchone()
        if row is None:
            new.append(found)
            marks += [mark] if mark else []
        elif capture.of_row(row) != found or kept(db, "imported", found.id) != mark:
            rebuilt.different.append(found.id)
    capture.insert(db, new)
    facts.append(db, "imported", marks)
    rebuilt.captures += len(batch)
    rebuilt.added += len(new)
