"""Counts of captures: what a run brought, what is held of a source, how often a source was asked of late."""

from datetime import datetime, timedelta

from msgspec import Struct

from archive.clock import stamp
from archive.sqlite import Database

LONGEST_RUN = timedelta(days=2)

_BROUGHT = """SELECT source,
    sum(record_type = 'response'),
    sum(record_type = 'revisit' AND status <> 304),
    sum(status = 304)
FROM capture
WHERE run = ? AND purpose <> 'robots' AND page IS NULL AND (status = 200 OR status = 304) AND refusal IS NULL
GROUP BY source"""

_HELD = """SELECT count(DISTINCT url_key) FROM own_capture
WHERE source = ? AND purpose = 'page' AND status = 200 AND refusal IS NULL"""

# By run, which has an index: a source's captures of all years need not be looked through.
_ASKED = """SELECT
    (SELECT count(*) FROM own_capture
        WHERE run IN (SELECT id FROM run WHERE started_at >= :from AND id <> :run)
        AND source = :source AND purpose <> 'robots' AND fetched_at >= :since)
    + (SELECT count(*) FROM miss
        WHERE source = :source AND purpose <> 'robots' AND at >= :since AND run <> :run)"""


class Brought(Struct, frozen=True):
    """Good answers of one run: bytes that the archive did not have, known bytes again, and 304."""

    new: int
    revisits: int
    unchanged: int


def brought(db: Database, run: str) -> dict[str, Brought]:
    """What a run brought, by source."""
    return {source: Brought(*numbers) for source, *numbers in db.conn.execute(_BROUGHT, (run,))}


def pages_held(db: Database, source: str) -> int:
    """How many pages of a source have a good capture, of whatever night."""
    return int(db.conn.execute(_HELD, (source,)).fetchone()[0])


def asked_before(db: Database, source: str, since: datetime, run: str) -> int:
    """How many requests runs other than `run` have sent to a source since a moment, robots.txt aside."""
    begun = stamp(since - LONGEST_RUN)
    values = {"source": source, "since": stamp(since), "run": run, "from": begun}
    return int(db.conn.execute(_ASKED, values).fetchone()[0])
