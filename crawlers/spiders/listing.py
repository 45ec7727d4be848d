"""List page, pager, detail pages: the shape of most newspapers, administrations and memorial sites."""

from collections.abc import Iterator
from typing import ClassVar

from scrapy.http import Response

from archive.records import Link
from crawlers.spiders.base import SourceSpider, link_of


class ListingSpider(SourceSpider):
    """Follows `crawl.detail` to pages and `crawl.next` to further lists."""

    reads: ClassVar[int] = 2 << 20

    def parse(self, response: Response, **kwargs: object) -> Iterator[Link]:
        assert self.config.crawl.detail is not None
        details = hrefs(response, self.config.crawl.detail)
        if not details and link_of(response).depth == 0:
            self.session.issue(
                "empty-list",
                f"no link matches {self.config.crawl.detail!r}: has the layout moved?",
                source=self.config.id,
                url=response.url,
            )
        for href in details:
            yield from self.follow_page(response, href)
        if self.config.crawl.next:
            for href in hrefs(response, self.config.crawl.next):
                yield from self.follow_list(response, href)


def hrefs(response: Response, css: str) -> list[str]:
    """The addresses of the links that a selector matches, each once, in the order of the page."""
    found = (link.attrib["href"] for link in response.css(css) if "href" in link.attrib)
    return [response.urljoin(href) for href in dict.fromkeys(found)]
