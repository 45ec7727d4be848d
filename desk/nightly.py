"""The night: crawl what is due, read what is new, link it, say what came of it, and end the run's row."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct, structs

from archive import runs
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.sqlite import Database
from crawlers.night import CrawlReport, crawl
from crawlers.source import SourceConfig
from crawlers.tally import Tally
from desk import mirrors, status, vanished
from desk.expectations import compare_mentions
from desk.fetched import fetched_together
from desk.health.healing import settle_healed
from desk.health.judging import look_over
from desk.parsing import Parser, ParseReport
from desk.persons.linking import LinkReport
from desk.persons.nightly import link

Progress = Callable[[str, int, int | None], None]
"""Told the stage (`crawling`, `reading`, the linkage's), how much of it is done, and of how much (None: not
known)."""


class NightReport(Struct):
    """What a night came to. `issues` are those it raised, or found open still; `exit_code` 0 good, 1 look.

    `vanished`: pages seen before that are gone now. `back`: pages that were gone and are there again.
    """

    run: str
    crawl: CrawlReport
    parse: ParseReport
    linked: LinkReport
    issues: list[dict[str, object]]
    vanished: int
    back: int

    @property
    def exit_code(self) -> int:
        """0: good. 1: a person should look. That a night failed (2) is told by an error instead."""
        return 1 if self.issues else 0

    def summary(self) -> dict[str, object]:
        """The run's row: the crawl's totals, the parse's and the linkage's numbers, and how many issues."""
        totals = {name: sum(getattr(tally, name) for tally in self.crawl.sources) for name in COUNTS}
        ledger = {"vanished": self.vanished, "back": self.back}
        read = {"parse": structs.asdict(self.parse), "link": structs.asdict(self.linked)}
        return {"crawl": totals, **read, "issues": len(self.issues), **ledger}


COUNTS = tuple(count.name for count in structs.fields(Tally) if count.type is int)


def run_night(
    home: Home,
    sources: Sequence[SourceConfig],
    *,
    clock: Clock,
    workers: int | None = None,
    loopback: bool = False,
    progress: Progress = lambda stage, done, total: None,
) -> NightReport:
    """Run one night under the home's lock; killed, the next night goes on where it was.

    `loopback`: crawl loopback addresses and no others (tests, the demo). Raises home.HomeError,
    agent.NoContact; the run's row then says exit code 2 and why.
    """
    home.create()
    with home.lock("nightly"), _run(home, sources, clock) as (db, run):
        crawled = crawl(
            home, sources, clock=clock, run=run, loopback=loopback, progress=fetched_together(progress)
        )
        parser = Parser(home, db, clock, run)
        parsed = parser.parse(workers=workers, progress=lambda done, total: progress("reading", done, total))
        compare_mentions(db, clock, run, sources)
        look_over(db, clock, run, sources)
        settle_healed(db, clock, run)
        ledger = vanished.keep_up(home, db, clock)
        mirrors.keep_up(home, db, clock)
        linked = link(home, db, clock, run, progress=progress)
        issues = status.open_issues(db, run=run)
        report = NightReport(run, crawled, parsed, linked, issues, len(ledger.vanished), len(ledger.back))
        runs.end(db, clock, run, report.exit_code, report.summary())
        return report


@contextmanager
def _run(home: Home, sources: Sequence[SourceConfig], clock: Clock) -> Iterator[tuple[Database, str]]:
    """A run's row, ended with 2 if the night fails."""
    db = connect(home)
    run = runs.start(db, clock, "nightly", {"sources": [source.id for source in sources]})
    try:
        yield db, run
    except BaseException as error:
        runs.end(db, clock, run, 2, {"error": f"{type(error).__name__}: {error}"})
        raise
    finally:
        db.close()
