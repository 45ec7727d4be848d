"""What all spiders have in common: a source's description, its seeds, and links that stay on its site."""

from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import datetime
from typing import Any, ClassVar, Self

from msgspec import Struct
from scrapy import Request, Spider
from scrapy.crawler import Crawler
from scrapy.http import Response

from archive.records import Link, Purpose
from crawlers.keys import NotAWebAddress, absolute, host_of, key_of
from crawlers.lone import lone_session
from crawlers.session import Session
from crawlers.source import SourceConfig
from crawlers.spellings import bare_host


class Foreseen(Struct, frozen=True):
    """An answer without a page that says something to a spider: `links` go on from it, and nothing is amiss.

    `again_at` overrides when the URL is due again.
    """

    links: tuple[Link, ...] = ()
    again_at: datetime | None = None


class SourceSpider(Spider):
    """A spider of one source. `parse` follows list pages, `parse_page` pages; both only yield links.

    Every fetched page is kept, whatever a callback yields. A callback yields what `follow_list` and
    `follow_page` give, or plain requests (then a list if their callback is `parse`, else a page).
    """

    config: ClassVar[SourceConfig]
    shared: ClassVar[Session | None] = None
    session: Session
    start_purpose: ClassVar[Purpose] = "list"
    reads: ClassVar[int] = 16 << 20
    """Bytes of a body that a callback is given; less where a tree is built of it: fifty times as large."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: object, **kwargs: object) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.session = cls.shared or lone_session(crawler, cls.config)
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Nothing: the frontier has the seeds."""
        return
        yield

    def parse(self, response: Response, **kwargs: object) -> Iterable[Link | Request]:
        """Follow a list page."""
        raise NotImplementedError

    def parse_page(self, response: Response) -> Iterable[Link | Request]:
        """A page that is only to be kept."""
        return ()

    def foresee(self, link: Link, response: Response) -> Foreseen | None:
        """What a refusal or an answer from 400 up means to this shape of site; None: what it always means."""
        return None

    def instead(self, link: Link) -> list[Link]:
        """Where else to look for what robots.txt keeps from us; the issue is then the spider's to raise."""
        return []

    def seeds(self) -> list[Link]:
        """The links from which the source begins every night."""
        starts = (absolute(url, url) for url in self.config.crawl.start)
        return [self._link(url, self.start_purpose, "parse", 0) for url in starts]

    def tonight(self) -> list[Link]:
        """What a night begins with, for spiders that go on from what the archive knows; else the seeds."""
        return self.seeds()

    def follow_list(self, response: Response, href: str) -> Iterator[Link]:
        """The link to a further list page, unless that is deeper than `pages` or not a web address."""
        link = link_of(response)
        if link.depth + 1 < self.config.crawl.pages:
            yield from self._followed(response, href, self.start_purpose, "parse")

    def follow_page(self, response: Response, href: str) -> Iterator[Link]:
        """The link to a page, unless it is not a web address."""
        yield from self._followed(response, href, "page", "parse_page")

    def link(self, request: Request, depth: int) -> Link:
        """The link that a plain request stands for. Raises NotAWebAddress."""
        callback = getattr(request.callback, "__name__", "parse")
        purpose: Purpose = self.start_purpose if callback == "parse" else "page"
        return self._link(absolute(request.url, request.url), purpose, callback, depth)

    def is_ours(self, url: str) -> bool:
        """Whether a URL is on the source's site: at the hosts of home, starts and `hosts`, or below."""
        host = bare_host(host_of(url))
        return any(host == ours or host.endswith(f".{ours}") for ours in self._hosts())

    def _hosts(self) -> set[str]:
        if not hasattr(self, "_known_hosts"):
            crawl = self.config.crawl
            named = [host_of(url) for url in (self.config.home, *crawl.start)] + crawl.hosts
            self._known_hosts = {bare_host(host) for host in named}
        return self._known_hosts

    def _followed(self, response: Response, href: str, purpose: Purpose, callback: str) -> Iterator[Link]:
        try:
            address = absolute(response.url, href)
        except NotAWebAddress:
            return
        yield self._link(address, purpose, callback, link_of(response).depth + 1)

    def _link(self, url: str, purpose: Purpose, callback: str, depth: int) -> Link:
        is_list = callback == "parse"
        # Starts are known before their site's robots.txt is; what is found on a page is found after it.
        dropped = self.session.rulebook.dropped(url) if depth else ()
        return Link(
            source=self.config.id,
            url=url,
            key=key_of(url, dropped),
            purpose=purpose,
            callback=callback,
            rank=0 if is_list else 1,
            depth=depth,
            again=self.config.crawl.every_seconds if is_list else None,
        )


def link_of(response: Response) -> Link:
    """The link that led to a response."""
    assert response.request is not None
    return link_of_request(response.request)


def link_of_request(request: Request) -> Link:
    """The link that a request was made of."""
    link: Link = request.meta["link"]
    return link
