"""A Scrapy scheduler over the archive's frontier: leases what is due, and ends the night when nothing is."""

import asyncio
from collections import deque
from datetime import datetime, timedelta
from typing import Self, cast

from scrapy import Request, Spider
from scrapy.core.scheduler import BaseScheduler
from scrapy.crawler import Crawler

from archive.captures import last_validators
from archive.records import Link
from archive.tallies import asked_before
from crawlers.hours import NIGHT, is_within
from crawlers.spiders.base import SourceSpider

BATCH = 32
PATIENCE = timedelta(seconds=90)
"""How long a spider stays for a URL that is due soon: a retry, a short Retry-After."""


class FrontierScheduler(BaseScheduler):
    """Gives the links of one source that are due, as requests; they stay leased until settled or released."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._spider = cast(SourceSpider, crawler.spider)
        self._session = self._spider.session
        self._source = self._spider.config.id
        self._tally = self._session.tallies[self._source]
        self._ready: deque[Link] = deque()
        self._timer: asyncio.TimerHandle | None = None
        self._asked_before = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def open(self, spider: Spider) -> None:
        """Makes the source's seeds known, and what of its budget the night has spent already."""
        db, since = self._session.recorder.db, self._session.clock.now() - NIGHT
        self._asked_before = asked_before(db, self._source, since, self._session.run)
        self._session.frontier.add(self._spider.tonight())

    def close(self, reason: str) -> None:
        """Returns what was leased and not fetched."""
        if self._timer:
            self._timer.cancel()
        self._session.flush()
        self._session.frontier.release(self._source)

    def has_pending_requests(self) -> bool:
        """Whether there is something to fetch now or within `PATIENCE`."""
        return bool(self._ready) or self._timer is not None

    def enqueue_request(self, request: Request) -> bool:
        """Takes in a request that did not come from the frontier."""
        link = request.meta.get("link")
        if link:
            self._ready.appendleft(link)
        else:
            self._session.frontier.add([self._spider.link(request, depth=0)])
        return True

    def next_request(self) -> Request | None:
        """The next link that is due, or None if there is none now."""
        if self._is_over():
            self._ready.clear()  # they go back to the frontier when the spider closes
        elif not self._ready:
            self._ready.extend(self._leased())
        if not self._ready:
            return None
        self._tally.due += 1
        return self._request(self._ready.popleft())

    def _leased(self) -> list[Link]:
        self._session.settle_leads(self._source)
        while links := self._session.frontier.lease(self._source, min(BATCH, self._left())):
            ready = [link for link in links if not self._is_too_deep(link)]
            if ready:
                return ready
        self._wait_for_next()
        return []

    def _left(self) -> int:
        """How many requests the night's budget still allows; what robots.txt forbids was none, images are."""
        asked = self._asked_before + self._tally.due - self._tally.disallowed
        asked += self._session.beside[self._source]
        return self._spider.config.crawl.budget - asked

    def _is_over(self) -> bool:
        """Whether the source's night is over, although something may be due; says why in the tally."""
        crawl, now = self._spider.config.crawl, self._session.clock.now()
        if self._tally.stopped:
            return True
        if self._left() <= 0:
            self._tally.stopped = f"budget of {crawl.budget} requests spent"
        elif now >= self._session.ends_at:
            self._tally.stopped = "the night is over"
        elif crawl.hours and not is_within(crawl.hours, now):
            self._tally.stopped = f"outside its hours {crawl.hours}"
        return self._tally.stopped is not None

    def _is_too_deep(self, link: Link) -> bool:
        """Lists beyond `pages` wait, in case the number is raised again."""
        crawl = self._spider.config.crawl
        if link.callback != "parse" or link.depth < crawl.pages:
            return False
        until = self._session.clock.now() + timedelta(seconds=crawl.every_seconds)
        self._session.frontier.postpone(link, until, f"deeper than {crawl.pages} pages")
        return True

    def _wait_for_next(self) -> None:
        due = self._session.frontier.next_due(self._source)
        now = self._session.clock.now()
        if self._timer is None and due is not None and due - now <= PATIENCE:
            self._timer = asyncio.get_running_loop().call_later(_seconds(due, now), self._wake)

    def _wake(self) -> None:
        """Asks the engine to go on: only a request that it is given wakes it."""
        self._timer = None
        if not self._is_over():
            self._ready.extend(self._leased())
        if self._ready:
            self._crawler.engine.crawl(self._request(self._ready.popleft()))

    def _request(self, link: Link) -> Request:
        callback = getattr(self._spider, link.callback, None)
        if callback is None:  # the source has another spider now
            callback = self._spider.parse_page if link.purpose == "page" else self._spider.parse
        headers = self._validators(link)
        return Request(link.url, callback, headers=headers, meta={"link": link}, dont_filter=True)

    def _validators(self, link: Link) -> dict[str, str]:
        """What makes the request conditional on the last capture."""
        last = last_validators(self._session.recorder.db, link.source, link.key)
        if last is None:
            return {}
        named = {"If-None-Match": last.etag, "If-Modified-Since": last.last_modified}
        return {name: value for name, value in named.items() if value}


def _seconds(due: datetime, now: datetime) -> float:
    return max((due - now).total_seconds(), 0.0) + 0.01
