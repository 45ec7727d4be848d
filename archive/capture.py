"""A row of the capture table: what is known of one fetch, all of it also in its WARC record."""

from hashlib import sha256
from typing import Any, TypedDict

import msgspec
from msgspec import Struct

from archive import facts
from archive.payload import Head
from archive.sqlite import Database


class Capture(Struct, frozen=True, kw_only=True):
    """One fetch of one URL at one moment; docs/schema.md explains each column."""

    id: str
    source: str
    run: str
    url: str
    url_key: str
    purpose: str
    fetched_at: str
    record_type: str
    status: int
    content_type: str | None
    content_encoding: str | None
    etag: str | None
    last_modified: str | None
    payload_digest: str
    payload_size: int
    warc_file: str
    offset: int
    length: int
    request_offset: int
    refers_to: str | None
    truncated: str | None
    tls: str | None
    refusal: str | None
    ip: str | None
    page: str | None = None


class Told(TypedDict):
    """What the head of an answer tells of a capture."""

    status: int
    content_type: str | None
    content_encoding: str | None
    etag: str | None
    last_modified: str | None


class Unwritten(TypedDict):
    """The bytes of a capture whose record has no place yet."""

    payload_digest: str
    payload_size: int
    warc_file: str
    offset: int
    length: int
    request_offset: int
    refers_to: str | None


class UnknownCapture(LookupError):
    """No capture has this id."""


COLUMNS = ", ".join(f'"{column}"' for column in Capture.__struct_fields__)


def told(head: Head) -> Told:
    """The columns that an answer's head fills."""
    return Told(
        status=head.status,
        content_type=head.first("content-type"),
        content_encoding=head.joined("content-encoding"),
        etag=head.first("etag"),
        last_modified=head.first("last-modified"),
    )


def unwritten(entity: bytes) -> Unwritten:
    """The columns of an entity that is yet to be written, or to be found written already."""
    digest = sha256(entity).hexdigest()
    return Unwritten(
        payload_digest=digest,
        payload_size=len(entity),
        warc_file="",
        offset=0,
        length=0,
        request_offset=0,
        refers_to=None,
    )


def insert(db: Database, captures: list[Capture]) -> None:
    """Appends captures to the table and to the log."""
    facts.append(db, "capture", [msgspec.structs.asdict(capture) for capture in captures])


def one(db: Database, capture_id: str) -> Capture:
    """The capture with this id; raises UnknownCapture."""
    row = db.conn.execute(f"SELECT {COLUMNS} FROM capture WHERE id = ?", (capture_id,)).fetchone()
    if row is None:
        raise UnknownCapture(f"no capture {capture_id}")
    return of_row(row)


def of_row(row: tuple[Any, ...]) -> Capture:
    """A capture from a row of COLUMNS."""
    return Capture(**dict(zip(Capture.__struct_fields__, row, strict=True)))
