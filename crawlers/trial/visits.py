"""Looks at pages of a site as the crawl would: robots.txt first, pauses, checked addresses. Keeps nothing."""

from collections.abc import Callable
from urllib.parse import urlsplit

from msgspec import Struct
from scrapy.selector import Selector

from archive import payload
from archive.clock import Clock
from archive.records import Exchange, Link, Purpose
from crawlers.agent import PRODUCT
from crawlers.fetching import Fetcher, header
from crawlers.gate import Gate
from crawlers.keys import NotAWebAddress, absolute
from crawlers.pool import Pool
from crawlers.refusals import refusal
from crawlers.robots import Rules
from crawlers.rulebook import UNREACHABLE, Rulebook
from crawlers.source import Crawl, SourceConfig
from crawlers.trial.encoding import charset_of

MOST = 11
"""Requests of one trial, robots.txt aside."""
DELAY = 2.0
NAME = "trial"
DECODED_LIMIT = 16 << 20
REDIRECTS = 5
MOVED = (301, 302, 303, 307, 308)

Told = Callable[[str], None]


class CannotTry(Exception):
    """The site gives nothing to propose a source from; the message says why, in words for the terminal."""


class Seen(Struct, frozen=True):
    """A page as it was answered, at `url` after redirects. `refused`: the kind of refusal, or None."""

    url: str
    status: int
    content_type: str
    body: bytes
    charset: str
    refused: str | None

    @property
    def is_good(self) -> bool:
        """Whether there is something to read."""
        return 200 <= self.status < 300 and not self.refused

    @property
    def text(self) -> str:
        """The body as text, in its real encoding."""
        return self.body.decode(self.charset, errors="replace")

    @property
    def selector(self) -> Selector:
        """The body as HTML."""
        return Selector(text=self.text or "<html></html>", type="html", base_url=self.url)


class Forgetful:
    """Takes the place of the archive's recorder where nothing is to be kept."""

    def keep(self, exchange: Exchange, *, settles: Link | None) -> None:
        """Keeps nothing."""

    def missed(self, url: str, key: str, *, source: str, purpose: Purpose, reason: str) -> None:
        """Keeps nothing."""


class Visits:
    """The few requests of one trial, within a running event loop."""

    def __init__(
        self, url: str, agent: str, clock: Clock, *, loopback: bool, delay: float = DELAY, told: Told
    ) -> None:
        """`agent`: our User-Agent, with a contact. `told`: is told each address before it is asked for."""
        self._pool = Pool(loopback=loopback)
        self._fetcher = Fetcher(clock, Gate(), self._pool, agent)
        self._rulebook = Rulebook(self._fetcher, Forgetful(), PRODUCT)
        crawl = Crawl(start=[url], delay=delay)
        self._config = SourceConfig(NAME, url, "press", "feed", crawl, id=NAME)
        self._told = told
        self.asked: list[str] = []

    async def rules(self, url: str) -> Rules:
        """The robots.txt of a URL's site. Raises CannotTry if it cannot be had."""
        found = await self._rulebook.rules(url, self._config)
        if found.fault:
            raise CannotTry(
                f"nothing was asked of {_host(url)}, for its robots.txt cannot be had: {found.fault}"
            )
        return found

    async def look(self, url: str) -> Seen:
        """The page at a URL, redirects followed. Raises CannotTry with what stands in the way."""
        for _ in range(REDIRECTS + 1):
            exchange = await self._asked(url)
            location = header(exchange, "location")
            if exchange.status not in MOVED or not location:
                return _seen(exchange)
            try:
                url = absolute(exchange.url, location)
            except NotAWebAddress as error:
                raise CannotTry(f"{exchange.url} leads to no web address: {error}") from error
        raise CannotTry(f"{url}: more than {REDIRECTS} redirects on end")

    async def probe(self, url: str) -> Seen | None:
        """The same for an address that need not be there: None where it is not, or may not be asked."""
        try:
            seen = await self.look(url)
        except CannotTry:
            return None
        return seen if seen.is_good else None

    def close(self) -> None:
        """Ends all connections."""
        self._pool.close()

    async def _asked(self, url: str) -> Exchange:
        rules = await self.rules(url)
        if not rules.allows(url):
            raise CannotTry(f"robots.txt of {_host(url)} forbids {url} to us; it was not asked for")
        if len(self.asked) >= MOST:
            raise CannotTry(f"{MOST} requests were spent, and {url} would be one more")
        self.asked.append(url)
        self._told(url)
        delay = max(self._config.crawl.delay, rules.delay)
        try:
            return await self._fetcher.fetch(url, source=NAME, purpose="page", delay=delay)
        except UNREACHABLE as error:
            raise CannotTry(f"{url} gave no answer: {error}") from error


def _seen(exchange: Exchange) -> Seen:
    content_type = header(exchange, "content-type") or ""
    try:
        body = payload.decoded(exchange.entity, header(exchange, "content-encoding"), DECODED_LIMIT)
    except payload.Undecodable as error:
        raise CannotTry(f"{exchange.url}: its content encoding cannot be removed: {error}") from error
    refused = refusal(exchange.status, body, content_type)
    charset = charset_of(body)
    return Seen(exchange.url, exchange.status, content_type, body, charset, refused)


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
