"""WordPress by its API: the newest posts, from there back to the first, and those that were changed last.

Where the API is closed, its feed is read: fewer posts, without the times of their changes.
"""

from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec import structs
from scrapy.http import Response, XmlResponse

from archive.records import Link
from crawlers import wp_json
from crawlers.keys import absolute
from crawlers.known import looks
from crawlers.sitemaps import root_of
from crawlers.spiders.base import Foreseen, link_of
from crawlers.spiders.dated import Dated, DatedSpider, has_changed
from crawlers.spiders.feed import ITEMS, page_of
from crawlers.wp_json import Post

CLOSED = (400, 401, 403, 404, 405, 410)
"""How a site answers that does not show its API."""

FEEDS = ("rss", "feed", "rdf")
CHANGED = "modified"
"""The order in which the posts that were changed last come first."""


class WordpressSpider(DatedSpider):
    """Follows posts to their pages; the answers of the API, or the feed, are kept as lists.

    It goes back by date. Each way back begins at the newest posts, and leaves behind it the dates that it
    asked from; where such a date lies among an answer's posts, that earlier way does the rest.
    """

    def seeds(self) -> list[Link]:
        """The newest posts, for each word; the feed where `start` names that."""
        return [link for start in super().seeds() for link in self._lists_at(start)]

    def parse(self, response: Response, **kwargs: object) -> Iterator[Link]:
        if is_feed(response.url) or root_of(response.body) in FEEDS:
            yield from self._feed(response)
        elif not wp_json.is_api(response.url):
            yield self._feed_instead(response.url, "it led here")
        elif "slug" in wp_json.query_of(response.url):
            yield from self._of_categories(response)
        else:
            yield from self._posts(response)

    def foresee(self, link: Link, response: Response) -> Foreseen | None:
        if not wp_json.is_api(link.url):
            return None
        if wp_json.is_beyond_last(response.status, response.body):
            return Foreseen()
        if response.status in CLOSED and wp_json.is_first(link.url):
            return Foreseen((self._feed_instead(link.url, f"it answered {response.status}"),))
        return None

    def instead(self, link: Link) -> list[Link]:
        is_start = wp_json.is_api(link.url) and wp_json.is_first(link.url)
        return [self._feed_instead(link.url, "robots.txt forbids it")] if is_start else []

    def _lists_at(self, start: Link) -> list[Link]:
        if is_feed(start.url):
            return [start]
        endpoint, named = wp_json.endpoint_of(start.url), self.config.crawl.categories
        slugs = [name for name in named if not name.isdigit()]
        if slugs:
            return [self._list(wp_json.categories_url(endpoint, slugs), 0)]
        return self._newest(endpoint, named, 0)

    def _newest(self, endpoint: str, categories: list[str], depth: int) -> list[Link]:
        words: list[str | None] = [*self.config.crawl.search] or [None]
        chosen = ",".join(categories) or None
        return [
            self._list(wp_json.posts_url(endpoint, search=word, categories=chosen), depth) for word in words
        ]

    def _of_categories(self, response: Response) -> Iterator[Link]:
        found = wp_json.numbers(response.body)
        if found is None:
            yield self._feed_instead(response.url, "it answered with no list of categories")
        elif not found:
            self._issue("empty-list", "no category has these slugs; see crawl.categories", response.url)
        else:
            given = [name for name in self.config.crawl.categories if name.isdigit()]
            endpoint = wp_json.endpoint_of(response.url)
            yield from self._newest(endpoint, [*given, *map(str, found)], link_of(response).depth + 1)

    def _posts(self, response: Response) -> Iterator[Link]:
        found, is_first = wp_json.posts(response.body), wp_json.is_first(response.url)
        if found is None:
            if is_first:
                yield self._feed_instead(response.url, "it answered with no list of posts")
            return
        if is_first and not found:
            detail = "the API names no post; see crawl.search and crawl.categories"
            self._issue("empty-list", detail, response.url)
        dated = [(link, post.changed) for post in found for link in self.follow_page(response, post.link)]
        yield from self._further_lists(response, found, dated)
        yield from self.news_of(dated)

    def _further_lists(self, response: Response, found: list[Post], dated: list[Dated]) -> Iterator[Link]:
        url, depth = response.url, link_of(response).depth + 1
        if wp_json.is_first(url):
            yield self._list(wp_json.posts_url(url, orderby=CHANGED), depth)
        total = response.headers.get("X-WP-TotalPages")
        if not wp_json.has_more(total.decode("latin-1") if total else None, url, found):
            return
        is_by_change = wp_json.query_of(url).get("orderby") == CHANGED
        if is_by_change and self._are_all_changed(dated):
            further = self._once(wp_json.following(url, None), depth)
            yield from self.news_of([(further, self.session.clock.now())])
        elif not is_by_change and not self._is_known_from(url, wp_json.older_than(found)):
            yield self._once(wp_json.following(url, wp_json.older_than(found)), depth)

    def _are_all_changed(self, dated: list[Dated]) -> bool:
        """Whether all posts of an answer are known and have changed: then there may be more of them."""
        known = looks(self.session.recorder.db, self.config.id, [link.key for link, _ in dated])
        now = self.session.clock.now()
        return all(has_changed(changed, known.get(link.key), now) for link, changed in dated)

    def _is_known_from(self, url: str, oldest: str | None) -> bool:
        """Whether an earlier way back went on from a moment among the posts of this answer."""
        begun, way = wp_json.before_of(url), wp_json.way_of(url)
        known = [one for one in self.session.known_urls(self.config.id) if wp_json.way_of(one) == way]
        moments = [moment for moment in map(wp_json.before_of, known) if moment and moment != begun]
        return oldest is not None and any(oldest <= moment < (begun or "9") for moment in moments)

    def _feed(self, response: Response) -> Iterator[Link]:
        items = response.replace(cls=XmlResponse).selector.xpath(ITEMS)
        found = [link for item in items for link in self.follow_page(response, page_of(item) or "data:,")]
        if not found and "paged" not in wp_json.query_of(response.url):
            what = "a feed without items" if root_of(response.body) in FEEDS else "no feed"
            self._issue("empty-list", f"{what}: is it a WordPress site, and has it moved?", response.url)
        known = looks(self.session.recorder.db, self.config.id, [link.key for link in found])
        if any(link.key not in known for link in found):
            yield self._once(wp_json.next_feed(response.url), link_of(response).depth + 1)
        yield from found

    def _feed_instead(self, url: str, why: str) -> Link:
        feed = wp_json.home_of(url) + "feed/"
        self._issue(
            "no-api", f"{why}; {feed} is read instead: name it in crawl.start if that is to last", url
        )
        return self._list(feed, 1)

    def _list(self, url: str, depth: int) -> Link:
        return self._link(absolute(url, url), self.start_purpose, "parse", depth)

    def _once(self, url: str, depth: int) -> Link:
        """A list that is no list of the night: it is looked at again by its age, for what was slipped in."""
        return structs.replace(self._list(url, depth), again=None)

    def _issue(self, kind: str, detail: str, url: str) -> None:
        self.session.issue(kind, detail, source=self.config.id, url=url)


def is_feed(url: str) -> bool:
    """Whether an address is that of a feed: `/feed/`, `/?feed=rss2`, `/rss.xml`."""
    parts = urlsplit(url)
    last = parts.path.rstrip("/").rpartition("/")[2]
    return last in ("feed", "rss", "rss2", "atom") or last.endswith(".xml") or "feed=" in parts.query
