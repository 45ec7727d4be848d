"""Where an archive stands: what is kept, what is read, what is due, what a person should look at."""

from datetime import datetime

from archive import issues, runs
from archive.clock import Clock, stamp
from archive.sqlite import Database

_SOURCES = """
WITH url AS (
    SELECT source, count(*) AS known, count(*) FILTER (WHERE state <> 'done' OR due_at <= :now) AS due
    FROM frontier GROUP BY source
),
kept AS (
    SELECT source, count(DISTINCT payload_digest) AS snapshots, max(fetched_at) AS last
    FROM capture WHERE refusal IS NULL AND page IS NULL GROUP BY source
),
named AS (
    SELECT capture.source, count(*) AS mentions, count(*) FILTER (WHERE mention.status = 'killed') AS killed
    FROM mention
    JOIN document ON document.snapshot = mention.document
    JOIN capture ON capture.id = document.capture
    GROUP BY capture.source
),
raised AS (SELECT source, count(*) AS issues FROM issue WHERE open = 1 GROUP BY source)
SELECT source, known AS urls, ifnull(due, 0) AS due, ifnull(snapshots, 0) AS snapshots,
    ifnull(mentions, 0) AS mentions, ifnull(killed, 0) AS killed, ifnull(issues, 0) AS issues,
    replace(substr(last, 6, 11), 'T', ' ') AS last
FROM url
LEFT JOIN kept USING (source) LEFT JOIN named USING (source) LEFT JOIN raised USING (source)
ORDER BY source"""


def by_source(db: Database, clock: Clock) -> list[dict[str, object]]:
    """One row a source: URLs known and due now, snapshots kept, mentions read, open issues, last capture."""
    return list(db.query(_SOURCES, {"now": stamp(clock.now())}))


def last_run(db: Database) -> dict[str, object] | None:
    """The last run, or None; a run without an end was killed or is still going."""
    run = runs.last(db)
    if run is None:
        return None
    return {
        "run": run.id,
        "kind": run.kind,
        "started": _second(run.started_at),
        "ended": run.ended_at and _second(run.ended_at),
        "exit_code": run.exit_code,
    }


def open_issues(db: Database, *, run: str | None = None) -> list[dict[str, object]]:
    """Open issues as rows, oldest first: all, or those of a run."""
    return [
        {
            "issue": one.id,
            "kind": one.kind,
            "source": one.source,
            "url": one.url,
            "detail": one.detail,
            "since": stamp(one.raised_at)[:16],
        }
        for one in issues.open_issues(db, run=run)
    ]


def _second(moment: datetime) -> str:
    return stamp(moment)[:19] + "Z"
