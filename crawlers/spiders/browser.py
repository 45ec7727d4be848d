"""Sites that need scripts: lists and pages as a reader's browser shows them, followed like a listing."""

from typing import Self

from scrapy.crawler import Crawler

from crawlers.browser.chromium import NoChromium, chromium_path
from crawlers.spiders.listing import ListingSpider


class BrowserSpider(ListingSpider):
    """Follows `crawl.detail` and `crawl.next` through rendered pages. Without Chromium it visits nothing."""

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: object, **kwargs: object) -> Self:
        spider = super().from_crawler(crawler, *args, **kwargs)
        try:
            chromium_path()
        except NoChromium as error:
            spider.session.issue("no-browser", str(error), source=cls.config.id)
            spider.session.tallies[cls.config.id].stopped = str(error)
        return spider
