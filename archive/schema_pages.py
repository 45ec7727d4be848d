"""The SQL by which a page may have renderings and images: captures that belong to another capture.

SQLite cannot alter a CHECK, and copying a table of facts would cost hours and the triggers that guard it. So
the text of the two tables is edited in place, as https://sqlite.org/lang_altertable.html#otheralter describes
for what leaves the bytes of the rows alone: a wider CHECK, a last column that is NULL in all rows there are.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from archive.sqlite import Database

OLD_PURPOSES = "CHECK (purpose IN ('robots', 'list', 'page'))"
PURPOSES = "CHECK (purpose IN ('robots', 'list', 'page', 'image'))"

_LAST = "  ip TEXT, -- The address that answered.\n"
_PAGE = f"""{_LAST}\
  -- Of what belongs to a page (a browser's DOM and picture of it, both resources, and its images)
  -- the capture of the page as it was fetched; NULL: fetched for itself.
  page TEXT REFERENCES capture,
"""
_REQUEST = "of a record that says so."
_REQUEST_NOW = "or a browser made it, of a record that says so."

EDITS = (
    ("capture", ((OLD_PURPOSES, PURPOSES), (_LAST, _PAGE), (_REQUEST, _REQUEST_NOW))),
    ("miss", ((OLD_PURPOSES, PURPOSES),)),
)

OWN_CAPTURE = """
CREATE VIEW own_capture AS -- The captures that we fetched ourselves, as the wire carried them.
SELECT
  capture.* -- As in capture.
FROM capture WHERE (page IS NULL OR purpose = 'image')
  AND NOT EXISTS (SELECT 1 FROM imported WHERE imported.capture = capture.id)"""

PAGES = (
    "DROP VIEW own_capture",
    OWN_CAPTURE,
    "CREATE INDEX capture_by_page ON capture (page) WHERE page IS NOT NULL",
)


class UnknownText(RuntimeError):
    """A table is not as the migrations before made it; nothing was changed."""


def edit_tables(db: Database) -> None:
    """Edits the text of the tables, within the transaction of a migration. Raises UnknownText."""
    with _writable_schema(db):
        for table, changes in EDITS:
            _edit(db, table, changes)


@contextmanager
def _writable_schema(db: Database) -> Iterator[None]:
    version = db.conn.execute("PRAGMA schema_version").fetchone()[0]
    db.conn.execute("PRAGMA writable_schema=ON")
    try:
        yield
        # Every connection, this one too, reads the schema anew.
        db.conn.execute(f"PRAGMA schema_version={version + 1}")
    finally:
        db.conn.execute("PRAGMA writable_schema=OFF")


def _edit(db: Database, table: str, changes: Iterable[tuple[str, str]]) -> None:
    which = "type = 'table' AND name = ?"
    (sql,) = db.conn.execute(f"SELECT sql FROM sqlite_schema WHERE {which}", (table,)).fetchone()
    for old, new in changes:
        if sql.count(old) != 1:
            raise UnknownText(f"table {table}: expected once: {old!r}")
        sql = sql.replace(old, new)
    db.conn.execute(f"UPDATE sqlite_schema SET sql = ? WHERE {which}", (sql, table))
