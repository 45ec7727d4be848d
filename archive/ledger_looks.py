"""What each look at a page came to: its captures and misses, read as the ledger's looks."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from msgspec import Struct
from sqlite_utils import Database

from archive import capture, payload
from archive.capture import COLUMNS, Capture
from archive.clock import parsed
from archive.home import Home
from archive.ledger import Look, Outcome
from archive.ledger_glances import Glances
from archive.soft404 import Glance
from archive.warc_read import BrokenRecord, read_record

Follow = Callable[[str, str], str]
"""The key of where a `Location` leads from a URL. Raises ValueError if it leads nowhere in the web."""

HOPS = 5
GONE = (404, 410)
REFUSED = (401, 403, 407, 451)
MOVED = (301, 302, 303, 307, 308)

_CAPTURES = f"""SELECT {COLUMNS} FROM capture
WHERE source = ? AND url_key = ? AND purpose = 'page' ORDER BY fetched_at, id"""

_MISSES = """SELECT at, id, reason FROM miss
WHERE source = ? AND url_key = ? AND purpose = 'page' ORDER BY at, id"""

# Where a redirect led: the answer of the same run, or the last one before.
_TARGET = f"""SELECT {COLUMNS} FROM capture
WHERE source = ? AND url_key = ? AND (run = ? OR id < ?) ORDER BY id DESC LIMIT 1"""


class _Read(Struct, frozen=True):
    """What a capture came to; `also`: the captures where its redirects led."""

    outcome: Outcome
    why: str
    also: tuple[str, ...] = ()


class Looks:
    """Reads the looks at URLs of one archive, for the length of one pass."""

    def __init__(self, home: Home, db: Database, follow: Follow) -> None:
        self._home = home
        self._db = db
        self._follow = follow
        self._glances = Glances(home, db)

    def captures(self, source: str, key: str) -> list[Capture]:
        """The captures of a page, in time order; what they show is glanced at where it may matter."""
        found = [capture.of_row(row) for row in self._db.conn.execute(_CAPTURES, (source, key))]
        if _is_worth_a_glance(found):
            for one in filter(_is_page, found):
                self._glances.of(one)
        return found

    def neighbours(self, found: list[Capture]) -> set[str]:
        """The keys of other pages of the source that came to show the same as one of these."""
        if not _is_worth_a_glance(found):
            return set()
        sketches = {sketch for one in filter(_is_page, found) if (sketch := self._glances.of(one).sketch)}
        return {
            key for sketch in sketches for key in self._glances.alike(found[0].source, sketch).changed_into_it
        }

    def of(self, source: str, key: str, found: list[Capture]) -> list[Look]:
        """All looks at a page, in time order, given its captures."""
        looks = [*self._seen(found), *self._missed(source, key)]
        return sorted(looks, key=lambda look: (look.at, look.id))

    def _missed(self, source: str, key: str) -> Iterator[Look]:
        for at, miss, reason in self._db.conn.execute(_MISSES, (source, key)):
            yield Look(parsed(at), miss, "failed", why=reason)

    def _seen(self, found: list[Capture]) -> Iterator[Look]:
        several = _is_worth_a_glance(found)
        sketches: set[str | None] = set()
        for one in found:
            read = self._read(one, sketches, several)
            digest = one.payload_digest if read.outcome == "seen" else None
            yield Look(parsed(one.fetched_at), one.id, read.outcome, digest, read.why, read.also)
            if several and one.status == 200 and not one.refusal:
                sketches.add(self._glances.of(one).sketch)

    def _read(self, one: Capture, sketches: set[str | None], several: bool) -> _Read:
        """`sketches`: what the page showed before. `several`: what it shows may matter."""
        if one.refusal or one.status in REFUSED:
            return _Read("refused", one.refusal or f"answered {one.status}")
        if one.status in GONE:
            return _Read("vanished", f"answered {one.status}")
        if one.status in MOVED:
            return self._followed(one, HOPS)
        if one.status != 304 and not 200 <= one.status < 300:
            return _Read("failed", f"answered {one.status}")
        if not several:
            return _Read("seen", "")
        return _said(self._glances.of(one)) or self._likened(one, sketches)

    def _likened(self, one: Capture, sketches: set[str | None]) -> _Read:
        """A page that changed into what the source shows in place of others is a soft 404."""
        sketch = self._glances.of(one).sketch
        if sketch and sketches - {sketch}:
            alike = self._glances.alike(one.source, sketch)
            if alike.is_missing_page or len(alike.changed_into_it - {one.url_key}) >= 2:
                return _Read("soft", "shows what other vanished pages show")
        return _Read("seen", "")

    def _followed(self, one: Capture, hops: int) -> _Read:
        """A redirect is what it leads to: to a page that is missing, or to the front page, it is no move."""
        location = self._location(one)
        try:
            key = self._follow(one.url, location)
        except ValueError:
            return _Read("failed", f"leads to {location or 'nowhere'}")
        if key == one.url_key or not hops:
            return _Read("failed", "leads in a circle")
        row = self._db.conn.execute(_TARGET, (one.source, key, one.run, one.id)).fetchone()
        target = row and capture.of_row(row)
        if urlsplit(key).path in ("", "/") or (target and target.purpose == "list"):
            return _Read("soft", f"leads to {key}, no page of its own")
        return self._at_target(target, hops, key) if target else _Read("moved", f"leads to {key}")

    def _at_target(self, target: Capture, hops: int, key: str) -> _Read:
        if target.status in MOVED:
            read = self._followed(target, hops - 1)
        elif target.status in GONE:
            read = _Read("vanished", f"leads to {key}, which answered {target.status}")
        elif target.status in (200, 304) and not target.refusal and (said := _said(self._glances.of(target))):
            read = said
        else:
            read = _Read("moved", f"leads to {key}")
        return _Read(read.outcome, read.why, (target.id, *read.also))

    def _location(self, one: Capture) -> str:
        try:
            block = read_record(self._home.warc / one.warc_file, one.offset).block
            return payload.head(block).first("location") or ""
        except (BrokenRecord, FileNotFoundError, payload.NotHttp):
            return ""  # `sinodik check` names a record that cannot be read


def _said(glance: Glance) -> _Read | None:
    if glance.says == "deleted":
        return _Read("vanished", f"says «{glance.words}»")
    if glance.says == "not-found":
        return _Read("soft", f"says «{glance.words}»")
    return None


def _is_page(one: Capture) -> bool:
    """Whether the capture shows a page, or what stands in its place."""
    return one.status in (200, 304, *GONE) and not one.refusal


def _is_worth_a_glance(found: list[Capture]) -> bool:
    """Whether a page was missing or changed; one that was always the same has no other face to compare."""
    faces = {one.payload_digest for one in filter(_is_page, found)}
    return len(faces) > 1 or any(one.status in GONE for one in found)
