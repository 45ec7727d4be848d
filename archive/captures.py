"""Finds captures: the last good one of a URL, the snapshots not read yet, the page behind a capture."""

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from archive import capture, payload, sources
from archive.capture import COLUMNS, Capture
from archive.clock import parsed
from archive.home import Home
from archive.record_head import head_of
from archive.records import Page, Publisher
from archive.sqlite import Database
from archive.warc_read import read_record

# Media types that a reader can read; NULL: the server named none. Many name a PDF by no type of its own.
_READABLE = """(content_type IS NULL OR content_type LIKE 'text/html%' OR content_type LIKE 'text/plain%'
    OR content_type LIKE '%xml%' OR content_type LIKE '%json%' OR content_type LIKE 'application/pdf%'
    OR url LIKE '%.pdf')"""

# Where a browser made a DOM of a page, that is read and not the plain answer.
_UNREAD = f"""SELECT min(id) FROM capture
WHERE status = 200 AND refusal IS NULL
    AND (purpose = 'page' AND {_READABLE}
        OR :pictures AND content_type LIKE 'image/%' AND (page IS NULL OR purpose = 'image'))
    AND NOT EXISTS (SELECT 1 FROM capture dom
        WHERE dom.page = capture.id AND dom.purpose <> 'image' AND dom.content_type LIKE 'text/html%')
    AND NOT EXISTS (SELECT 1 FROM document WHERE snapshot = payload_digest AND version = :version)
GROUP BY payload_digest ORDER BY 1"""


class Validators(Struct, frozen=True):
    """What makes a request conditional, and the digest of the entity that a 304 would confirm."""

    etag: str | None
    last_modified: str | None
    digest: str


class Readable(Struct, frozen=True):
    """A snapshot's first good capture, and all that is needed to build its page without the database."""

    capture: str
    snapshot: str
    source: str
    url: str
    fetched_at: datetime
    content_type: str
    warc_file: str
    offset: int
    publisher: Publisher


def last_validators(db: Database, source: str, key: str) -> Validators | None:
    """The validators of the last good capture of a URL, or None if there is none."""
    last = last_good(db, source, key)
    return Validators(last.etag, last.last_modified, last.payload_digest) if last else None


def last_good(db: Database, source: str, key: str) -> Capture | None:
    """The last whole 200 of a URL that we fetched ourselves and that was no refusal."""
    row = db.conn.execute(
        f"""SELECT {COLUMNS} FROM own_capture WHERE source = ? AND url_key = ?
        AND status = 200 AND refusal IS NULL AND truncated IS NULL ORDER BY id DESC LIMIT 1""",
        (source, key),
    ).fetchone()
    return row and capture.of_row(row)


def holder(db: Database, source: str, digest: str) -> Capture | None:
    """The capture of ours whose record holds the bytes of a source's snapshot, or None."""
    row = db.conn.execute(
        f"""SELECT {COLUMNS} FROM own_capture WHERE payload_digest = ? AND source = ?
        AND record_type = 'response' AND truncated IS NULL ORDER BY id LIMIT 1""",
        (digest, source),
    ).fetchone()
    return row and capture.of_row(row)


def rendering_holder(db: Database, source: str, digest: str) -> Capture | None:
    """The capture whose record holds these bytes as what a browser made of a page of the source, or None."""
    row = db.conn.execute(
        f"""SELECT {COLUMNS} FROM capture WHERE payload_digest = ? AND source = ?
        AND record_type = 'resource' AND page IS NOT NULL ORDER BY id LIMIT 1""",
        (digest, source),
    ).fetchone()
    return row and capture.of_row(row)


def original(db: Database, found: Capture) -> Capture:
    """The capture that holds the bytes: of a revisit the one it refers to, else itself."""
    return capture.one(db, found.refers_to) if found.refers_to else found


def unread(db: Database, version: str, *, pictures: bool = False) -> Iterator[Readable]:
    """Every good page that has no document of this reading version, oldest first.

    `pictures`: pages' images and pages that are images, too; a browser's picture of a page never is.

    Raises sources.UnknownSource if a capture's source was never recorded.
    """
    publishers: dict[str, Publisher] = {}
    for (capture_id,) in db.conn.execute(_UNREAD, {"version": version, "pictures": pictures}).fetchall():
        found = capture.one(db, capture_id)
        if found.source not in publishers:
            publishers[found.source] = sources.publisher(db, found.source)
        yield _readable(db, found, publishers[found.source])


def load_page(home: Home, db: Database, capture_id: str) -> Page:
    """The page of a capture. Raises capture.UnknownCapture, warc_read.BrokenRecord, payload.Undecodable."""
    found = capture.one(db, capture_id)
    return page(home, _readable(db, found, sources.publisher(db, found.source)))


def page(home: Home, readable: Readable) -> Page:
    """The page, from the WARC file alone, as a worker without a database needs it.

    Raises warc_read.BrokenRecord, payload.Undecodable.
    """
    record = read_record(home.warc / readable.warc_file, readable.offset)
    head = head_of(record)
    body = payload.decoded(payload.entity(record.block, head), head.joined("content-encoding"))
    return Page(body, readable.content_type, readable.url, readable.fetched_at, readable.publisher)


def _readable(db: Database, found: Capture, publisher: Publisher) -> Readable:
    held = original(db, found)
    return Readable(
        capture=found.id,
        snapshot=found.payload_digest,
        source=found.source,
        url=found.url,
        fetched_at=parsed(found.fetched_at),
        content_type=found.content_type or "",
        warc_file=held.warc_file,
        offset=held.offset,
        publisher=publisher,
    )
