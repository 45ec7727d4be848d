"""What stands behind a mention: its document, its claims, the capture that was read, and its bytes."""

from functools import cached_property

from msgspec import Struct

from archive import capture, captures, readings
from archive.capture import Capture
from archive.home import Home
from archive.payload import Undecodable
from archive.records import Claim, Document, Mention, Page
from archive.sqlite import Database
from archive.warc_read import BrokenRecord
from desk.web.snapshots.marks import Span

UNREADABLE = (BrokenRecord, Undecodable, FileNotFoundError)
"""What a record raises that cannot be shown: the file is away, or does not hold what it should."""


_MENTION = """SELECT document.snapshot, document.capture, mention."start", mention."end" FROM mention
JOIN document ON document.snapshot = mention.document WHERE mention.id = ?"""
_CLAIMS = """SELECT field, value, raw, "start", "end", rule, confidence FROM claim
WHERE mention = ? ORDER BY rank"""


class UnknownMention(LookupError):
    """No document names anybody by this id (any more)."""


class Evidence(Struct, frozen=True, dict=True):
    """A mention and the capture whose bytes the reader was given; `page` reads them from the WARC file."""

    home: Home
    db: Database
    identity: str
    snapshot: str
    mention: Mention
    document: Document
    capture: Capture

    @cached_property
    def page(self) -> Page:
        """The decoded bytes. Raises one of UNREADABLE."""
        return captures.load_page(self.home, self.db, self.capture.id)

    @property
    def spans(self) -> list[Span]:
        """The words of each claim, by its rank; claims without words of their own are left out."""
        ranked = enumerate(self.mention.claims)
        return [Span(claim.start, claim.end, str(rank)) for rank, claim in ranked if claim.raw]

    @property
    def titles(self) -> dict[str, str]:
        """What each claim says."""
        return {str(rank): f"{one.field}: {one.value}" for rank, one in enumerate(self.mention.claims)}


def of_mention(home: Home, db: Database, identity: str) -> Evidence:
    """The evidence of a mention. Raises UnknownMention."""
    row = db.conn.execute(_MENTION, (identity,)).fetchone()
    if row is None:
        raise UnknownMention(f"no mention {identity}: its page was read anew, and no longer names him")
    snapshot, capture_id, start, end = row
    claims = tuple(Claim(*claim) for claim in db.conn.execute(_CLAIMS, (identity,)))
    read = readings.document(db, snapshot)
    return Evidence(
        home, db, identity, snapshot, Mention(start, end, claims), read, capture.one(db, capture_id)
    )
