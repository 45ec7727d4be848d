"""What all sources of one crawling process share: the recorder, the gate, the robots rules, the tallies."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

from scrapy import Request

from archive import issues, runs, sources, tallies, visits
from archive.clock import Clock
from archive.database import connect
from archive.home import Home, HomeError
from archive.recorder import Recorder, recover
from archive.records import Exchange, Link
from crawlers.agent import PRODUCT, contact_of, user_agent
from crawlers.browser.chromium import Chromium
from crawlers.browser.served import Served
from crawlers.browser.shelf import Shelf
from crawlers.fetching import Fetcher
from crawlers.gate import Gate
from crawlers.pool import Pool
from crawlers.rulebook import Rulebook
from crawlers.source import SourceConfig
from crawlers.tally import CrawlReport, Tally, summary, tally_of
from crawlers.wire import Limits

FLUSH_EVERY = 0.5
"""Seconds that an exchange waits at most to be made durable."""

Progress = Callable[[Tally], None]


class Session:
    """One crawl into a home whose lock this process holds; made within a running event loop.

    `exchanges` holds what the download handler fetched for a request, until it is kept. `beside` counts the
    requests of each source that no link asked for, `shelf` holds what shown pages share.
    """

    def __init__(
        self,
        home: Home,
        configs: Sequence[SourceConfig],
        *,
        clock: Clock,
        run: str | None = None,
        contact: str | None = None,
        loopback: bool = False,
        hours: float = 8.0,
        progress: Progress | None = None,
        limits: Limits | None = None,
    ) -> None:
        """`run`: a run to write into; without one the session starts its own, and ends it.

        `hours`: how long the night lasts at most. `limits`: of an answer, in bytes and seconds.
        Raises agent.NoContact, home.HomeError.
        """
        name = user_agent(contact_of(contact), loopback=loopback)
        self.clock = clock
        self.ends_at = clock.now() + timedelta(hours=hours)
        self.exchanges: WeakKeyDictionary[Request, Exchange] = WeakKeyDictionary()
        self.tallies = {config.id: tally_of(config) for config in configs}
        self.gate = Gate()
        self._configs = configs
        self._progress = progress
        self._owns_run = run is None
        self.run = self._begin(home, configs, run)
        self.recorder = Recorder(home, clock, self.run)
        self.frontier = self.recorder.frontier
        self._pool = Pool(loopback=loopback, limits=limits)
        self.fetcher = Fetcher(clock, self.gate, self._pool, name)
        self.rulebook = Rulebook(self.fetcher, self.recorder, PRODUCT)
        self.chromium = Chromium(name)
        self.shelf: Shelf[Served] = Shelf()
        self.beside: Counter[str] = Counter()
        self._leading: set[str] = set()
        self._fault: HomeError | None = None
        self._flushing = asyncio.create_task(self._flush_often())

    def keep(
        self, exchange: Exchange, link: Link, outlinks: Sequence[Link] = (), again_at: datetime | None = None
    ) -> None:
        """Hands an exchange to the recorder, with the link it settles and those found on it."""
        tally = self.tallies[link.source]
        tally.fetched += 1
        with self._stopping():
            try:
                self.recorder.keep(exchange, settles=link, outlinks=outlinks, again_at=again_at)
            except ValueError as error:
                self.issue("unwritable", str(error), source=link.source, url=link.url)
                self.recorder.fail(link, f"cannot be written: {error}")
        if outlinks or again_at:
            self._leading.add(link.source)
        if self._progress:
            self._progress(tally)

    def issue(self, kind: str, detail: str, *, source: str, url: str | None = None) -> None:
        """Something that a person should look at."""
        db = self.recorder.db
        with self._stopping():
            issues.raise_issue(db, self.clock, run=self.run, kind=kind, detail=detail, source=source, url=url)

    def known_urls(self, source: str) -> list[str]:
        """All URLs that the frontier holds of a source."""
        return self.frontier.urls(source)

    def delay(self, url: str, config: SourceConfig) -> float:
        """Seconds between two requests to the host of a URL: the source's, or more if robots.txt asks."""
        asked = 0.0 if config.crawl.exceptions.ignore_delay else self.rulebook.known_delay(url)
        return max(config.crawl.delay, asked)

    def settle_leads(self, source: str) -> None:
        """Flushes if what is buffered may give this source something more to fetch."""
        if source in self._leading:
            self.flush()

    def flush(self) -> None:
        """Makes all that was kept durable; if that cannot be, the night ends."""
        with self._stopping():
            self.recorder.flush()
            self._leading.clear()

    def stop(self, reason: str) -> None:
        """Ends the night of every source: nothing more is asked for."""
        for tally in self.tallies.values():
            tally.stopped = tally.stopped or reason

    async def close(self, *, failed: bool = False) -> CrawlReport:
        """Ends the night: everything durable, leases returned, connections closed, the run's row ended.

        Raises home.HomeError if the home could not be written.
        """
        await self.chromium.close()
        self._flushing.cancel()
        self._pool.close()
        if self._fault:
            self.recorder.close()
            raise self._fault
        self.flush()
        for source in self.tallies:
            self.frontier.release(source)
        report = self._report()
        if self._owns_run:
            exit_code = 2 if failed else report.exit_code
            runs.end(self.recorder.db, self.clock, self.run, exit_code, summary(report))
        self.recorder.close()
        return report

    @contextmanager
    def _stopping(self) -> Iterator[None]:
        """A home that cannot be written ends the night of every source; `close` raises what was wrong."""
        try:
            yield
        except HomeError as error:
            self._fault = error
            self.stop(str(error))

    def _begin(self, home: Home, configs: Sequence[SourceConfig], run: str | None) -> str:
        recovered = recover(home)
        db = connect(home)
        try:
            arguments = {"sources": [config.id for config in configs]}
            begun = run or runs.start(db, self.clock, "crawl", arguments)
            for config in configs:
                sources.record(db, self.clock, config.id, config.toml)
            for detail in recovered.losses:
                issues.raise_issue(db, self.clock, run=begun, kind="warc-file", detail=detail)
            return begun
        finally:
            db.close()

    def _report(self) -> CrawlReport:
        db = self.recorder.db
        self._compare_with_expectations()
        brought = tallies.brought(db, self.run)
        for source, tally in self.tallies.items():
            if found := brought.get(source):
                tally.new, tally.revisits, tally.unchanged = found.new, found.revisits, found.unchanged
            tally.left = self.frontier.counts(source).get(source, {}).get("queued", 0)
            tally.due += tally.left
        visits.append(db, self.clock, self.run, list(self.tallies.values()))
        return CrawlReport(self.run, list(self.tallies.values()), len(issues.open_issues(db, run=self.run)))

    def _compare_with_expectations(self) -> None:
        for config in self._configs:
            held, expected = tallies.pages_held(self.recorder.db, config.id), config.expect.captures
            if held < expected and not self.tallies[config.id].stopped:
                self.issue("few-captures", f"{held} pages, expected {expected} or more", source=config.id)

    async def _flush_often(self) -> None:
        while True:
            await asyncio.sleep(FLUSH_EVERY)
            self.flush()
