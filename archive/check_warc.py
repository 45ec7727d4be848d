"""Checks the WARC files against the table of captures: every byte accounted for, every digest recomputed."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from archive import payload
from archive.capture import COLUMNS, Capture, of_row
from archive.captures import original
from archive.finding import Finding
from archive.from_record import capture_of
from archive.origin import Row, imported_of, kept
from archive.record_head import head_of
from archive.sqlite import Database
from archive.warc_read import BrokenRecord, Record, read_record

_CAPTURES = f'SELECT {COLUMNS} FROM capture WHERE warc_file = ? ORDER BY "offset"'


def wrong_files(db: Database, folder: Path) -> Iterator[Finding]:
    """What does not hold in the files, each in turn."""
    for name, size in db.conn.execute("SELECT name, size FROM warc_file ORDER BY name").fetchall():
        path = folder / name
        on_disk = path.stat().st_size if path.exists() else 0
        if on_disk != size:
            yield Finding("warc.size", name, f"{size} bytes committed, {on_disk} on disk")
        if on_disk:
            yield from _wrong_records(db, path, size)


def _wrong_records(db: Database, path: Path, size: int) -> Iterator[Finding]:
    """Each record is read at the place that its row names; together the records must fill the file."""
    places: list[tuple[int, int]] = []
    try:
        places.append(_place(_sound(path, 0)))
    except BrokenRecord as error:
        yield Finding("warc.broken", f"{path.name} at 0", str(error))
    for row in db.conn.execute(_CAPTURES, (path.name,)):
        capture = of_row(row)
        try:
            record, request = _sound(path, capture.offset), _sound(path, capture.request_offset)
            told = capture_of(record, request, path.name, capture.run)
        except BrokenRecord as error:
            yield Finding("warc.broken", f"capture {capture.id}", str(error))
            continue
        places += (_place(record), _place(request))
        yield from _differences(db, capture, told)
        yield from _wrong_origin(db, capture, imported_of(record, capture.id))
    yield from _gaps(path.name, places, size)


def _differences(db: Database, row: Capture, told: Capture) -> Iterator[Finding]:
    where = f"capture {row.id}"
    for column in Capture.__struct_fields__:
        if getattr(row, column) != getattr(told, column):
            detail = (
                f"{column}: the table says {getattr(row, column)!r}, the record {getattr(told, column)!r}"
            )
            yield Finding("capture.differs", where, detail)
    if row.refers_to and original(db, row).payload_digest != row.payload_digest:
        yield Finding("capture.revisit", where, f"{row.refers_to} does not hold the bytes it refers to")


def _wrong_origin(db: Database, row: Capture, told: Row | None) -> Iterator[Finding]:
    held = kept(db, "imported", row.id)
    if held != told:
        yield Finding("capture.origin", f"capture {row.id}", f"the table says {held}, the record {told}")


def _gaps(name: str, places: list[tuple[int, int]], size: int) -> Iterator[Finding]:
    """Bytes that no record fills; next to a broken record these are the broken ones."""
    end = 0
    for begin, record_end in [*sorted(places), (size, size)]:
        if begin != end:
            yield Finding("warc.unaccounted", f"{name} at {end}", f"no sound record until {begin}")
        end = record_end


def _place(record: Record) -> tuple[int, int]:
    return record.offset, record.offset + record.length


def _sound(path: Path, offset: int) -> Record:
    """The record at a place, its digests recomputed. Raises BrokenRecord."""
    record = read_record(path, offset)
    _require(path, record, "WARC-Block-Digest", record.block)
    if record.type in ("response", "resource"):
        entity = payload.entity(record.block, head_of(record))
        _require(path, record, "WARC-Payload-Digest", entity)
        _require(path, record, "Sinodik-Payload-Digest", entity)
    return record


def _require(path: Path, record: Record, field: str, digested: bytes) -> None:
    named = record.fields.get(field)
    found = f"sha256:{sha256(digested).hexdigest()}"
    if named not in (None, found):
        raise BrokenRecord(f"{path} at {record.offset}: {field} is {named}, the bytes give {found}")
