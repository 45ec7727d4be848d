"""What each look at a page came to: its captures and misses, read as the ledger's looks."""

from collections.abc import Iterator

from archive import capture
from archive.capture import COLUMNS, Capture
from archive.clock import parsed
from archive.home import Home
from archive.ledger import Look
from archive.ledger_answers import GONE, Read, by_status, said
from archive.ledger_glances import Glances
from archive.ledger_redirects import Follow, Redirects
from archive.sqlite import Database

# Our own alone: what others captured may help to read a page, it neither makes one gone nor brings one back.
_CAPTURES = f"""SELECT {COLUMNS} FROM own_capture
WHERE source = ? AND url_key = ? AND purpose = 'page' ORDER BY fetched_at, id"""

_MISSES = """SELECT at, id, reason FROM miss
WHERE source = ? AND url_key = ? AND purpose = 'page' ORDER BY at, id"""


class Looks:
    """Reads the looks at URLs of one archive, for the length of one pass."""

    def __init__(self, home: Home, db: Database, follow: Follow) -> None:
        self._db = db
        self._glances = Glances(home, db)
        self._redirects = Redirects(home, db, follow, self._glances)

    def captures(self, source: str, key: str) -> list[Capture]:
        """The captures of a page, in time order."""
        return [capture.of_row(row) for row in self._db.conn.execute(_CAPTURES, (source, key))]

    def sketches(self, source: str, key: str) -> set[str]:
        """What a page showed, each face by its sketch, if it was missing or changed; glances at them all."""
        found = self.captures(source, key)
        if not _is_worth_a_glance(found):
            return set()
        return {sketch for one in filter(_is_page, found) if (sketch := self._glances.of(one).sketch)}

    def shown_in_place_of_others(self, source: str, sketch: str) -> frozenset[str]:
        """The keys of the pages of a source that show this, if it stands in the place of pages."""
        alike = self._glances.alike(source, sketch)
        return alike.shown_by if alike.stands_in_for("") else frozenset()

    def of(self, source: str, key: str, found: list[Capture]) -> list[Look]:
        """All looks at a page, in time order, given its captures."""
        looks = [*self._answered(found), *self._missed(source, key)]
        return sorted(looks, key=lambda look: (look.at, look.id))

    def _missed(self, source: str, key: str) -> Iterator[Look]:
        for at, miss, reason in self._db.conn.execute(_MISSES, (source, key)):
            yield Look(parsed(at), miss, "failed", why=reason)

    def _answered(self, found: list[Capture]) -> Iterator[Look]:
        is_worth_it, face = _is_worth_a_glance(found), None
        for one in found:
            read = by_status(one)
            if read.outcome == "moved":
                read = self._redirects.of(one)
            elif read.outcome == "seen" and is_worth_it:
                read = self._seen(one, face, is_first=one is found[0])
                if read.outcome == "seen":
                    face = self._glances.of(one).sketch
            digest = one.payload_digest if read.outcome == "seen" else None
            yield Look(
                parsed(one.fetched_at), one.id, read.outcome, digest, read.why, read.also, read.leads_to
            )

    def _seen(self, one: Capture, face: str | None, *, is_first: bool) -> Read:
        """A soft 404 says so, or shows what its source shows in the place of pages. `face`: its own."""
        shown = self._glances.of(one)
        if found := said(shown):
            return found
        if not shown.sketch or shown.sketch == face:
            return Read("seen")
        alike = self._glances.alike(one.source, shown.sketch)
        if alike.is_no_page or (alike.stands_in_for(one.url_key) and not is_first):
            return Read("soft", "shows what its source shows in the place of pages")
        return Read("seen")


def _is_page(one: Capture) -> bool:
    """Whether the capture shows a page, or what stands in its place."""
    return one.status in (200, 304, *GONE) and not one.refusal


def _is_worth_a_glance(found: list[Capture]) -> bool:
    """Whether a page was missing or changed; one that was always the same has no other face to compare."""
    faces = {one.payload_digest for one in filter(_is_page, found)}
    return len(faces) > 1 or any(one.status in GONE for one in found)
