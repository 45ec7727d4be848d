"""Scrapy's way to our fetcher: the exact exchange is set aside for the archive, spiders get a response."""

from ipaddress import ip_address
from typing import cast

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response

from archive import payload
from archive.records import Exchange
from crawlers.charsets import charset_of
from crawlers.fetching import header
from crawlers.spiders.base import SourceSpider, link_of_request

DECODED_LIMIT = 32 << 20
"""Bytes of a page when decoded, unless its spider reads more."""


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
        return self._response(request, exchange)

    def _response(self, request: Request, exchange: Exchange) -> Response:
        """The response as spiders read it: content encoding removed (if it can be), not too long."""
        (body, fault), reads = self._decoded(exchange), self._spider.reads
        if len(body) > reads and link_of_request(request).callback != "parse_page":
            detail = f"a list of {len(body)} bytes; its links were read from the first {reads}"
            self._spider.session.issue("truncated", detail, source=exchange.source, url=exchange.url)
        return _as_scrapy(request, exchange, body[:reads], [fault] if fault else [])

    def _decoded(self, exchange: Exchange) -> tuple[bytes, str | None]:
        """The body without its encodings, and what was wrong with them."""
        codings = [value for name, value in exchange.headers if name.lower() == "content-encoding"]
        limit = max(DECODED_LIMIT, self._spider.reads)
        try:
            found = payload.decode(exchange.entity, ", ".join(codings), limit)
        except payload.Undecodable as error:
            return b"", str(error)
        return found.body, found.fault


def _as_scrapy(request: Request, exchange: Exchange, body: bytes, flags: list[str]) -> Response:
    headers: dict[str, list[str]] = {}
    for name, value in exchange.headers:
        headers.setdefault(name, []).append(value)
    return HtmlResponse(
        request.url,
        status=exchange.status,
        headers=headers,
        body=body,
        encoding=charset_of(body, header(exchange, "content-type") or ""),
        flags=flags,
        request=request,
        ip_address=ip_address(exchange.ip) if exchange.ip else None,
        protocol="HTTP/1.1",
    )
