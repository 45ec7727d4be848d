"""What the report of a run says, gathered from the archive. No name of a dead person is in it."""

import shutil
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from archive import issues
from archive.clock import stamp
from archive.home import Home
from archive.issues import Issue
from archive.runs import Run
from archive.sqlite import Database
from crawlers.source import SourceConfig
from desk import vanished
from desk.health.standing import Standing, standings
from desk.reports.plot import Point
from desk.reports.remedies import remedy

NIGHTS = 30
ROWS = 200
"""Pages and issues that are named at most; the rest are counted."""

STATUSES = ("killed", "missing", "captive", "alive", "unsure")

_POINTS = """SELECT min(visit.at), sum(fetched), sum(ifnull(fresh, 0)), sum(ifnull(mentions, 0))
FROM visit LEFT JOIN harvest ON harvest.run = visit.run AND harvest.source = visit.source
WHERE visit.run <= ? GROUP BY visit.run ORDER BY visit.run DESC LIMIT ?"""

_CAME = """SELECT visit.source, due, fetched, new + revisits + unchanged, ifnull(fresh, 0), gone, moved,
    refused, failed + busy, disallowed, "left", ifnull(mentions, 0), stopped
FROM visit LEFT JOIN harvest ON harvest.run = visit.run AND harvest.source = visit.source
WHERE visit.run = ? ORDER BY visit.source"""


class Came(Struct, frozen=True):
    """What came of a source in the run, in numbers of URLs."""

    source: str
    due: int
    answers: int
    sound: int
    fresh: int
    gone: int
    moved: int
    refused: int
    failed: int
    disallowed: int
    left: int
    mentions: int
    stopped: str | None


class Wanted(Struct, frozen=True):
    """An issue, and what to do about it."""

    kind: str
    source: str
    url: str
    detail: str
    since: str
    remedy: str


class Disk(Struct, frozen=True):
    """Bytes: of the WARC files, of the database, written by the run, free on the disk."""

    warc: int
    database: int
    written: int
    free: int


class Contents(Struct, frozen=True):
    """All that the page shows. `read`: mentions by status. `more_…`: how many are not named."""

    run: Run
    came: list[Came]
    standings: dict[str, Standing]
    exceptions: list[tuple[str, str, str]]
    read: dict[str, int]
    vanished: list[dict[str, object]]
    more_vanished: int
    wanted: list[Wanted]
    more_wanted: int
    points: list[Point]
    disk: Disk


def contents(home: Home, db: Database, run: Run, sources: Sequence[SourceConfig], now: datetime) -> Contents:
    """Gather it; states are those of `now`."""
    missing = _vanished(db, run, now)
    raised = issues.open_issues(db, run=run.id)
    return Contents(
        run=run,
        came=[Came(*row) for row in db.conn.execute(_CAME, (run.id,))],
        standings={one.source: one for one in standings(db, now, sources)},
        exceptions=list(_exceptions(sources)),
        read=_read(run),
        vanished=missing[:ROWS],
        more_vanished=max(0, len(missing) - ROWS),
        wanted=[_wanted(one) for one in raised[:ROWS]],
        more_wanted=max(0, len(raised) - ROWS),
        points=[Point(*row) for row in db.conn.execute(_POINTS, (run.id, NIGHTS))][::-1],
        disk=_disk(home, db, run),
    )


def _vanished(db: Database, run: Run, now: datetime) -> list[dict[str, object]]:
    """The pages that this run found gone."""
    begun, ended = stamp(run.started_at), stamp(run.ended_at or now)
    return [page for page in vanished.pages(db, since=begun) if str(page["since"]) <= ended]


def _exceptions(sources: Iterable[SourceConfig]) -> Iterable[tuple[str, str, str]]:
    for source in sources:
        declared = source.crawl.exceptions
        for name in declared.__struct_fields__:
            if source.status == "active" and (reason := getattr(declared, name)):
                yield source.id, name, reason


def _read(run: Run) -> dict[str, int]:
    """Mentions by status, from the run's own summary; empty if the run read nothing."""
    parse = (run.summary or {}).get("parse")
    if not isinstance(parse, dict):
        return {}
    return {status: parse[status] for status in STATUSES if parse.get(status)}


def _wanted(issue: Issue) -> Wanted:
    """An error of reading quotes the page, which may name people: its words stay in `sinodik issues`."""
    detail = "" if issue.kind.startswith("unread: ") else issue.detail
    since = stamp(issue.raised_at)[:16].replace("T", " ")
    return Wanted(issue.kind, issue.source or "", issue.url or "", detail, since, remedy(issue.kind))


def _disk(home: Home, db: Database, run: Run) -> Disk:
    warc = sum(file.stat().st_size for file in home.warc.glob("*.warc.gz"))
    (written,) = db.conn.execute(
        "SELECT ifnull(sum(size), 0) FROM warc_file WHERE run = ?", (run.id,)
    ).fetchone()
    return Disk(warc, home.database.stat().st_size, written, shutil.disk_usage(home.path).free)
