"""Misses: looks that gave no answer. There is nothing to keep of them but that they were."""

from datetime import datetime

from archive import facts
from archive.clock import parsed, stamp
from archive.records import Purpose
from archive.sqlite import Database

_FIRST = """SELECT min(at) FROM miss WHERE source = :source AND url_key = :key AND at > ifnull(
    (SELECT max(fetched_at) FROM capture WHERE source = :source AND url_key = :key), '')"""


def record(
    db: Database,
    *,
    miss: str,
    run: str,
    source: str,
    url: str,
    key: str,
    purpose: Purpose,
    at: datetime,
    reason: str,
) -> None:
    """Appends a miss, under the id `miss`, to the table and to the log."""
    row = {"id": miss, "source": source, "run": run, "url": url, "url_key": key, "purpose": purpose}
    facts.append(db, "miss", [{**row, "at": stamp(at), "reason": reason}])


def first_since_answer(db: Database, source: str, key: str) -> datetime | None:
    """When a URL failed first since it last gave an answer, or None if it has not."""
    row = db.conn.execute(_FIRST, {"source": source, "key": key}).fetchone()
    return parsed(row[0]) if row[0] else None
