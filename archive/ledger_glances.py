"""Glances at snapshots, each taken once and kept; and which pages of a source came to show the same."""

from msgspec import Struct
from sqlite_utils import Database

from archive import captures, payload
from archive.capture import Capture
from archive.home import Home
from archive.ledger_hosts import host_of
from archive.soft404 import Glance, glance
from archive.warc_read import BrokenRecord, read_record

_KNOWN = "SELECT says, words, sketch FROM glance WHERE snapshot = ? AND host = ?"
_KEEP = "INSERT INTO glance (snapshot, host, says, words, sketch) VALUES (?, ?, ?, ?, ?)"

_IS_MISSING_PAGE = """SELECT EXISTS (SELECT 1 FROM glance JOIN capture ON payload_digest = snapshot
WHERE sketch = ? AND source = ? AND status IN (404, 410))"""

_CHANGED_INTO_IT = """SELECT DISTINCT later.url_key
FROM glance JOIN capture later ON later.payload_digest = glance.snapshot
WHERE glance.sketch = :sketch AND later.source = :source AND later.status = 200 AND later.purpose = 'page'
    AND EXISTS (SELECT 1 FROM capture earlier JOIN glance other ON other.snapshot = earlier.payload_digest
        WHERE earlier.source = later.source AND earlier.url_key = later.url_key AND earlier.id < later.id
            AND earlier.status = 200 AND other.sketch IS NOT glance.sketch)"""


class Alike(Struct, frozen=True):
    """Who else shows a sketch: the source's answer 404 or 410 to a page, pages that showed another before."""

    is_missing_page: bool
    changed_into_it: frozenset[str]


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
            missing = self._db.conn.execute(_IS_MISSING_PAGE, (sketch, source)).fetchone()[0]
            rows = self._db.conn.execute(_CHANGED_INTO_IT, {"sketch": sketch, "source": source})
            self._alike[source, sketch] = Alike(bool(missing), frozenset(key for (key,) in rows))
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
