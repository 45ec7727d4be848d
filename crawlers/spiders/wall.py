"""Public communities of VK and OK, as anybody sees them: the posts on their front page, each on its own page.

No login and no API. Posts of others that a community repeats are not its own, and are not followed.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import ClassVar
from urllib.parse import urlsplit

from scrapy.http import Response

from archive.records import Link
from crawlers.spiders.base import SourceSpider, link_of
from crawlers.spiders.listing import hrefs


class WallSpider(SourceSpider):
    """Follows the posts of the community whose posts are most on a page; `next` leads to older ones."""

    posts: ClassVar[re.Pattern[bytes]]
    """Finds a post's `owner` and `number` in markup."""
    page: ClassVar[str]
    """The path of a post, of its owner and number."""
    owner: ClassVar[re.Pattern[str]]
    """Finds the owner in the path of `start`."""

    def parse(self, response: Response, **kwargs: object) -> Iterator[Link]:
        found = [
            (post["owner"].decode(), post["number"].decode()) for post in self.posts.finditer(response.body)
        ]
        if not found and link_of(response).depth == 0:
            detail = "no post of a public community on it: is it open to all? its mobile page may show more"
            self.session.issue("empty-list", detail, source=self.config.id, url=response.url)
        owners = self._owners({owner for owner, _ in found}) or {_most(found)}
        for owner, number in dict.fromkeys(found):
            if owner in owners:
                yield from self.follow_page(response, self.page.format(owner=owner, number=number))
        if self.config.crawl.next:
            for href in hrefs(response, self.config.crawl.next):
                yield from self.follow_list(response, href)

    def _owners(self, found: set[str]) -> set[str]:
        """Those owners of posts that `start` names itself: `club123`, or the group's name."""
        named = (self.owner.match(urlsplit(url).path) for url in self.config.crawl.start)
        return {self._spelled(start["owner"]) for start in named if start} & found

    def _spelled(self, owner: str) -> str:
        """An owner as posts spell it."""
        return owner


class VkSpider(WallSpider):
    """A community of VK: `vk.com/<name>`, `vk.com/club<number>`; its posts are `/wall-<group>_<post>`."""

    # data-post-id="-123_456", id="post-123_456", name="post-123_456", href="/wall-123_456"
    posts = re.compile(
        rb"""(?:data-post-id=["']|(?:id|name)=["']post|href=["'](?:https?://(?:m\.)?vk\.(?:com|ru))?/wall)"""
        rb"""(?P<owner>-\d{1,12})_(?P<number>\d{1,12})(?=["'?])"""
    )
    page = "/wall{owner}_{number}"
    owner = re.compile(r"/(?:club|public|event|wall-)(?P<owner>\d+)")

    def _spelled(self, owner: str) -> str:
        return f"-{owner}"


class OkSpider(WallSpider):
    """A group of OK: `ok.ru/<name>`, `ok.ru/group/<number>`; its posts are `/<group>/topic/<number>`."""

    # href="/group/5345/topic/15678?st.layer.cmd=…"; "/profile/…" is a private person
    posts = re.compile(
        rb"""href=["'](?:https?://(?:m\.)?ok\.ru\.?)?/(?P<owner>group/\d{1,20}|(?!profile/)[\w.-]{2,64})"""
        rb"""/topic/(?P<number>\d{1,20})(?=["'?/])"""
    )
    page = "/{owner}/topic/{number}"
    owner = re.compile(r"/(?P<owner>group/\d+|[\w.-]+)")


def _most(found: list[tuple[str, str]]) -> str:
    """The owner of most posts, each counted once."""
    count = Counter(owner for owner, _ in dict.fromkeys(found))
    return count.most_common(1)[0][0] if count else ""
