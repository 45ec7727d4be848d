"""The proof behind a page: its record as it lies in the WARC file, what it says, and whether it holds."""

from hashlib import sha256

from msgspec import Struct

from archive import captures, payload
from archive.capture import Capture
from archive.home import Home
from archive.record_head import head_of
from archive.sqlite import Database
from archive.warc_read import read_record

Pairs = tuple[tuple[str, str], ...]


class Proof(Struct, frozen=True):
    """`held`: the capture whose record holds the bytes, another one if the page had not changed since.

    `record` and `http` are the fields of the record and of the answer, `request` what was sent;
    `block_holds` and `payload_holds`: whether the digests were found again, just now.
    """

    capture: Capture
    held: Capture
    record: Pairs
    http: Pairs
    request: str
    block_holds: bool
    payload_holds: bool


def proof(home: Home, db: Database, capture: Capture) -> Proof:
    """Reads the record anew. Raises one of evidence.UNREADABLE."""
    held = captures.original(db, capture)
    record = read_record(home.warc / held.warc_file, held.offset)
    asked = read_record(home.warc / held.warc_file, held.request_offset)
    head = head_of(record)
    named = record.fields.get("WARC-Block-Digest", "").removeprefix("sha256:")
    return Proof(
        capture=capture,
        held=held,
        record=tuple(record.fields.items()),
        http=tuple(head.headers),
        request=asked.block.decode("latin-1"),
        block_holds=named == sha256(record.block).hexdigest(),
        payload_holds=sha256(payload.entity(record.block, head)).hexdigest() == held.payload_digest,
    )
