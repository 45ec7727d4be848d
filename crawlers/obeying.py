"""Downloader middleware that asks robots.txt before anything is fetched."""

from datetime import timedelta
from typing import Self, cast

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawlers.hours import NIGHT
from crawlers.robots import Rules
from crawlers.rulebook import robots_url
from crawlers.spiders.base import SourceSpider, link_of_request

LONGEST_PAUSE = 600.0
"""Seconds; a robots.txt that asks for longer pauses between requests does not want to be crawled."""


class Obeying:
    """Puts off what robots.txt forbids, or all of an origin whose robots.txt cannot be had."""

    def __init__(self, crawler: Crawler) -> None:
        self._spider = cast(SourceSpider, crawler.spider)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Raises IgnoreRequest for what may not be fetched; it stays in the frontier for another night."""
        config, session = self._spider.config, self._spider.session
        if config.crawl.exceptions.ignore_robots:
            return
        rules = await session.rulebook.rules(request.url, config)
        is_too_slow = rules.delay > LONGEST_PAUSE and not config.crawl.exceptions.ignore_delay
        if rules.allows(request.url) and not is_too_slow:
            return
        session.tallies[config.id].disallowed += 1
        self._put_off(request, rules)
        raise IgnoreRequest(rules.fault or "robots.txt disallows it")

    def _put_off(self, request: Request, rules: Rules) -> None:
        config, session = self._spider.config, self._spider.session
        at, link = robots_url(request.url), link_of_request(request)
        until = session.clock.now() + (NIGHT if rules.fault else timedelta(days=7))
        session.frontier.postpone(link, until, rules.fault or "robots.txt disallows it")
        if rules.delay > LONGEST_PAUSE:
            detail = f"nothing fetched: it asks for a pause of {rules.delay:.0f} seconds after each request"
            session.issue("robots-delay", detail, source=config.id, url=at)
        elif rules.fault:
            session.issue("robots-unreachable", f"nothing fetched: {rules.fault}", source=config.id, url=at)
        elif instead := self._spider.instead(link):
            session.frontier.add(instead)
        elif link.depth == 0:
            session.issue("robots-disallow", f"{at} forbids a start page", source=config.id, url=link.url)
