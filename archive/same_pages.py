"""Mirrors: which captured pages are one article, by the address they name and by what they say.

A page may name any address as its own, and sites do so by mistake: all pages the home page, a page its
neighbour, one that is not there. So its word counts only where the page at that address is held and says the
same (`archive.likeness`). A mirror is kept, and not looked at again while the page that it names is there.
"""

from collections.abc import Callable, Iterator

from msgspec import Struct

from archive import capture, captures, payload
from archive.capture import COLUMNS, Capture
from archive.clock import Clock, stamp
from archive.database import atomic
from archive.home import Home
from archive.naming import Naming, naming
from archive.same_page_verdicts import judge, part_crowds
from archive.schema_same_page import DERIVED_SAME_PAGE
from archive.sqlite import Database
from archive.warc_read import BrokenRecord, read_record

Follow = Callable[[str, str], tuple[str, str]]
"""The address and the key of where a `href` leads from a URL. Raises ValueError if that is no web address."""

RESTING = "9999-12-31T00:00:00.000000Z"

_NEW = f"""SELECT {COLUMNS} FROM own_capture WHERE id > ? AND purpose = 'page' AND status = 200
    AND refusal IS NULL AND truncated IS NULL ORDER BY id"""

_PUT = """INSERT OR REPLACE INTO same_page (source, url_key, snapshot, named, named_key)
VALUES (?, ?, ?, ?, ?)"""

# A page is judged when it names another, and again when there is a new capture of that one.
_TO_JUDGE = "UPDATE same_page SET verdict = 'unread' WHERE named_key = ?"

_UNJUDGED = "SELECT source, url_key, snapshot, named_key FROM same_page WHERE verdict = 'unread'"

# Of the mirrors in one source only: what another source holds, that one may cease to look at. And only if
# the page never named anything else: it was then no mirror, and may be itself again.
_AT_REST = """same_page.verdict = 'same' AND same_page.held_by = same_page.source AND NOT EXISTS (
    SELECT 1 FROM fate WHERE fate.source = same_page.held_by AND fate.url_key = same_page.named_key
        AND fate.state NOT IN ('live', 'changed'))
    AND NOT EXISTS (SELECT 1 FROM capture JOIN naming ON naming.snapshot = capture.payload_digest
        WHERE capture.source = same_page.source AND capture.url_key = same_page.url_key AND status = 200
            AND naming.named IS NOT (SELECT named FROM naming WHERE naming.snapshot = same_page.snapshot))"""

_REST = f"""UPDATE frontier SET due_at = '{RESTING}', reason = 'mirror of ' || same_page.named FROM same_page
WHERE frontier.source = same_page.source AND frontier.key = same_page.url_key AND frontier.state = 'done'
    AND frontier.again IS NULL AND frontier.due_at <> '{RESTING}' AND {_AT_REST}"""

_WAKE = f"""UPDATE frontier SET due_at = ?, reason = NULL
WHERE state = 'done' AND due_at = '{RESTING}' AND NOT EXISTS (SELECT 1 FROM same_page
    WHERE same_page.source = frontier.source AND same_page.url_key = frontier.key AND {_AT_REST})"""

_ARTICLE = """SELECT source, url_key FROM same_page
WHERE verdict = 'same' AND held_by = :source AND named_key = :key ORDER BY source, url_key"""


class Refreshed(Struct):
    """What a pass found: pages looked through, mirrors put to rest, mirrors that are looked at again."""

    looked_through: int = 0
    rested: int = 0
    woken: int = 0


def refresh(home: Home, db: Database, clock: Clock, follow: Follow) -> Refreshed:
    """Takes in the captures since the last pass, judges mirrors, and puts them to rest or wakes them.

    To be called after pages were read and the ledger was brought up. Needs the home's lock. Raises DiskFull.
    """
    told = Refreshed()
    with atomic(db):
        for one in _new(db):
            told.looked_through += 1
            _take(home, db, one, follow)
            db.conn.execute(_TO_JUDGE, (one.url_key,))
        for row in db.conn.execute(_UNJUDGED).fetchall():
            judge(db, *row)
        part_crowds(db)
        told.rested = db.conn.execute(_REST).rowcount
        told.woken = db.conn.execute(_WAKE, (stamp(clock.now()),)).rowcount
    return told


def forget(db: Database) -> None:
    """Empties what was derived; the next pass derives it from all captures."""
    with atomic(db):
        for table in DERIVED_SAME_PAGE:
            db.conn.execute(f"DELETE FROM {table}")


def one_article(db: Database, source: str, key: str) -> list[tuple[str, str]]:
    """Source and key of every page that is one article with this one: the proper address, then its mirrors.

    Only itself if it is no mirror and has none.
    """
    row = db.conn.execute(
        "SELECT held_by, named_key FROM same_page WHERE source = ? AND url_key = ? AND verdict = 'same'",
        (source, key),
    ).fetchone()
    proper = (str(row[0]), str(row[1])) if row else (source, key)
    found = db.conn.execute(_ARTICLE, {"source": proper[0], "key": proper[1]})
    return [proper, *((str(held), str(mirror)) for held, mirror in found)]


def _new(db: Database) -> Iterator[Capture]:
    since = db.conn.execute("SELECT capture FROM same_page_read").fetchone()
    rows = db.conn.execute(_NEW, since or ("",)).fetchall()
    yield from map(capture.of_row, rows)
    last = db.conn.execute("SELECT max(id) FROM capture").fetchone()[0]
    if last:
        db.conn.execute("INSERT OR REPLACE INTO same_page_read (only, capture) VALUES (1, ?)", (last,))


def _take(home: Home, db: Database, one: Capture, follow: Follow) -> None:
    """Notes what a page names, if that is another address, and forgets what it named before."""
    db.conn.execute("DELETE FROM same_page WHERE source = ? AND url_key = ?", (one.source, one.url_key))
    found = _naming(home, db, one)
    if not found.named:
        return
    try:
        named, key = follow(one.url, found.named)
    except ValueError:
        return
    if key != one.url_key.partition("#")[0]:
        db.conn.execute(_PUT, (one.source, one.url_key, one.payload_digest, named, key))


def _naming(home: Home, db: Database, one: Capture) -> Naming:
    row = db.conn.execute(
        "SELECT named, how FROM naming WHERE snapshot = ?", (one.payload_digest,)
    ).fetchone()
    if row:
        return Naming(*row)
    found = naming(_body(home, captures.original(db, one)))
    values = (one.payload_digest, found.named, found.how)
    db.conn.execute("INSERT INTO naming (snapshot, named, how) VALUES (?, ?, ?)", values)
    return found


def _body(home: Home, held: Capture) -> bytes:
    """The page's bytes; none if the record cannot be read, which `sinodik check` will say."""
    if held.content_type and "html" not in held.content_type.lower():
        return b""
    try:
        block = read_record(home.warc / held.warc_file, held.offset).block
        return payload.decoded(payload.entity(block), held.content_encoding)
    except (BrokenRecord, FileNotFoundError, payload.NotHttp, payload.Undecodable):
        return b""
