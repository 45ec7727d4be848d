"""Who says it: the class of each source, its region, and which texts are one source."""

from collections.abc import Collection
from functools import lru_cache

import msgspec
from msgspec import Struct

from archive.records import Kind
from archive.sqlite import Database
from desk.counting.person import SourceClass

_TOML = "SELECT source, toml FROM source_version ORDER BY id"

_PAGES = """SELECT DISTINCT payload_digest, source, url_key FROM capture
WHERE payload_digest IN (SELECT value FROM json_each(?))"""

_SNAPSHOTS = """SELECT DISTINCT payload_digest FROM json_each(?) AS page
JOIN capture ON source = json_extract(page.value, '$[0]') AND url_key = json_extract(page.value, '$[1]')
WHERE payload_digest IN (SELECT document FROM mention)"""

_MIRRORS = """WITH page AS (
    SELECT json_extract(value, '$[0]') AS source, json_extract(value, '$[1]') AS url_key FROM json_each(?)
)
SELECT same_page.source, same_page.url_key, held_by, named_key FROM page
JOIN same_page USING (source, url_key) WHERE verdict = 'same'
UNION
SELECT same_page.source, same_page.url_key, held_by, named_key FROM page
JOIN same_page ON held_by = page.source AND named_key = page.url_key WHERE verdict = 'same'"""

_CLASS: dict[Kind, SourceClass] = {
    "press": "media",
    "official": "official",
    "memorial": "memorial",
    "cemetery": "grave",
    "social": "search",
}
"""What a publisher's pages are as evidence, unless its TOML says `evidence`. Anyone may write on a social
network, so its pages hold a person at provisional until the source is looked at."""


Page = tuple[str, str]
"""A source, and a URL without trackers."""


class Publishes(Struct, frozen=True):
    """A source as evidence: its class, and the region of its publisher."""

    evidence: SourceClass
    region: str | None


class _Described(Struct):
    kind: Kind
    evidence: SourceClass | None = None
    region: str | None = None


def publishers(db: Database) -> dict[str, Publishes]:
    """Each source as its last version describes it."""
    found = {}
    for source, toml in db.conn.execute(_TOML):
        found[source] = _publishes(toml)
    return found


@lru_cache(4096)
def _publishes(toml: str) -> Publishes:
    said = msgspec.toml.decode(toml, type=_Described)
    return Publishes(said.evidence or _CLASS[said.kind], said.region)


def texts(db: Database, snapshots: Collection[str]) -> dict[str, str]:
    """Snapshot → its independence cluster, named by one of its snapshots.

    One text are the snapshots of one page, however it changed, and the pages that are one article. Pages that
    share a snapshot in which nobody is named (an error, a login) are not one text by that.
    """
    near = _Neighbours(db)
    cluster: dict[str, str] = {}
    for snapshot in sorted(snapshots):
        if snapshot not in cluster:
            cluster |= dict.fromkeys(near.all_of_one_text(snapshot), snapshot)
    return {snapshot: cluster[snapshot] for snapshot in snapshots}


class _Neighbours:
    """Whatever is one text with a snapshot, step by step."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all_of_one_text(self, snapshot: str) -> set[str]:
        snapshots, pages = {snapshot}, set[Page]()
        new = snapshots
        while new:
            beside = self._pages(new) - pages
            reached = beside
            while reached:
                pages |= reached
                reached = self._mirrors(reached) - pages
                beside |= reached
            new = self._snapshots(beside) - snapshots
            snapshots |= new
        return snapshots

    def _pages(self, snapshots: Collection[str]) -> set[Page]:
        rows = self._db.conn.execute(_PAGES, (_json(snapshots),))
        return {(source, key) for _, source, key in rows}

    def _mirrors(self, pages: Collection[Page]) -> set[Page]:
        rows = self._db.conn.execute(_MIRRORS, (_json(pages),)).fetchall()
        return {(source, key) for source, key, _, _ in rows} | {(held_by, key) for _, _, held_by, key in rows}

    def _snapshots(self, pages: Collection[Page]) -> set[str]:
        return {one for (one,) in self._db.conn.execute(_SNAPSHOTS, (_json(pages),))}


def _json(values: Collection[object]) -> str:
    return msgspec.json.encode(sorted(values)).decode()
