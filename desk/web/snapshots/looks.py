"""All looks at the address of a page, and the texts they gave."""

from collections.abc import Sequence

from msgspec import Struct

from archive.capture import COLUMNS, Capture, of_row
from archive.sqlite import Database

MOST = 200
"""Looks that are listed."""


class Look(Struct, frozen=True):
    """A capture of an address. `text`: the snapshot whose document was read of it, or None."""

    capture: Capture
    text: str | None


def looks(db: Database, page: Capture) -> list[Look]:
    """The looks at a page's address, the newest first. What a browser made of a look is read in its place."""
    rows = db.conn.execute(
        f"""SELECT {COLUMNS} FROM capture WHERE source = ? AND url_key = ? AND page IS NULL
        ORDER BY id DESC LIMIT ?""",
        (page.source, page.url_key, MOST),
    )
    return [Look(found, _read(db, found)) for found in map(of_row, rows.fetchall())]


def text(db: Database, snapshot: str) -> str:
    """The text of a document, "" if it has none."""
    found = db.conn.execute("SELECT text FROM document WHERE snapshot = ?", (snapshot,)).fetchone()
    return str(found[0]) if found else ""


def _read(db: Database, found: Capture) -> str | None:
    statement = """SELECT snapshot FROM document WHERE snapshot = ?1 OR snapshot IN
        (SELECT payload_digest FROM capture WHERE page = ?2 AND content_type LIKE 'text/html%')
        ORDER BY snapshot = ?1 LIMIT 1"""
    row = db.conn.execute(statement, (found.payload_digest, found.id)).fetchone()
    return row and str(row[0])


def before(found: Sequence[Look], snapshot: str) -> str | None:
    """The text that a page had before (else after) the one of a snapshot; None: it never had another."""
    texts = list(dict.fromkeys(look.text for look in found if look.text))
    if snapshot not in texts:
        return None
    at = texts.index(snapshot)
    return texts[at + 1] if at + 1 < len(texts) else texts[at - 1] if at else None
