"""Spider middleware: keeps a page once its callback has given all its links, and never before."""

from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import Self, cast
from weakref import WeakKeyDictionary

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive.records import Exchange, Link
from crawlers.hours import NIGHT
from crawlers.keys import NotAWebAddress
from crawlers.spiders.base import SourceSpider, link_of

LINKS = 50_000
"""Links of one page that are followed: as many as one sitemap may name."""


class Keeping:
    """Collects the links that a callback yields; with the last one the exchange goes to the recorder."""

    def __init__(self, crawler: Crawler) -> None:
        self._spider = cast(SourceSpider, crawler.spider)
        self._session = self._spider.session
        self._found: WeakKeyDictionary[Request, list[Link]] = WeakKeyDictionary()

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[object]
    ) -> AsyncIterator[object]:
        """Passes on only what is neither link nor request."""
        assert response.request is not None
        found = self._found[response.request] = []
        async for output in result:
            if len(found) >= LINKS:
                detail = f"more than {LINKS} links; the others were not followed"
                self._session.issue("truncated", detail, source=self._spider.config.id, url=response.url)
                break
            if isinstance(output, Link):
                found.append(output)
            elif isinstance(output, Request):
                found.extend(self._links(response, output))
            else:
                yield output
        self._keep(response)

    def process_spider_exception(self, response: Response, exception: Exception) -> Iterable[object]:
        """A callback that raised spoils only the links that it had not yet given."""
        link = link_of(response)
        detail = f"{link.callback} raised {type(exception).__name__}: {exception}"
        self._session.issue("spider", detail, source=link.source, url=link.url)
        self._keep(response)
        return ()

    def _keep(self, response: Response) -> None:
        """Once for each response: whoever comes first."""
        assert response.request is not None
        exchange = self._session.exchanges.pop(response.request, None)
        if exchange:
            found = self._found.pop(response.request, [])
            ours = [link for link in found if self._spider.is_ours(link.url)]
            self._session.keep(exchange, link_of(response), ours, _again_at(exchange))

    def _links(self, response: Response, request: Request) -> list[Link]:
        try:
            return [self._spider.link(request, link_of(response).depth + 1)]
        except NotAWebAddress:
            return []


def _again_at(exchange: Exchange) -> datetime | None:
    """A page that was cut by an accident is tried again the next night; one cut for its size is not."""
    return exchange.fetched_at + NIGHT if exchange.truncated in ("time", "disconnect") else None
