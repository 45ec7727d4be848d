"""Glances at snapshots, each taken once and kept; and which pages of a source came to show the same."""

from msgspec import Struct

from archive import captures, payload
from archive.capture import Capture
from archive.home import Home
from archive.ledger_hosts import host_of
from archive.soft404 import Glance, glance
from archive.sqlite import Database
from archive.warc_read import BrokenRecord, read_record

_KNOWN = "SELECT says, words, sketch FROM glance WHERE snapshot = ? AND host = ?"
_KEEP = "INSERT INTO glance (snapshot, host, says, words, sketch) VALUES (?, ?, ?, ?, ?)"

# Joined crosswise, for SQLite keeps that order: few glances are alike, a source has many captures.
_IS_NO_PAGE = """SELECT EXISTS (SELECT 1 FROM glance CROSS JOIN capture ON payload_digest = snapshot
WHERE sketch = ? AND source = ? AND (status IN (404, 410) OR purpose = 'list'))"""

# Each page that shows it, and whether it showed another first: one that is itself again did not change.
_SHOWN_BY = """SELECT page.url_key, page.sketch IS NOT (
    SELECT sketch FROM capture JOIN glance ON snapshot = payload_digest
    WHERE source = page.source AND url_key = page.url_key
        AND status = 200 AND refusal IS NULL AND sketch IS NOT NULL ORDER BY id LIMIT 1)
FROM (SELECT DISTINCT source, url_key, sketch FROM glance CROSS JOIN capture ON payload_digest = snapshot
    WHERE sketch = ? AND source = ? AND status = 200 AND refusal IS NULL
        AND purpose = 'page') page"""

OTHERS = 2
"""So many other pages that came to show the same prove that it stands in the place of pages."""


class Alike(Struct, frozen=True):
    """Who shows a sketch: a list, or the answer 404 or 410; pages, some of which showed another first."""

    is_no_page: bool
    shown_by: frozenset[str]
    changed_into_it: frozenset[str]

    def stands_in_for(self, key: str) -> bool:
        """Whether it is what the source shows in the place of pages, this one left out of account."""
        return self.is_no_page or len(self.changed_into_it - {key}) >= OTHERS


class Glances:
    """The glances of an archive, for the length of one pass in which no capture is added."""

    def __init__(self, home: Home, db: Database) -> None:
        self._home = home
        self._db = db
        self._alike: dict[tuple[str, str], Alike] = {}

    def of(self, one: Capture) -> Glance:
        """What a capture's page says of its own absence. A record that cannot be read says nothing."""
        where = one.payload_digest, host_of(one.url)
        known = self._db.conn.execute(_KNOWN, where).fetchone()
        if known:
            return Glance(*known)
        taken = self._taken(one, where[1])
        self._db.conn.execute(_KEEP, (*where, taken.says, taken.words, taken.sketch))
        return taken

    def alike(self, source: str, sketch: str) -> Alike:
        """The pages of a source that show this; to be asked when all glances of the pass are taken."""
        if (source, sketch) not in self._alike:
            missing = self._db.conn.execute(_IS_NO_PAGE, (sketch, source)).fetchone()[0]
            rows = self._db.conn.execute(_SHOWN_BY, (sketch, source)).fetchall()
            changed = frozenset(key for key, has_changed in rows if has_changed)
            self._alike[source, sketch] = Alike(bool(missing), frozenset(key for key, _ in rows), changed)
        return self._alike[source, sketch]

    def _taken(self, one: Capture, host: str) -> Glance:
        held = captures.original(self._db, one)
        if held.content_type and "html" not in held.content_type.lower():
            return Glance(None, None, None)
        try:
            block = read_record(self._home.warc / held.warc_file, held.offset).block
            body = payload.decoded(payload.entity(block), held.content_encoding)
        except (BrokenRecord, FileNotFoundError, payload.NotHttp, payload.Undecodable):
            return Glance(None, None, None)
        return glance(host, body)
