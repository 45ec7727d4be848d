"""A night's crawl: every active source that is given, a few at a time, into one home."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings

from archive.clock import Clock
from archive.home import Home
from crawlers.loader import spider_of
from crawlers.session import Progress, Session
from crawlers.source import SourceConfig
from crawlers.tally import CrawlReport, Tally
from crawlers.wire import Limits

__all__ = ["CrawlReport", "Tally", "crawl"]

LAST_ANSWERS = 5.0
"""Seconds that an interrupted night waits for what it has asked already."""


def crawl(
    home: Home,
    sources: Sequence[SourceConfig],
    *,
    clock: Clock,
    run: str | None = None,
    contact: str | None = None,
    loopback: bool = False,
    hours: float = 8.0,
    at_once: int = 16,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> CrawlReport:
    """Fetches all that is due from the active ones of `sources`, and says what came of it.

    `run`: a run to write into; without one the crawl starts and ends its own. `contact`: for the user agent,
    else `SINODIK_CONTACT`. `loopback`: connect to loopback addresses and no others (tests, the demo).
    `hours`: how long the night lasts at most. `at_once`: how many sources are visited side by side.
    `progress` is called with a source's tally after each answer. `limits`: of an answer, bytes and seconds.

    Interrupted, it ends cleanly; killed, the next crawl goes on where it was.
    Raises home.HomeError (HomeBusy, DiskFull…), agent.NoContact.
    """
    active = [source for source in sources if source.status == "active"]
    home.create()

    async def night() -> CrawlReport:
        session = Session(
            home,
            active,
            clock=clock,
            run=run,
            contact=contact,
            loopback=loopback,
            hours=hours,
            progress=progress,
            limits=limits,
        )
        return await _visit_all(session, active, at_once)

    with home.lock("crawl"):
        return asyncio.run(night())


async def _visit_all(session: Session, sources: Sequence[SourceConfig], at_once: int) -> CrawlReport:
    runner = AsyncCrawlerRunner(scrapy_settings())
    doors = asyncio.Semaphore(at_once)
    has_failed = True

    async def visit(source: SourceConfig) -> None:
        async with doors:
            await runner.crawl(spider_of(source, session))

    try:
        visits = await asyncio.gather(*map(visit, sources), return_exceptions=True)
        for source, outcome in zip(sources, visits, strict=True):
            if outcome is not None:  # the others were visited all the same
                session.issue("spider", f"{type(outcome).__name__}: {outcome}", source=source.id)
        has_failed = False
    finally:
        if has_failed:
            await _interrupt(session, runner)
        report = await session.close(failed=has_failed)
    return report


async def _interrupt(session: Session, runner: AsyncCrawlerRunner) -> None:
    """Asks for nothing more, and waits a little for the answers that are on their way."""
    session.stop("interrupted")
    with suppress(TimeoutError):
        await asyncio.wait_for(runner.stop(), LAST_ANSWERS)


def scrapy_settings() -> Settings:
    """The settings of the Scrapy project, wherever the process was started."""
    settings = Settings()
    settings.setmodule("crawlers.settings", priority="project")
    # The sources were chosen by the caller; the folder is not read a second time.
    settings.set("SPIDER_LOADER_CLASS", "scrapy.spiderloader.SpiderLoader", priority="project")
    return settings
