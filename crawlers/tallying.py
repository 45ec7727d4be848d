"""Counts captures: what of a run was new, and how many pages the archive holds of a source."""

from sqlite_utils import Database

from crawlers.tally import Tally

_KEPT = """SELECT source,
    sum(record_type = 'response'),
    sum(record_type = 'revisit' AND status <> 304),
    sum(status = 304)
FROM capture
WHERE run = ? AND purpose <> 'robots' AND (status = 200 OR status = 304) AND refusal IS NULL
GROUP BY source"""


def count_kept(db: Database, run: str, tallies: dict[str, Tally]) -> None:
    """Fills in `new`, `revisits` and `unchanged`."""
    for source, new, revisits, unchanged in db.conn.execute(_KEPT, (run,)):
        if source in tallies:
            tally = tallies[source]
            tally.new, tally.revisits, tally.unchanged = new, revisits, unchanged


def pages_held(db: Database, source: str) -> int:
    """How many pages of a source have a good capture, of whatever night."""
    row = db.conn.execute(
        """SELECT count(DISTINCT url_key) FROM own_capture
        WHERE source = ? AND purpose = 'page' AND status = 200 AND refusal IS NULL""",
        (source,),
    ).fetchone()
    return int(row[0])
