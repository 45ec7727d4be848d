"""What a redirect came to: it means what its target answered in the same run, or the last time before."""

from collections.abc import Callable
from urllib.parse import urlsplit

from msgspec.structs import replace

from archive import capture, payload
from archive.capture import COLUMNS, Capture
from archive.home import Home
from archive.ledger_answers import Read, by_status, said
from archive.ledger_glances import Glances
from archive.sqlite import Database
from archive.warc_read import BrokenRecord, read_record

Follow = Callable[[str, str], str]
"""The key of where a `Location` leads from a URL. Raises ValueError if it leads nowhere in the web."""

HOPS = 5

_TARGET = f"""SELECT {COLUMNS} FROM own_capture
WHERE source = ? AND url_key = ? AND (run = ? OR id < ?) ORDER BY id DESC LIMIT 1"""

_MISSED = "SELECT EXISTS (SELECT 1 FROM miss WHERE source = ? AND url_key = ? AND run = ?)"


class Redirects:
    """The redirects of one archive."""

    def __init__(self, home: Home, db: Database, follow: Follow, glances: Glances) -> None:
        self._home = home
        self._db = db
        self._follow = follow
        self._glances = glances

    def of(self, one: Capture, hops: int = HOPS) -> Read:
        """What a redirect came to. It is no move if it leads to the front page, a list or in a circle."""
        location = self._location(one)
        try:
            key = self._follow(one.url, location)
        except ValueError:
            return Read("failed", f"leads to {location or 'nowhere'}")
        if key == one.url_key or not hops:
            return Read("failed", "leads in a circle")
        target = self._target(one, key)
        if urlsplit(key).path in ("", "/") or (target and target.purpose == "list"):
            return Read("soft", f"leads to {key}, no page of its own", leads_to=key)
        return replace(self._at(target, one, key, hops), leads_to=key)

    def _at(self, target: Capture | None, one: Capture, key: str, hops: int) -> Read:
        if (not target or target.run != one.run) and self._is_missed(one, key):
            return Read("failed", f"leads to {key}, which gave no answer")
        if not target:
            return Read("moved", f"leads to {key}")
        read = by_status(target)
        if read.outcome == "moved":
            read = self.of(target, hops - 1)
        elif read.outcome == "seen":
            read = self._shown(target)
        why = f"leads to {key}: {read.why}" if read.why else f"leads to {key}"
        return Read(read.outcome, why, (target.id, *read.also))

    def _shown(self, target: Capture) -> Read:
        """A page of its own is a move; one that is missing, or stands in the place of pages, is none."""
        shown = self._glances.of(target)
        if found := said(shown):
            return found
        if shown.sketch and self._glances.alike(target.source, shown.sketch).stands_in_for(target.url_key):
            return Read("soft", "shows what its source shows in the place of pages")
        return Read("moved")

    def _target(self, one: Capture, key: str) -> Capture | None:
        row = self._db.conn.execute(_TARGET, (one.source, key, one.run, one.id)).fetchone()
        return row and capture.of_row(row)

    def _is_missed(self, one: Capture, key: str) -> bool:
        return bool(self._db.conn.execute(_MISSED, (one.source, key, one.run)).fetchone()[0])

    def _location(self, one: Capture) -> str:
        try:
            block = read_record(self._home.warc / one.warc_file, one.offset).block
            return payload.head(block).first("location") or ""
        except (BrokenRecord, FileNotFoundError, payload.NotHttp):
            return ""  # `sinodik check` names a record that cannot be read
