"""Downloader middleware, outermost: fetches the images that carry a page's words, to be kept with the page.

They are fetched when the page is new or shows other bytes, in the host's turn and as robots.txt allows; an
image that another page of the source has brought is that site's furniture, and not this page's.
"""

from hashlib import sha256
from typing import Self, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive import capture, captures
from archive.records import Exchange, Link
from crawlers.fetching import header, location_of
from crawlers.images import images
from crawlers.keys import NotAWebAddress, absolute, host_of
from crawlers.rulebook import UNREACHABLE
from crawlers.spiders.base import SourceSpider, link_of_request
from crawlers.wire import Limits

HOPS = 3
MOVED = (301, 302, 303, 307, 308)
BUSY = (429, 503)
HINTS = (b"<img", b"<IMG", b"og:image", b"twitter:image")


class Picturing:
    """Adds a page's images to its exchange, within the source's limits and its night's budget."""

    def __init__(self, crawler: Crawler) -> None:
        self._spider = cast(SourceSpider, crawler.spider)
        self._session = self._spider.session
        self._config = self._spider.config
        self._limits = self._config.crawl.images
        self._brought_by: dict[str, str] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """The response as it was; what could be had of its images is with the exchange."""
        exchange, link = self._session.exchanges[request], link_of_request(request)
        if link.purpose == "page" and self._may_have(exchange, response) and self._is_new(exchange, link):
            exchange.images = await self._images(response, link)
        return response

    def _may_have(self, exchange: Exchange, response: Response) -> bool:
        media_type = (header(exchange, "content-type") or "text/html").lower()
        is_page = exchange.status == 200 and "html" in media_type and not exchange.refusal
        return is_page and bool(self._limits.count) and any(hint in response.body for hint in HINTS)

    def _is_new(self, exchange: Exchange, link: Link) -> bool:
        """Whether the page shows what it did not show at the last look; images are not looked at for less."""
        db = self._session.recorder.db
        if exchange.renderings:
            dom = sha256(exchange.renderings[0].body).hexdigest()
            return captures.rendering_holder(db, link.source, dom) is None
        last = captures.last_good(db, link.source, link.key)
        return last is None or last.payload_digest != sha256(exchange.entity).hexdigest()

    async def _images(self, response: Response, link: Link) -> tuple[Exchange, ...]:
        kept: list[Exchange] = []
        wanted = [url for url in images(response) if self._is_wanted(url, link)]
        for url in wanted[: self._limits.count]:
            kept += await self._fetched(url, link)
            if self._session.tallies[link.source].stopped or (kept and kept[-1].status in BUSY):
                break
        return tuple(kept)

    def _is_wanted(self, url: str, link: Link) -> bool:
        """Whether an image is where we may fetch it, and no other page has brought it."""
        if not self._is_allowed(url):
            return False
        db = self._session.recorder.db
        held = captures.last_good(db, link.source, url)
        if held and held.page:
            return capture.one(db, held.page).url_key == link.key
        return self._brought_by.setdefault(url, link.key) == link.key

    def _is_allowed(self, url: str) -> bool:
        host = host_of(url)
        return self._spider.is_ours(url) or any(
            host == one or host.endswith(f".{one}") for one in self._limits.hosts
        )

    async def _fetched(self, url: str, link: Link) -> list[Exchange]:
        """What came of an image: its exchange, before it the redirects to it; nothing if it cannot be had."""
        hops: list[Exchange] = []
        for _ in range(HOPS):
            exchange = await self._asked(url, link)
            if exchange is None:
                return hops
            hops.append(exchange)
            target = location_of(exchange) if exchange.status in MOVED else None
            try:
                url = absolute(url, target or "data:,")
            except NotAWebAddress:
                return hops
            if not self._is_allowed(url):
                return hops
        return hops

    async def _asked(self, url: str, link: Link) -> Exchange | None:
        session, config = self._session, self._config
        may_ask = config.crawl.exceptions.ignore_robots or (await session.rulebook.rules(url, config)).allows(
            url
        )
        if not may_ask:
            return None
        session.beside[config.id] += 1
        validators = captures.last_validators(session.recorder.db, config.id, url)
        etag = validators and validators.etag
        try:
            return await session.fetcher.fetch(
                url,
                source=config.id,
                purpose="image",
                delay=session.delay(url, config),
                headers=[(b"If-None-Match", etag.encode("latin-1", "replace"))] if etag else (),
                limits=Limits(size=self._limits.megabytes << 20),
            )
        except UNREACHABLE as error:
            reason = f"{type(error).__name__}: {error}"
            session.recorder.missed(url, url, source=config.id, purpose="image", reason=reason)
            return None
