"""Scrapy's way to our fetcher: the exact exchange is set aside for the archive, spiders get a response."""

from ipaddress import ip_address
from typing import cast

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from archive import payload
from archive.records import Exchange
from crawlers.fetching import header
from crawlers.spiders.base import SourceSpider, link_of_request

DECODED_LIMIT = 64 << 20


class ExactHandler(BaseDownloadHandler):
    """Downloads http and https with every byte as it came; see `crawlers.wire`."""

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._spider = cast(SourceSpider, crawler.spider)

    async def download_request(self, request: Request) -> Response:
        """Fetches a request that came from the frontier. Raises Scrapy's download exceptions."""
        session, config = self._spider.session, self._spider.config
        exchange = await session.fetcher.fetch(
            request.url,
            source=config.id,
            purpose=link_of_request(request).purpose,
            delay=session.delay(request.url, config),
            headers=[(name, value) for name, values in request.headers.items() for value in values],
        )
        session.exchanges[request] = exchange
        return _response(request, exchange)


def _response(request: Request, exchange: Exchange) -> Response:
    """The response as spiders read it: content encoding removed; empty if that cannot be done."""
    encoding = header(exchange, "content-encoding")
    try:
        body = payload.decoded(exchange.entity, encoding, DECODED_LIMIT)
        flags = []
    except payload.Undecodable as error:
        body, flags = b"", [f"undecodable: {error}"]
    headers: dict[str, list[str]] = {}
    for name, value in exchange.headers:
        headers.setdefault(name, []).append(value)
    return HtmlResponse(
        request.url,
        status=exchange.status,
        headers=headers,
        body=body,
        flags=flags,
        request=request,
        ip_address=ip_address(exchange.ip) if exchange.ip else None,
        protocol="HTTP/1.1",
    )
