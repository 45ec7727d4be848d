"""Homes, sources and nights for the crawlers' tests: all real, all on loopback."""

import signal
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from crawlers.night import CrawlReport, crawl
from crawlers.registry import read
from crawlers.source import SourceConfig
from crawlers.wire import Limits

FIRST_NIGHT = datetime(2026, 3, 2, 1, 10, tzinfo=UTC)


class Archive:
    """A home, the nights that are crawled into it, and what is in it afterwards."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.home = Home(folder / "home").create()
        (folder / "sources").mkdir()

    def source(
        self, name: str, url: str, crawl: str = "", spider: str = "listing", extra: str = ""
    ) -> SourceConfig:
        """A source whose only start is `url`; `crawl` are further lines of its [crawl] table."""
        if spider == "listing" and "detail" not in crawl:
            crawl = f'detail = "a.page"\n{crawl}'
        if "delay" not in crawl.partition("[")[0]:
            crawl = f"delay = 0.0\n{crawl}"
        toml = f"""
title = "{name}"
home = "{url}"
kind = "press"
spider = "{spider}"
{extra}
[crawl]
start = ["{url}"]
{crawl}
"""
        file = self.folder / "sources" / f"{name}.toml"
        file.write_text(toml, "utf-8")
        return read(file)

    def night(
        self,
        *sources: SourceConfig,
        after: float = 0.0,
        loopback: bool = True,
        limits: Limits | None = None,
    ) -> CrawlReport:
        """Crawls on the night that comes `after` days after the first."""
        clock = Clock(FIRST_NIGHT + timedelta(days=after))
        contact = "mailto:test@example.org"
        return crawl(self.home, sources, clock=clock, loopback=loopback, contact=contact, limits=limits)

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        db = connect(self.home, readonly=True)
        try:
            return list(db.conn.execute(sql, values))
        finally:
            db.close()

    def captured(self, purpose: str = "%") -> list[tuple[object, ...]]:
        """URL, status and digest of every capture, robots.txt aside, in the order of URLs."""
        return self.rows(
            """SELECT url, status, payload_digest FROM capture
            WHERE purpose <> 'robots' AND purpose LIKE ? ORDER BY url, fetched_at""",
            purpose,
        )

    def issues(self) -> list[tuple[object, ...]]:
        """Kind and URL of every open issue."""
        return self.rows("SELECT kind, url FROM issue WHERE open = 1 ORDER BY kind, url")


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    return Archive(tmp_path)


def heed_interrupts() -> None:
    """In a process that was begun in a shell's background: it ignores them, and so would its children."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
