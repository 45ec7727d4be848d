"""Downloader middleware, outermost: settles every response that is not for a spider, and every failure.

What is settled here is kept with the frontier's next state in one step, like any page.
"""

from datetime import datetime, timedelta
from typing import Self, cast

from msgspec import structs
from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response

from archive.records import Exchange, Link
from crawlers.fetching import header, is_conditional, location_of, origin_of
from crawlers.hours import NIGHT
from crawlers.keys import NotAWebAddress, absolute, key_after_redirect
from crawlers.refusals import is_login, is_without_preview, refusal
from crawlers.retry_after import retry_at
from crawlers.rulebook import UNREACHABLE
from crawlers.spiders.base import Foreseen, SourceSpider, link_of_request

BUSY = (429, 503)
GONE = (404, 410)
MOVED = (301, 302, 303, 307, 308)
PATIENCE_FOR_BUSY = 3
"""How often in a night a URL may ask us to come back later."""
REDIRECTS = 5
"""How many redirects on end are followed in a night."""
REFUSALS_IN_A_ROW = 5
"""After so many a source is left alone for the night."""
SILENCES_IN_A_ROW = 10
"""After so many URLs that gave no answer, or none in time, too: others wait for its place."""
PAGES = (200, 203)


class Settling:
    """Lets only good answers pass to the spider; all others are kept here and end here."""

    def __init__(self, crawler: Crawler) -> None:
        self._spider = cast(SourceSpider, crawler.spider)
        self._session = self._spider.session
        self._source = self._spider.config.id
        self._tally = self._session.tallies[self._source]
        self._times_busy: dict[str, int] = {}
        self._trails: dict[str, tuple[str, ...]] = {}
        self._refused_in_a_row = 0
        self._silent_in_a_row = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_response(self, request: Request, response: Response) -> Response:
        """Passes a good answer on. Raises IgnoreRequest for what was settled here."""
        exchange, link = self._session.exchanges[request], link_of_request(request)
        exchange.refusal = self._refusal(exchange, response)
        self._count_silence(exchange.truncated == "time")
        foreseen = self._foreseen(exchange, link, response)
        if foreseen:
            self._settle(exchange, link, outlinks=foreseen.links, again_at=foreseen.again_at)
        elif exchange.refusal:
            self._settle_refusal(exchange, link)
        elif exchange.status in MOVED:
            self._settle_move(exchange, link)
        elif exchange.status in BUSY:
            self._settle_busy(exchange, link)
        elif exchange.status == 304 and is_conditional(exchange):
            self._settle(exchange, link)
        elif exchange.status in GONE:
            self._settle_gone(exchange, link)
        elif exchange.status not in PAGES:
            self._settle_error(exchange, link)
        else:
            self._refused_in_a_row = 0
            return self._whole(exchange, link, response)
        del self._session.exchanges[request]
        raise IgnoreRequest(f"settled: {exchange.status}")

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Puts off a URL that gave no answer. An exception of our own making goes on to Scrapy's log."""
        if isinstance(exception, IgnoreRequest):
            return
        self._tally.failed += 1
        self._count_silence(True)
        reason, link = f"{type(exception).__name__}: {exception}", link_of_request(request)
        until = self._session.recorder.fail(link, reason)
        if until - self._session.clock.now() > timedelta(hours=1):
            self._issue("unreachable", reason, link)
        if isinstance(exception, UNREACHABLE):
            raise IgnoreRequest(reason) from exception

    def _count_silence(self, is_silent: bool) -> None:
        self._silent_in_a_row = self._silent_in_a_row + 1 if is_silent else 0
        if self._silent_in_a_row >= SILENCES_IN_A_ROW:
            self._tally.stopped = f"no answer {SILENCES_IN_A_ROW} times in a row"

    def _whole(self, exchange: Exchange, link: Link, response: Response) -> Response:
        if response.flags:
            self._session.issue("undecodable", response.flags[0], source=self._source, url=link.url)
        if exchange.truncated:
            self._session.issue("truncated", f"cut: {exchange.truncated}", source=self._source, url=link.url)
        return response

    def _refusal(self, exchange: Exchange, response: Response) -> str | None:
        location = location_of(exchange)
        if exchange.status in MOVED and location:
            target = _absolute(exchange.url, location)
            if is_without_preview(exchange.url, target):
                return "sensitive"
            return "login" if is_login(target) else None
        if exchange.status in (*BUSY, *GONE, 304):
            return None
        return refusal(exchange.status, response.body, header(exchange, "content-type") or "")

    def _foreseen(self, exchange: Exchange, link: Link, response: Response) -> Foreseen | None:
        is_no_page = exchange.refusal or (exchange.status >= 400 and exchange.status not in BUSY)
        return self._spider.foresee(link, response) if is_no_page else None

    def _settle_refusal(self, exchange: Exchange, link: Link) -> None:
        self._tally.refused += 1
        self._refused_in_a_row += 1
        self._issue("refused", f"{exchange.refusal} ({exchange.status})", link)
        self._settle(exchange, link, again_at=exchange.fetched_at + NIGHT)
        if self._refused_in_a_row >= REFUSALS_IN_A_ROW:
            self._tally.stopped = f"refused {REFUSALS_IN_A_ROW} times in a row"

    def _settle_move(self, exchange: Exchange, link: Link) -> None:
        self._tally.moved += 1
        target = self._target(exchange, link)
        self._settle(exchange, link, outlinks=(target,) if target else ())

    def _target(self, exchange: Exchange, link: Link) -> Link | None:
        """The link to where a redirect leads, or None, with an issue, where we do not follow."""
        trail = (*self._trails.get(link.key, ()), link.key)
        try:
            url = absolute(exchange.url, location_of(exchange) or "data:,")
            dropped = self._session.rulebook.dropped(url)
            key = key_after_redirect(url, exchange.url, link.key, dropped)
            target = structs.replace(link, url=url, key=key)
        except NotAWebAddress as error:
            self._issue("redirect", str(error), link)
            return None
        if not self._spider.is_ours(url):
            self._issue("redirect", f"leads off the site, to {url}; not followed", link)
            return None
        if target.key in trail:
            self._issue("redirect", f"leads round in a ring, to {url}", link)
            return None
        if len(trail) > REDIRECTS:
            self._issue("redirect", f"more than {REDIRECTS} redirects on end, at {url}", link)
            return None
        self._trails[target.key] = trail
        return target

    def _settle_busy(self, exchange: Exchange, link: Link) -> None:
        self._tally.busy += 1
        times = self._times_busy[link.key] = self._times_busy.get(link.key, 0) + 1
        until = retry_at(header(exchange, "retry-after"), exchange.fetched_at)
        if times >= PATIENCE_FOR_BUSY:
            until = max(until, exchange.fetched_at + NIGHT)
            self._issue("busy", f"answered {exchange.status} {times} times", link)
        else:
            seconds = (until - exchange.fetched_at).total_seconds()
            self._session.gate.hold(origin_of(exchange.url).host, min(seconds, 60.0))
        self._settle(exchange, link, again_at=until)

    def _settle_gone(self, exchange: Exchange, link: Link) -> None:
        self._tally.gone += 1
        if link.depth == 0 and link.again is not None:
            self._issue(
                "error", f"a start page answered {exchange.status}: has it moved? see crawl.start", link
            )
        self._settle(exchange, link)

    def _settle_error(self, exchange: Exchange, link: Link) -> None:
        self._tally.failed += 1
        self._issue("error", f"answered {exchange.status}", link)
        self._settle(exchange, link, again_at=exchange.fetched_at + NIGHT)

    def _settle(
        self,
        exchange: Exchange,
        link: Link,
        *,
        outlinks: tuple[Link, ...] = (),
        again_at: datetime | None = None,
    ) -> None:
        self._session.keep(exchange, link, outlinks, again_at)

    def _issue(self, kind: str, detail: str, link: Link) -> None:
        self._session.issue(kind, detail, source=self._source, url=link.url)


def _absolute(base: str, location: str) -> str:
    try:
        return absolute(base, location)
    except NotAWebAddress:
        return ""
