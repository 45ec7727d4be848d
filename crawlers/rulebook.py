"""The robots.txt of every origin that a run visits, each fetched once and kept like any other exchange."""

import asyncio
from typing import Protocol
from urllib.parse import urlsplit, urlunsplit

from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)

from archive import payload
from archive.records import Exchange, Link, Purpose
from crawlers.clean_param import CleanParam, dropped
from crawlers.fetching import Fetcher, header, location_of
from crawlers.keys import NotAWebAddress, absolute, host_of
from crawlers.robots import READ, Rules, rules
from crawlers.source import SourceConfig
from crawlers.spellings import bare_host

HOPS = 5
UNREACHABLE = (
    CannotResolveHostError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
)
"""The exceptions that mean: no answer came."""


class Keeper(Protocol):
    """What keeps an exchange of ours, or that there was none: the archive's recorder."""

    def keep(self, exchange: Exchange, *, settles: Link | None) -> None:
        """Keeps an exchange."""

    def missed(self, url: str, key: str, *, source: str, purpose: Purpose, reason: str) -> None:
        """Keeps that no answer came."""


class Rulebook:
    """What each origin allows, asked once in a run."""

    def __init__(self, fetcher: Fetcher, recorder: Keeper, agent: str) -> None:
        """`agent`: the product name that robots.txt would call us by."""
        self._fetcher = fetcher
        self._recorder = recorder
        self._agent = agent
        self._asked: dict[str, asyncio.Task[Rules]] = {}
        self._clean: dict[str, tuple[CleanParam, ...]] = {}

    async def rules(self, url: str, config: SourceConfig) -> Rules:
        """The rules for a URL; fetched for the source that asks first."""
        at = robots_url(url)
        if at not in self._asked:
            self._asked[at] = asyncio.create_task(self._ask(at, config))
        return await asyncio.shield(self._asked[at])

    def known_delay(self, url: str) -> float:
        """Seconds between requests that the origin of a URL asks for, as far as it has been asked."""
        task = self._asked.get(robots_url(url))
        return task.result().delay if task and task.done() and not task.exception() else 0.0

    def dropped(self, url: str) -> frozenset[str]:
        """The parameters of a URL that its site calls idle, as far as it was asked; mirrors are one site."""
        return dropped(url, self._clean.get(_site(url), ()))

    async def _ask(self, url: str, config: SourceConfig) -> Rules:
        found = await self._fetched(url, config)
        if found.clean:
            self._clean[_site(url)] = found.clean
        return found

    async def _fetched(self, url: str, config: SourceConfig) -> Rules:
        delay = config.crawl.delay
        for _ in range(HOPS + 1):
            try:
                exchange = await self._fetcher.fetch(url, source=config.id, purpose="robots", delay=delay)
            except UNREACHABLE as error:
                reason = f"{type(error).__name__}: {error}"
                self._recorder.missed(url, url, source=config.id, purpose="robots", reason=reason)
                return Rules(self._agent, fault=f"{url}: {error}")
            self._recorder.keep(exchange, settles=None)
            location = location_of(exchange)
            if not 300 <= exchange.status < 400 or not location:
                return self._read(exchange)
            try:
                url = absolute(url, location)
            except NotAWebAddress:
                return Rules(self._agent)
        return Rules(self._agent)  # more than five redirects: as if there were none (RFC 9309 §2.3.1.2)

    def _read(self, exchange: Exchange) -> Rules:
        """Half a file may lack the very line that forbids; of one that is too long we have what is read."""
        try:
            encoding = header(exchange, "content-encoding")
            body = payload.decoded(exchange.entity, encoding, limit=READ * 20)
        except payload.Undecodable as error:
            return Rules(self._agent, fault=f"{exchange.url}: {error}")
        if exchange.truncated and len(body) < READ:
            return Rules(self._agent, fault=f"{exchange.url}: cut ({exchange.truncated})")
        return rules(self._agent, exchange.status, body)


def robots_url(url: str) -> str:
    """Where the robots.txt of a URL's origin is."""
    parts = urlsplit(url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], "/robots.txt", "", ""))


def _site(url: str) -> str:
    return bare_host(host_of(url))
