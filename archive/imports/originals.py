"""Finds the capture that holds the bytes of a revisit that others made."""

from collections.abc import Iterator

from archive import capture, payload
from archive.capture import COLUMNS, Capture
from archive.clock import parsed, stamp
from archive.home import Home
from archive.ids import ulid_of
from archive.imports.digests import DigestMismatch, is_digest_of
from archive.imports.foreign import Foreign
from archive.imports.judging import Judge
from archive.record_head import head_of
from archive.sqlite import Database
from archive.warc_read import read_record

_OF_SOURCE = f"""SELECT {COLUMNS} FROM capture
WHERE record_type <> 'revisit' AND truncated IS NULL AND """
# "+": no index by source, which would look at its every capture
_BY_RECORD = (
    "+source = :source AND id IN (SELECT :id UNION SELECT capture FROM imported WHERE record = :record)"
)
_BY_URL = "source = :source AND url_key = :key AND fetched_at = :date"
_BY_DIGEST = """+source = :source
    AND (payload_digest = :digest OR id IN (SELECT capture FROM imported WHERE payload = :named))"""


class NoOriginal(ValueError):
    """The archive does not hold the bytes that a revisit refers to."""


def original_of(home: Home, db: Database, revisit: Foreign, source: str, judge: Judge) -> Capture:
    """The source's capture with the bytes that a revisit names. Raises NoOriginal, DigestMismatch."""
    named = revisit.fields.get("warc-payload-digest")
    found = None
    for found in _candidates(db, revisit, source, judge):
        if named is None or _gives(home, found, named) is not False:
            return found
    if found is None:
        raise NoOriginal("a revisit, and the capture with its bytes is not in the archive; import that first")
    raise DigestMismatch(f"a revisit of {found.url}, whose bytes do not give {named}; not taken in")


def _candidates(db: Database, revisit: Foreign, source: str, judge: Judge) -> Iterator[Capture]:
    record = revisit.fields.get("warc-refers-to")
    named = revisit.fields.get("warc-payload-digest")
    url, date = (revisit.fields.get(f"warc-refers-to-{what}") for what in ("target-uri", "date"))
    if record:
        yield from _found(db, _BY_RECORD, source=source, record=record, id=_ulid(record))
    if url and date:
        yield from _found(db, _BY_URL, source=source, key=judge.key(url.strip("<>")), date=_stamp(date))
    if named:
        yield from _found(db, _BY_DIGEST, source=source, named=named, digest=_hexadecimal(named))


def _found(db: Database, condition: str, **values: str | None) -> list[Capture]:
    rows = db.conn.execute(f"{_OF_SOURCE}{condition} ORDER BY id LIMIT 8", values).fetchall()
    return [capture.of_row(row) for row in rows]


def _gives(home: Home, held: Capture, digest: str) -> bool | None:
    record = read_record(home.warc / held.warc_file, held.offset)
    head = head_of(record)
    contents = payload.entity(record.block, head), record.block[head.body_at :]
    verdicts = [is_digest_of(digest, content) for content in contents]
    return None if None in verdicts else any(verdicts)


def _ulid(record: str) -> str | None:
    try:
        return ulid_of(record)
    except ValueError:
        return None


def _stamp(date: str) -> str | None:
    try:
        return stamp(parsed(date))
    except ValueError:
        return None


def _hexadecimal(digest: str) -> str | None:
    algorithm, _, value = digest.partition(":")
    return value.lower() if algorithm == "sha256" else None
