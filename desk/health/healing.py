"""Settles what a crawl and a parse raised before and what this run found well."""

from archive import issues
from archive.clock import Clock
from archive.database import atomic
from archive.sqlite import Database
from parsers.reading import VERSION

_ANSWERED = """SELECT DISTINCT issue.id FROM capture
JOIN issue ON issue.source = capture.source AND issue.url = capture.url
WHERE capture.run = :run AND issue.open = 1 AND issue.run <> :run AND issue.kind NOT LIKE 'unread: %'
    AND issue.kind <> 'import' AND capture.refusal IS NULL AND capture.truncated IS NULL
    AND (capture.status IN (200, 404, 410) OR (capture.status = 304 AND issue.kind <> 'empty-list'))"""
"""An empty list that answers 304 is the list that it was."""

_READ = """SELECT issue.id FROM issue
JOIN capture ON capture.id = issue.capture
JOIN document ON document.snapshot = capture.payload_digest
WHERE issue.open = 1 AND issue.run <> :run AND issue.kind LIKE 'unread: %' AND document.version = :version"""

_NOT_RAISED_AGAIN = """SELECT issue.id FROM issue
LEFT JOIN visit ON visit.run = :run AND visit.source = issue.source
WHERE issue.open = 1 AND issue.run <> :run AND issue.url IS NULL AND (issue.kind = 'warc-file' OR
    (issue.kind IN ('few-captures', 'few-mentions', 'spider') AND visit.fetched AND visit.stopped IS NULL))"""


def settle_healed(db: Database, clock: Clock, run: str) -> None:
    """Settles each open issue whose page was answered or read in this run, or that it looked for in vain."""
    values = {"run": run, "version": VERSION}
    with atomic(db):
        for question in (_ANSWERED, _READ, _NOT_RAISED_AGAIN):
            for (issue,) in db.conn.execute(question, values).fetchall():
                issues.settle(db, clock, issue, f"healed in run {run}", run=run)
