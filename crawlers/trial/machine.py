"""The ways into a site that it keeps for machines: the API of WordPress, feeds, sitemaps."""

from urllib.parse import urljoin

import msgspec
from msgspec import Struct, field
from scrapy.selector import Selector

from archive import payload
from crawlers import sitemaps
from crawlers.robots import Rules
from crawlers.spiders.feed import ITEMS, page_of
from crawlers.trial import links, signs
from crawlers.trial.visits import Seen, Visits

USUAL_FEEDS = ("/feed/", "/rss.xml", "/rss/")
USUAL_SITEMAP = "/sitemap.xml"
POSTS = "/wp-json/wp/v2/posts"


class Choice(Struct):
    """A spider and what its `[crawl]` should say. `sample`: a page that it would fetch; `why`: key → reason.

    `aside`: what else was found, a line each.
    """

    spider: str
    crawl: dict[str, object]
    sample: str | None
    why: dict[str, str]
    aside: list[str] = field(default_factory=list)


class _Post(Struct):
    link: str


async def by_api(visits: Visits, front: Seen, rules: Rules) -> Choice | None:
    """The API of WordPress, where a page shows that engine."""
    if not is_html(front) or not signs.is_wordpress(front, rules.sitemaps):
        return None
    seen = await visits.probe(urljoin(front.url, f"{POSTS}?per_page=5"))
    posts = _posts(seen.body) if seen else []
    if not posts:
        return None
    why = {"spider": f"{POSTS} answers with posts"}
    return Choice("wordpress", {"start": [urljoin(front.url, "/")]}, posts[0].link, why)


def _posts(body: bytes) -> list[_Post]:
    try:
        return msgspec.json.decode(body, type=list[_Post])
    except msgspec.MsgspecError:
        return []


async def by_feed(visits: Visits, front: Seen) -> Choice | None:
    """The feed that a page names, else one at a usual place."""
    named = list(signs.feeds(front)) if is_html(front) else []
    for url in named[:2]:
        if (seen := await visits.probe(url)) and (found := of_feed(seen, "the page names this feed")):
            return found
    for path in () if named else USUAL_FEEDS:
        seen = await visits.probe(urljoin(front.url, path))
        if seen and (found := of_feed(seen, f"{path} is a feed, although no page names it")):
            return found
    return None


def of_feed(seen: Seen, why: str) -> Choice | None:
    """A feed with pages in it."""
    if sitemaps.root_of(seen.body) not in ("rss", "feed", "rdf"):
        return None
    items = Selector(text=seen.text, type="xml").xpath(ITEMS)
    pages = [href for item in items if (href := page_of(item))]
    if not pages:
        return None
    reasons = {"crawl.start": f"{why}, of {len(pages)} items"}
    return Choice("feed", {"start": [seen.url]}, urljoin(seen.url, pages[0].strip()), reasons)


async def by_sitemap(visits: Visits, front: Seen, rules: Rules) -> Choice | None:
    """The sitemap that robots.txt names, else the one at the usual place."""
    named = [*rules.sitemaps[:1], urljoin(front.url, USUAL_SITEMAP)]
    for url in dict.fromkeys(named):
        seen = await visits.probe(url)
        if seen and (found := of_sitemap(seen, front)):
            found.why["crawl.start"] += " (named in robots.txt)" if url in rules.sitemaps else ""
            return await with_sample(visits, seen, found)
    return None


def of_sitemap(seen: Seen, front: Seen | None) -> Choice | None:
    """A sitemap; only pages that look like articles are to be followed."""
    if sitemaps.root_of(_unpacked(seen)) not in ("urlset", "sitemapindex"):
        return None
    found = _entries(seen)
    pages = [one.url for one in found if not one.is_map and (not front or one.url != front.url)]
    kind = "sitemaps" if found and found[0].is_map else "addresses"
    why = {"crawl.start": f"a sitemap of {len(found)} {kind}"}
    articles = [url for url in pages if links.is_article(url)]
    sample = next(iter(articles or pages), None)
    return Choice("sitemap", {"start": [seen.url]}, sample, why) if found else None


async def with_sample(visits: Visits, seen: Seen, choice: Choice) -> Choice:
    """Of an index, a page from its first sitemap."""
    maps = [one.url for one in _entries(seen) if one.is_map]
    if choice.sample is None and maps and (first := await visits.probe(maps[0])):
        pages = (one.url for one in _entries(first) if not one.is_map)
        choice.sample = next(pages, None)
    return choice


def _entries(seen: Seen) -> list[sitemaps.Entry]:
    return list(sitemaps.entries(_unpacked(seen)))


def _unpacked(seen: Seen) -> bytes:
    """A sitemap may be served as a gzip file."""
    try:
        return sitemaps.unpacked(seen.body)
    except payload.Undecodable:
        return seen.body


def is_html(seen: Seen) -> bool:
    """Whether a page is neither feed nor sitemap nor text."""
    return sitemaps.root_of(seen.body) not in ("rss", "feed", "rdf", "urlset", "sitemapindex", "")
