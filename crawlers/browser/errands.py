"""What a page in the browser asks for: fetched by our own rules, or refused and counted."""

import asyncio
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from time import monotonic

from playwright.async_api import Error, Request, Route, WebSocketRoute
from scrapy.exceptions import CannotResolveHostError

from crawlers.browser.served import Served, served
from crawlers.browser.shelf import Shelf
from crawlers.fetching import Fetcher
from crawlers.keys import NotAWebAddress, absolute
from crawlers.pool import Fetched
from crawlers.rulebook import UNREACHABLE, Rulebook
from crawlers.source import SourceConfig
from crawlers.wire import Limits

WANTED = ("document", "stylesheet", "image", "script", "xhr", "fetch", "other")
"""Of Playwright's resource types those that make a page; not sound, film, fonts, beacons, event streams."""
SHELVED = ("stylesheet", "image", "script")
TOLD = 40
"""How many requests are named in the record of a rendering."""
HOPS = 5
QUIET = 0.5
"""Seconds without a request after which a page is taken for finished."""
MOVED = (301, 302, 303, 307, 308)


class Refused(Exception):
    """A request of the page that is not sent; the message is the kind of reason."""


class Errands:
    """Answers the requests of one page: the first with `document`, the others with what we fetch."""

    def __init__(
        self,
        url: str,
        document: Served,
        config: SourceConfig,
        *,
        fetcher: Fetcher,
        rulebook: Rulebook,
        shelf: Shelf[Served],
        is_allowed: Callable[[str], bool],
    ) -> None:
        self._url, self._document, self._config = url, document, config
        self._fetcher, self._rulebook, self._shelf = fetcher, rulebook, shelf
        self._is_allowed = is_allowed
        self._left = config.crawl.browser.megabytes << 20
        self._is_begun = False
        self._waiting = 0
        self._last = monotonic()
        self.asked = 0
        self.refused: Counter[str] = Counter()
        self.told: list[str] = []

    @property
    def is_over_budget(self) -> bool:
        """Whether the page wanted more than it was given."""
        return self.refused["budget"] > 0

    async def answer(self, route: Route) -> None:
        """Answers one request of the page."""
        self._waiting += 1
        try:
            given = await self._served(route.request)
            with suppress(Error):  # the page is gone
                await route.fulfill(status=given.status, headers=given.headers, body=given.body)
        except Refused as refusal:
            self.refused[str(refusal)] += 1
            with suppress(Error):
                # An aborted navigation leaves the page as it is; a blocked one shows an error in its place.
                await route.abort("aborted" if route.request.is_navigation_request() else "blockedbyclient")
        finally:
            self._waiting -= 1
            self._last = monotonic()

    async def refuse_socket(self, socket: WebSocketRoute) -> None:
        """Web sockets go nowhere."""
        self.refused["websocket"] += 1
        with suppress(Error):
            await socket.close()

    async def quiet(self, until: float) -> bool:
        """Waits for the page to ask for nothing more; False if the moment `until` (monotonic) came first."""
        while (now := monotonic()) < until:
            if not self._waiting and now - self._last >= QUIET:
                return True
            await asyncio.sleep(0.05)
        return False

    async def _served(self, request: Request) -> Served:
        if request.is_navigation_request() and not self._is_begun:
            self._is_begun = True
            return self._document
        self._require_harmless(request)
        url = request.url.partition("#")[0]
        if request.resource_type not in SHELVED:
            return await self._fetched(url, _passed_on(request))
        async with self._shelf.turn(url):
            found = self._shelf.get(url) or await self._fetched(url, _passed_on(request))
            if found.status == 200:
                self._shelf.put(url, found, len(found.body))
        return found

    def _require_harmless(self, request: Request) -> None:
        if request.method != "GET":
            raise Refused(f"method {request.method[:16]}")
        if request.resource_type not in WANTED:
            raise Refused(request.resource_type)
        if request.is_navigation_request() and not _is_in_frame(request):
            raise Refused("navigation")

    async def _fetched(self, url: str, headers: list[tuple[bytes, bytes]]) -> Served:
        for _ in range(HOPS + 1):
            await self._require_allowed(url)
            fetched = await self._ask(url, headers)
            answer = fetched.answer
            location = next((value for name, value in answer.headers if name.lower() == "location"), None)
            if answer.status not in MOVED or not location:
                return served(answer.status, answer.headers, answer.entity)
            try:
                url = absolute(url, location)
            except NotAWebAddress as error:
                raise Refused("address") from error
        raise Refused("redirects")

    async def _require_allowed(self, url: str) -> None:
        try:
            absolute(url, url)
        except NotAWebAddress as error:
            raise Refused("address") from error
        if not self._is_allowed(url):
            raise Refused("host")
        if self._config.crawl.exceptions.ignore_robots:
            return
        if not (await self._rulebook.rules(url, self._config)).allows(url):
            raise Refused("robots")

    async def _ask(self, url: str, headers: list[tuple[bytes, bytes]]) -> Fetched:
        browser = self._config.crawl.browser
        if self.asked >= browser.requests or self._left <= 0:
            raise Refused("budget")
        self.asked += 1
        limits = Limits(size=self._left, exchange=browser.seconds)
        try:
            fetched = await self._fetcher.ask(url, headers=headers, limits=limits)
        except CannotResolveHostError as error:
            raise Refused("address") from error
        except UNREACHABLE as error:
            raise Refused("unreachable") from error
        answer = fetched.answer
        self._left -= len(answer.block)
        if len(self.told) < TOLD:
            self.told.append(f"{answer.status} sha256:{sha256(answer.entity).hexdigest()} {url}")
        if answer.truncated:
            raise Refused("budget" if answer.truncated == "length" else "cut")
        return fetched


def _passed_on(request: Request) -> list[tuple[bytes, bytes]]:
    """The headers without which some sites give no data."""
    names = ("referer", "x-requested-with")
    found = ((name, request.headers.get(name, "")) for name in names)
    return [(name.encode(), value.encode("latin-1", "replace")) for name, value in found if value]


def _is_in_frame(request: Request) -> bool:
    """Whether a navigation is that of a frame within the page; not the page's own, nor a popup's."""
    try:
        return request.frame.parent_frame is not None
    except Error:  # it has no frame yet, as a popup's first
        return False
