"""Archives whose engine counts its pages: up from the highest known number, and down to the first.

What is known is the frontier: a number is in it once it has been asked for.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from hashlib import sha256

from scrapy.http import Response

from archive.records import Link
from archive.schedule import LATER
from crawlers.hours import NIGHT
from crawlers.keys import absolute
from crawlers.known import answers, was_good
from crawlers.numbers import Template
from crawlers.spiders.base import Foreseen, SourceSpider, link_of

NO_PAGE = (404, 410)
HOLE = LATER
"""After so long a number that never was a page is asked again."""


class NumberedSpider(SourceSpider):
    """Follows the numbers of a template; on the list pages of `start` it finds the newest."""

    _top: int | None

    def tonight(self) -> list[Link]:
        """The list pages, the numbers after the highest, and the night's share of those before it."""
        self._recall()
        return [*self.seeds(), *self._numbers(self._upwards()), *self._numbers(self._downwards())]

    def parse(self, response: Response, **kwargs: object) -> Iterator[Link]:
        """The numbers on a list page; without any the archive is tried from its first number."""
        hrefs = response.css("a::attr(href)").getall()
        found = {number for href in hrefs if (number := self._template.number(response.urljoin(href)))}
        named = {number for number in found if number >= self.config.crawl.first}
        if not named:
            self._issue("empty-list", "no link on it fits crawl.template", response.url)
        self._hasten(named)
        yield from self._numbers(sorted(named - self._known, reverse=True))
        if not named and self._top is None:
            self._top = self.config.crawl.first - 1
            yield from self._numbers(self._upwards())

    def parse_number(self, response: Response) -> Iterator[Link]:
        """A page: the archive goes on at least so far, unless it is the engine's answer to any number."""
        number = self._template.number(link_of(response).url)
        if number is not None and not self._is_repeated(response):
            begins = self._top is None
            self._top = max(number, self._top or 0)
            yield from self._numbers(self._upwards())
            if begins:
                yield from self._numbers(self._downwards())

    def foresee(self, link: Link, response: Response) -> Foreseen | None:
        """A number that never was a page: asked each night beyond the top, else a hole."""
        number = self._template.number(link.url)
        if response.status not in NO_PAGE or link.callback != "parse_number" or number is None:
            return None
        if was_good(self.session.recorder.db, self.config.id, link.key):
            return None
        is_beyond = self._top is None or number > self._top
        return Foreseen(again_at=self.session.clock.now() + (NIGHT if is_beyond else HOLE))

    def _recall(self) -> None:
        """What earlier nights found. Bytes that came for several numbers are no page."""
        assert self.config.crawl.template is not None
        self._template = Template(self.config.crawl.template)
        self._seen: set[bytes] = set()
        told = answers(self.session.recorder.db, self.config.id)
        numbered = [(number, one) for one in told if (number := self._template.number(one.url)) is not None]
        self._known = {number for number, _ in numbered}
        often = Counter(one.digest for _, one in numbered)
        pages = [number for number, one in numbered if one.is_page and often[one.digest] == 1]
        self._top = max(pages, default=None)
        self._climb = share = self.config.crawl.share
        self._descent = max(share - sum(one.status is None for _, one in numbered), 0)

    def _upwards(self) -> list[int]:
        """The numbers after the top that may be pages by now."""
        if self._top is None:
            return []
        after = range(self._top + 1, self._top + self.config.crawl.misses + 1)
        unknown = [number for number in after if number not in self._known]
        if len(unknown) > self._climb:
            detail = (
                f"more than {self.config.crawl.share} new numbers in a night: does it answer to any number?"
            )
            self._issue("endless", detail, self.config.crawl.start[0])
        unknown = unknown[: self._climb]
        self._climb -= len(unknown)
        return unknown

    def _downwards(self) -> list[int]:
        """The highest numbers before the top that nobody asked for, as many as the night's share allows."""
        first, number, found = self.config.crawl.first, self._top or 0, list[int]()
        while number > first and len(found) < self._descent:
            number -= 1
            if number not in self._known:
                found.append(number)
        self._descent -= len(found)
        return found

    def _numbers(self, numbers: Iterable[int]) -> Iterator[Link]:
        for number in numbers:
            self._known.add(number)
            yield self._page(number)

    def _page(self, number: int) -> Link:
        url = self._template.url(number)
        return self._link(absolute(url, url), "page", "parse_number", 1)

    def _hasten(self, named: set[int]) -> None:
        """A number that was no page when it was asked for, and is now named on a list, is due."""
        db, now = self.session.recorder.db, self.session.clock.now()
        for number in sorted(named & self._known):
            key = self._page(number).key
            is_new = self._top is None or number > self._top
            if is_new or not was_good(db, self.config.id, key):
                self.session.frontier.hasten(self.config.id, key, now)

    def _is_repeated(self, response: Response) -> bool:
        """Whether these bytes came for another number tonight: a page that is not there, with status 200."""
        digest = sha256(response.body).digest()
        is_repeated = digest in self._seen
        self._seen.add(digest)
        return is_repeated

    def _issue(self, kind: str, detail: str, url: str | None) -> None:
        self.session.issue(kind, detail, source=self.config.id, url=url)
