"""A Telegram channel's public preview, `https://t.me/s/<channel>`: newest posts, older ones by `?before=`.

Every preview page carries whole posts, so each is kept as a page. A channel without a preview answers with a
redirect to itself; `crawlers.refusals` tells that.
"""

import re
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import parse_qs, urlsplit

from msgspec import structs
from scrapy.http import Response

from archive.records import Link, Purpose
from crawlers.spiders.base import SourceSpider, link_of

OLDER = "a.tme_messages_more[data-before]"
POSTS = "[data-post]"
# "rodnoy_kray/1234"
POST = re.compile(r"/(?P<number>\d+)$")


class TelegramSpider(SourceSpider):
    """Pages back until it meets an earlier visit's way back, or `pages` is reached.

    Each way back begins at the newest posts, a little later than the last, and leaves behind it the numbers
    that it paged from. Where such a number lies among a page's posts, that earlier way does the rest.
    """

    start_purpose: ClassVar[Purpose] = "page"
    reads: ClassVar[int] = 2 << 20

    def parse(self, response: Response, **kwargs: object) -> Iterator[Link]:
        posts = post_numbers(response)
        if not posts and link_of(response).depth == 0:
            self.session.issue(
                "empty-list", "a preview without posts", source=self.config.id, url=response.url
            )
        for href in response.css(OLDER).xpath("@href").getall():
            if posts and not self._is_known(min(posts), before(response.url)):
                yield from self.follow_older(response, href)

    def follow_older(self, response: Response, href: str) -> Iterator[Link]:
        """The page of older posts. It is not a list of the night: it is looked at again by its age."""
        for link in self.follow_list(response, href):
            yield structs.replace(link, again=None)

    def _is_known(self, oldest: int, begun: int | None) -> bool:
        numbers = (before(url) for url in self.session.known_urls(self.config.id))
        earlier = (number for number in numbers if number is not None and (begun is None or number < begun))
        return any(oldest <= number for number in earlier)


def post_numbers(response: Response) -> list[int]:
    """The numbers of the posts on a preview page."""
    named = (POST.search(name) for name in response.css(POSTS).xpath("@data-post").getall())
    return [int(post["number"]) for post in named if post]


def before(url: str) -> int | None:
    """The number that a preview page pages back from, or None for the newest."""
    given = parse_qs(urlsplit(url).query).get("before", [""])[0]
    return int(given) if given.isdigit() else None
