"""RSS and Atom: the items' pages, and the older part of the feed where it names one (RFC 5005)."""

from collections.abc import Iterator
from typing import ClassVar

from scrapy import Selector
from scrapy.http import Response, XmlResponse

from archive.records import Link
from crawlers.spiders.base import SourceSpider, link_of

ITEMS = "//*[local-name()='item' or local-name()='entry']"
OLDER = "(/* | /*/*[local-name()='channel'])/*[local-name()='link'][@rel='next']/@href"
# In Atom a link without `rel` is the page itself; in RSS the link is text.
PAGE = """(./*[local-name()='link'][not(@rel) or @rel='alternate']/@href
    | ./*[local-name()='link'][not(@href)]/text())[normalize-space()]"""
# A guid is the address of the page unless it says that it is not.
GUID = "./*[local-name()='guid'][not(@isPermaLink='false')]/text()[contains(., '://')]"


class FeedSpider(SourceSpider):
    """Follows each item of a feed to its page; the feed itself is kept as a list."""

    reads: ClassVar[int] = 4 << 20

    def parse(self, response: Response, **kwargs: object) -> Iterator[Link]:
        feed = response.replace(cls=XmlResponse).selector
        items = feed.xpath(ITEMS)
        if not items and link_of(response).depth == 0:
            detail = "neither RSS nor Atom, or no item in it"
            self.session.issue("empty-list", detail, source=self.config.id, url=response.url)
        for item in items:
            href = page_of(item)
            if href:
                yield from self.follow_page(response, href)
        for href in feed.xpath(OLDER).getall():
            yield from self.follow_list(response, href)


def page_of(item: Selector) -> str | None:
    """The address of an item's page: its link, or its guid."""
    return item.xpath(PAGE).get() or item.xpath(GUID).get()
