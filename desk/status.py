"""Where an archive stands: what is kept, what is read, what is due, what a person should look at."""

from sqlite_utils import Database

from archive import issues, runs
from archive.clock import Clock, stamp
from archive.frontier import Frontier

_SOURCES = """
SELECT source,
    count(*) FILTER (WHERE record_type = 'response') AS responses,
    count(*) FILTER (WHERE record_type = 'revisit') AS revisits,
    count(*) FILTER (WHERE refusal IS NOT NULL) AS refusals,
    max(fetched_at) AS last_capture
FROM capture GROUP BY source"""

_MENTIONS = """
SELECT capture.source, count(*), count(*) FILTER (WHERE mention.status = 'killed')
FROM mention
JOIN document ON document.snapshot = mention.document
JOIN capture ON capture.id = document.capture
GROUP BY capture.source"""


def by_source(db: Database, clock: Clock) -> list[dict[str, object]]:
    """One row a source: URLs known and due, captures by kind, mentions, open issues."""
    frontier = Frontier(db, clock)
    captured = {row[0]: row[1:] for row in db.conn.execute(_SOURCES)}
    mentions = {row[0]: row[1:] for row in db.conn.execute(_MENTIONS)}
    urls = frontier.counts()
    return [
        _row(
            db,
            source,
            urls.get(source, {}),
            captured.get(source, (0, 0, 0, None)),
            mentions.get(source, (0, 0)),
        )
        for source in sorted(urls.keys() | captured.keys())
    ]


def _row(
    db: Database,
    source: str,
    urls: dict[str, int],
    captured: tuple[int, int, int, str | None],
    mentions: tuple[int, int],
) -> dict[str, object]:
    responses, revisits, refusals, last = captured
    return {
        "source": source,
        "urls": sum(urls.values()),
        "waiting": sum(urls.values()) - urls.get("done", 0),
        "responses": responses,
        "revisits": revisits,
        "refusals": refusals,
        "mentions": mentions[0],
        "killed": mentions[1],
        "issues": len(issues.open_issues(db, source=source)),
        "last_capture": last and last[:16] + "Z",
    }


def last_run(db: Database) -> dict[str, object] | None:
    """The last run, or None; a run without an end was killed or is still going."""
    run = runs.last(db)
    if run is None:
        return None
    return {
        "run": run.id,
        "kind": run.kind,
        "started": stamp(run.started_at),
        "ended": run.ended_at and stamp(run.ended_at),
        "exit_code": run.exit_code,
    }


def open_issues(db: Database, *, run: str | None = None) -> list[dict[str, object]]:
    """Open issues as rows, oldest first: all, or those of a run."""
    return [
        {
            "kind": one.kind,
            "source": one.source,
            "url": one.url,
            "detail": one.detail,
            "since": stamp(one.raised_at)[:16],
        }
        for one in issues.open_issues(db, run=run)
    ]
