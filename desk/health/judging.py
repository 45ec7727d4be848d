"""Judges each source after a night: raises an issue for what is wrong, settles those that hold no longer."""

from collections.abc import Iterable, Sequence
from datetime import timedelta

from archive import harvests, issues
from archive.clock import Clock, stamp
from archive.database import atomic
from archive.sqlite import Database
from archive.tallies import pages_held
from crawlers.source import SourceConfig
from desk.expectations import mentions_held
from desk.health.history import Held, History
from desk.health.night import LOOKBACK, nights
from desk.health.rules import COMPARING, Judgement, judge
from parsers.reading import VERSION

LEFT_ALONE = timedelta(days=30)
"""What a person has settled is not raised again for so long; the nights in which it was open are good."""

_FAULTY = f"""SELECT DISTINCT visit.source, visit.run FROM issue
JOIN visit ON visit.source = issue.source
LEFT JOIN run_end ON run_end.run = visit.run
LEFT JOIN settled ON settled.issue = issue.id
WHERE issue.kind IN ({", ".join("?" * len(COMPARING))}) AND visit.at >= ? AND issue.seen_at >= visit.at
    AND issue.raised_at <= ifnull(run_end.ended_at, visit.at)
    AND (settled.issue IS NULL OR settled.run NOT NULL)"""

_ACCEPTED = """SELECT issue.source, issue.kind FROM settled JOIN issue ON issue.id = settled.issue
WHERE settled.run IS NULL AND settled.at >= ?"""

_SUMS = "SELECT source, sum(fresh), sum(pages), sum(mentions) FROM harvest GROUP BY source"


def look_over(db: Database, clock: Clock, run: str, sources: Sequence[SourceConfig]) -> None:
    """Counts what was read in the run, and judges each active source that it visited."""
    harvests.keep_up(db, VERSION)
    now = clock.now()
    known = nights(db, now)
    faulty, accepted, sums = _faulty(db, clock), _accepted(db, clock), _sums(db)
    for source in sources:
        its = known.get(source.id, [])
        if source.status == "active" and its and its[-1].run == run:
            held = _held(db, source.id, sums.get(source.id, Held()))
            history = History(its, source.expect, held, faulty.get(source.id, set()))
            told = [one for one in judge(history) if (source.id, one.kind) not in accepted]
            _settle(db, clock, run, source.id, told)


def _settle(db: Database, clock: Clock, run: str, source: str, told: Iterable[Judgement]) -> None:
    still_open = {issue.kind: issue.id for issue in issues.open_issues(db, source=source) if not issue.url}
    with atomic(db):
        for one in told:
            if one.detail:
                issues.raise_issue(db, clock, run=run, kind=one.kind, detail=one.detail, source=source)
            elif one.kind in still_open:
                issues.settle(db, clock, still_open[one.kind], f"healed in run {run}", run=run)


def _held(db: Database, source: str, counted: Held) -> Held:
    """What visits brought; where they brought nothing, what the archive holds from before."""
    return Held(
        pages=counted.pages or pages_held(db, source),
        read=counted.read,
        mentions=counted.mentions or mentions_held(db, source),
    )


def _sums(db: Database) -> dict[str, Held]:
    return {source: Held(*sums) for source, *sums in db.conn.execute(_SUMS)}


def _faulty(db: Database, clock: Clock) -> dict[str, set[str]]:
    since = stamp(clock.now() - LOOKBACK)
    found: dict[str, set[str]] = {}
    for source, run in db.conn.execute(_FAULTY, (*COMPARING, since)):
        found.setdefault(source, set()).add(run)
    return found


def _accepted(db: Database, clock: Clock) -> set[tuple[str, str]]:
    rows = db.conn.execute(_ACCEPTED, (stamp(clock.now() - LEFT_ALONE),))
    return {(source, kind) for source, kind in rows}
