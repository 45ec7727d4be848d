"""Pages that say something else since a person concluded, whether or not they still name the man."""

from collections.abc import Mapping

import msgspec

from archive import persons
from archive.sqlite import Database

MOST = 5000
"""Captures that are looked at in one step."""

_RENEWED = """SELECT DISTINCT mention.id FROM json_each(?) AS asked
JOIN mention ON mention.id = asked.key
JOIN document ON document.snapshot = mention.document
JOIN capture AS old ON old.id = document.capture
JOIN capture AS new ON new.source = old.source AND new.url_key = old.url_key
WHERE new.fetched_at > asked.value AND new.payload_digest <> document.snapshot AND new.status = 200
    AND new.refusal IS NULL AND new.purpose = 'page'
    AND (new.page IS NULL) = (old.page IS NULL)
    AND ifnull(new.content_type, '') NOT LIKE 'image/%'"""

# CROSS: from the few new captures to what was read before; the other way round all mentions are looked at.
_LATELY = """SELECT DISTINCT mention.id FROM capture AS new
CROSS JOIN capture AS old ON old.source = new.source AND old.url_key = new.url_key
    AND old.payload_digest <> new.payload_digest
CROSS JOIN mention ON mention.document = old.payload_digest
WHERE new.id > ? AND new.id <= ? AND new.status = 200 AND new.refusal IS NULL AND new.purpose = 'page'"""


def renewed(db: Database, since: Mapping[str, str]) -> set[str]:
    """Of mentions, each with the stamp of a conclusion, those whose page was other bytes later."""
    asked = msgspec.json.encode(dict(since)).decode()
    return {row[0] for row in db.conn.execute(_RENEWED, (asked,))}


def last_capture(db: Database) -> str:
    """The last capture there is, "" before the first."""
    return str(db.conn.execute("SELECT ifnull(max(id), '') FROM capture").fetchone()[0])


def last_of_step(db: Database, after: str) -> str | None:
    """The last capture of the next step after one; None: there is no other."""
    statement = "SELECT max(id) FROM (SELECT id FROM capture WHERE id > ? ORDER BY id LIMIT ?)"
    row = db.conn.execute(statement, (after, MOST)).fetchone()
    return str(row[0]) if row[0] else None


def people_of(db: Database, after: str, until: str) -> set[str]:
    """The persons whose pages were captured again, as other bytes, in a step."""
    mentions = {row[0] for row in db.conn.execute(_LATELY, (after, until))}
    return set(persons.assigned(db, mentions).values()) if mentions else set()
