"""The session of `scrapy crawl SOURCE`, where no other part of the program has made one."""

import os
from contextlib import ExitStack

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import UsageError

from archive.clock import Clock
from archive.home import Home
from crawlers.session import Session
from crawlers.source import SourceConfig


def lone_session(crawler: Crawler, config: SourceConfig) -> Session:
    """A session that takes the home's lock, and gives it back when the spider closes.

    Raises UsageError (no home named), agent.NoContact, home.HomeError.
    """
    settings = crawler.settings
    home = Home(_home(settings.get("SINODIK_HOME"))).create()
    held = ExitStack()
    held.enter_context(home.lock(f"scrapy crawl {config.id}"))
    with held:
        session = Session(
            home,
            [config],
            clock=Clock.from_environment(),
            contact=settings.get("SINODIK_CONTACT"),
            loopback=settings.getbool("SINODIK_ALLOW_LOOPBACK"),
        )
        kept = held.pop_all()

    async def close(spider: Spider) -> None:
        with kept:
            await session.close()

    crawler.signals.connect(close, signals.spider_closed, weak=False)
    return session


def _home(setting: str | None) -> str:
    home = setting or os.environ.get("SINODIK_HOME")
    if not home:
        raise UsageError("no home: set SINODIK_HOME, or scrapy crawl SOURCE -s SINODIK_HOME=DIR")
    return home
