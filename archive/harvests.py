"""Counts what was read from what each visit brought: derived, and counted anew for a new reading version."""

from msgspec import json

from archive.database import atomic
from archive.sqlite import Database

_UNCOUNTED = """SELECT DISTINCT run FROM visit
WHERE NOT EXISTS (SELECT 1 FROM harvest WHERE harvest.run = visit.run AND harvest.source = visit.source)"""

_FRESH = """SELECT source, count(DISTINCT url_key) FROM capture AS one
WHERE run = ? AND purpose = 'page' AND status = 200 AND refusal IS NULL AND NOT EXISTS (
    SELECT 1 FROM capture AS before WHERE before.source = one.source AND before.url_key = one.url_key
    AND before.id < one.id AND before.status = 200 AND before.refusal IS NULL)
GROUP BY source"""

# A document is read from the first capture of its snapshot: that capture's run brought it.
_READ = """FROM capture
JOIN document ON document.snapshot = capture.payload_digest AND document.capture = capture.id"""

_PAGES = f"""SELECT source,
    count(DISTINCT document.snapshot), count(DISTINCT mention.document), count(mention.id)
{_READ} LEFT JOIN mention ON mention.document = document.snapshot WHERE capture.run = ? GROUP BY source"""

_FILL = f"""SELECT source, field, count(DISTINCT mention.id), count(DISTINCT mention.document)
{_READ} JOIN mention ON mention.document = document.snapshot JOIN claim ON claim.mention = mention.id
WHERE capture.run = ? GROUP BY source, field"""


def keep_up(db: Database, version: str) -> None:
    """Counts each visit that was not counted yet, or was under another reading version."""
    with atomic(db):
        db.conn.execute("DELETE FROM harvest WHERE version <> ?", (version,))
        for (run,) in db.conn.execute(_UNCOUNTED).fetchall():
            _count(db, run, version)


def forget(db: Database) -> None:
    """Drops all counts."""
    with atomic(db):
        db.conn.execute("DELETE FROM harvest")


def _count(db: Database, run: str, version: str) -> None:
    fresh = dict(db.conn.execute(_FRESH, (run,)))
    read = {source: counts for source, *counts in db.conn.execute(_PAGES, (run,))}
    fill: dict[str, dict[str, tuple[int, int]]] = {}
    for source, field, mentions, pages in db.conn.execute(_FILL, (run,)):
        fill.setdefault(source, {})[field] = (mentions, pages)
    for (source,) in db.conn.execute("SELECT source FROM visit WHERE run = ?", (run,)).fetchall():
        counts = read.get(source, (0, 0, 0))
        row = (
            run,
            source,
            version,
            fresh.get(source, 0),
            *counts,
            json.encode(fill.get(source, {})).decode(),
        )
        db.conn.execute("INSERT OR IGNORE INTO harvest VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
