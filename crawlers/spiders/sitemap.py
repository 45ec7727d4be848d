"""Sitemaps: the pages they name, and of an index the sitemaps."""

import re
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlsplit

from msgspec import structs
from scrapy.http import Response

from archive.payload import Undecodable
from archive.records import Link
from crawlers import sitemaps
from crawlers.keys import absolute
from crawlers.sitemaps import Entry
from crawlers.spiders.base import link_of
from crawlers.spiders.dated import Dated, DatedSpider

NAMING = "#sitemaps"
"""Marks the key of a robots.txt that is read for its sitemaps: the one read for its rules is kept as well."""

# "Sitemap: https://gazeta.example/sitemap.xml"; it belongs to no user agent's group
LINE = re.compile(r"^\s*sitemap\s*:\s*(?P<url>[^\s#]+)", re.IGNORECASE | re.MULTILINE)


class SitemapSpider(DatedSpider):
    """Follows the pages of sitemaps that are new or have changed; the sitemaps are kept as lists."""

    reads: ClassVar[int] = sitemaps.DECODED_LIMIT

    def seeds(self) -> list[Link]:
        """The sitemaps of `start`; in place of a home its robots.txt, which names them."""
        return [self._naming(link) if is_home(link.url) else link for link in super().seeds()]

    def parse(self, response: Response, **kwargs: object) -> Iterator[Link]:
        if link_of(response).key.endswith(NAMING):
            yield from self._named(response)
            return
        try:
            body = sitemaps.unpacked(response.body)
        except Undecodable as error:
            self.session.issue("undecodable", str(error), source=self.config.id, url=response.url)
            return
        self._require_entries(response, body)
        trusted = sitemaps.tells_changes(sitemaps.entries(body))
        yield from self._followed_entries(response, body, trusted)

    def _naming(self, home: Link) -> Link:
        url = absolute(home.url, "/robots.txt")
        return structs.replace(home, url=url, key=f"{url}{NAMING}")

    def _named(self, response: Response) -> Iterator[Link]:
        """The sitemaps that robots.txt names."""
        text = response.body.decode("utf-8", errors="replace")
        named = [line["url"] for line in LINE.finditer(text)]
        ours = [url for url in named if self.is_ours(response.urljoin(url))]
        if not ours:
            abroad = f"; other hosts are named: {', '.join(named)}: add them to crawl.hosts" if named else ""
            self._issue(response, f"robots.txt names no sitemap{abroad}; or name one in crawl.start")
        for url in ours:
            yield from self.follow_list(response, url)

    def _followed_entries(self, response: Response, body: bytes, trusted: bool) -> Iterator[Link]:
        yield from self.news_of(self._dated(response, body, trusted))
        for entry in sitemaps.entries(body):
            if entry.is_map and not (trusted and entry.changed) and self._wants(entry):
                yield from self.follow_list(response, entry.url)  # nightly, for nothing tells when it changes

    def _dated(self, response: Response, body: bytes, trusted: bool) -> Iterator[Dated]:
        for entry in sitemaps.entries(body):
            if not self._wants(entry) or not self.is_ours(response.urljoin(entry.url)):
                continue
            changed = entry.changed if trusted else None
            if not entry.is_map:
                yield from ((link, changed) for link in self.follow_page(response, entry.url))
            elif changed:
                for link in self.follow_list(response, entry.url):
                    yield structs.replace(link, again=None), changed

    def _wants(self, entry: Entry) -> bool:
        """Whether an address fits the source's pattern for pages, or for sitemaps."""
        crawl = self.config.crawl
        pattern = crawl.sitemaps if entry.is_map else crawl.follow
        return pattern is None or re.search(pattern, entry.url) is not None

    def _require_entries(self, response: Response, body: bytes) -> None:
        """Raises the issue of a sitemap that is none, or of which nothing is wanted."""
        is_start = link_of(response).depth == 0
        root, first = sitemaps.root_of(body), next(sitemaps.entries(body), None)
        if root in ("rss", "feed", "rdf"):
            self._issue(response, 'a feed: set spider = "feed"')
        elif first is None and (is_start or root not in ("urlset", "sitemapindex")):
            self._issue(response, "not a sitemap, or an empty one: has it moved? robots.txt may name it")
        elif is_start and not any(map(self._wants, sitemaps.entries(body))):
            self._issue(response, "no address fits crawl.follow (of an index: crawl.sitemaps)")

    def _issue(self, response: Response, detail: str) -> None:
        self.session.issue("empty-list", detail, source=self.config.id, url=response.url)


def is_home(url: str) -> bool:
    """Whether a URL is a site's first page."""
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
