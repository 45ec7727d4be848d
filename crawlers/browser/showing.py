"""Downloader middleware: shows what a source of the spider `browser` answered, and passes the DOM on.

It stands within `Settling`, which so judges what a reader would see, and outside of robots.txt.
"""

from typing import Self, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive import captures
from archive.records import Exchange, Rendering
from crawlers.browser.chromium import NoChromium, Unrendered
from crawlers.browser.errands import Errands
from crawlers.browser.rendering import Show, digest
from crawlers.browser.served import served
from crawlers.fetching import header
from crawlers.keys import host_of
from crawlers.refusals import refusal
from crawlers.spiders.base import SourceSpider


class Showing:
    """Renders good HTML answers; where that fails, the plain answer goes on, with an issue."""

    def __init__(self, crawler: Crawler) -> None:
        self._spider = cast(SourceSpider, crawler.spider)
        self._session = self._spider.session
        self._config = self._spider.config

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """The response, its body the DOM. The renderings are kept with the exchange."""
        exchange = self._session.exchanges[request]
        if self._config.spider != "browser" or not _is_shown(exchange, response):
            return response
        try:
            exchange.renderings = await self._renderings(exchange)
        except (NoChromium, Unrendered) as error:
            self._session.issue("unrendered", str(error), source=self._config.id, url=exchange.url)
            return response
        return response.replace(body=exchange.renderings[0].body, encoding="utf-8")

    async def _renderings(self, exchange: Exchange) -> tuple[Rendering, ...]:
        session, browser = self._session, self._config.crawl.browser
        errands = Errands(
            exchange.url,
            served(exchange.status, exchange.headers, exchange.entity),
            self._config,
            fetcher=session.fetcher,
            rulebook=session.rulebook,
            shelf=session.shelf,
            is_allowed=self._is_allowed,
        )
        show = Show(exchange.url, errands, wait=browser.wait, seconds=browser.seconds)
        return await show.render(session.chromium, session.clock.now, self._is_known)

    def _is_allowed(self, url: str) -> bool:
        """Whether a page of this source may ask for a URL: on its own hosts, and those its TOML names."""
        host, named = host_of(url), self._config.crawl.browser.hosts
        return self._spider.is_ours(url) or any(host == one or host.endswith(f".{one}") for one in named)

    def _is_known(self, html: bytes) -> bool:
        held = captures.rendering_holder(self._session.recorder.db, self._config.id, digest(html))
        return held is not None


def _is_shown(exchange: Exchange, response: Response) -> bool:
    """Whether there is something to show: a whole page that is no captcha, which we would have to pass."""
    media_type = (header(exchange, "content-type") or "text/html").lower()
    if exchange.status != 200 or exchange.truncated or "html" not in media_type:
        return False
    return refusal(exchange.status, response.body, media_type) is None
