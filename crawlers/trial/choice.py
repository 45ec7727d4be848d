"""Chooses the spider for a site: the most telling way in comes first, and only ways that there are."""

import re
from collections.abc import AsyncIterator, Iterable
from importlib.util import find_spec
from urllib.parse import urlsplit

from crawlers.keys import host_of
from crawlers.loader import SPIDERS
from crawlers.robots import Rules
from crawlers.spellings import bare_host
from crawlers.trial import links, signs
from crawlers.trial.machine import (
    Choice,
    by_api,
    by_feed,
    by_sitemap,
    is_html,
    of_feed,
    of_sitemap,
    with_sample,
)
from crawlers.trial.pager import pager
from crawlers.trial.visits import CannotTry, Seen, Visits

NUMBERED = 5
"""Links that differ in their number alone, at least, for an engine that counts its articles."""
PLATFORMS = {"t.me": "telegram", "telegram.me": "telegram", "vk.com": "vk", "ok.ru": "ok"}
CHANNEL = re.compile(r"^/(?:s/)?(?P<name>\w{4,})/?$")


async def choose(visits: Visits, front: Seen, rules: Rules) -> Choice:
    """The best way into a site from a page of it. Raises CannotTry if there is none."""
    is_list = is_html(front) and not signs.is_article(front.selector)
    listed = links.details(front.selector, front.url) if is_list else None
    async for choice in _ways(visits, front, rules, listed):
        if choice and exists(choice.spider):
            choice.aside += _aside(front, rules, listed, choice.spider)
            return choice
    raise CannotTry(
        f"{front.url} is no list: no links of one shape to articles, no feed, no sitemap; "
        "name the page on which the site lists its articles"
    )


def exists(spider: str) -> bool:
    """Whether the project has this spider."""
    return spider in SPIDERS and find_spec(SPIDERS[spider].partition(":")[0]) is not None


def entrance(url: str) -> str:
    """The address at which a platform shows a channel to everybody; any other address as it is."""
    parts = urlsplit(url)
    channel = CHANNEL.match(parts.path)
    if PLATFORMS.get(bare_host(parts.hostname or "")) == "telegram" and channel:
        return f"https://t.me/s/{channel['name']}"
    return url


async def _ways(
    visits: Visits, front: Seen, rules: Rules, listed: links.Found | None
) -> AsyncIterator[Choice | None]:
    """The ways in, in the order of preference; each is tried only if those before it led nowhere."""
    yield _platform(front)
    yield await _of_itself(visits, front)
    yield await by_api(visits, front, rules)
    yield await by_feed(visits, front)
    yield await by_sitemap(visits, front, rules)
    yield _numbered(front, listed)
    yield _listing(front, listed)
    yield _browser(front)


def _platform(front: Seen) -> Choice | None:
    spider = PLATFORMS.get(bare_host(host_of(front.url)))
    why = {"spider": "by the address"}
    if urlsplit(front.url).path.startswith("/s/") and front.selector.css("[data-post]"):
        spider, why = "telegram", {"spider": "a channel's public preview, with posts"}
    return Choice(spider, {"start": [front.url]}, front.url, why) if spider else None


async def _of_itself(visits: Visits, front: Seen) -> Choice | None:
    """The address that was given may be a feed or a sitemap."""
    found = of_sitemap(front, None)
    if found:
        return await with_sample(visits, front, found)
    return of_feed(front, "the address that was given is a feed")


def _numbered(front: Seen, listed: links.Found | None) -> Choice | None:
    template = template_of(listed.urls) if listed else None
    if not listed or not template:
        return None
    why = {"crawl.template": f"{len(listed.urls)} links of the page differ in their number alone"}
    return Choice("numbered", {"start": [front.url], "template": template}, listed.urls[0], why)


def template_of(urls: Iterable[str]) -> str | None:
    """The one address with `{n}` for its number that all URLs fit, or None if they are few."""
    urls = list(dict.fromkeys(urls))
    for number in re.finditer(r"\d{3,}", urls[0]) if len(urls) >= NUMBERED else ():
        head, tail = urls[0][: number.start()], urls[0][number.end() :]
        fits = re.compile(rf"{re.escape(head)}\d+{re.escape(tail)}")
        if "/" in head[8:] and all(map(fits.fullmatch, urls)):
            return f"{head}{{n}}{tail}"
    return None


def _listing(front: Seen, listed: links.Found | None) -> Choice | None:
    if not listed:
        return None
    crawl: dict[str, object] = {"start": [front.url], "detail": listed.css}
    why = {"crawl.detail": f"{len(listed.urls)} links of one shape, such as {listed.urls[0]}"}
    if further := pager(front.selector, front.url):
        crawl["next"] = further.css
        why["crawl.next"] = f"leads to {further.urls[0]}"
    else:
        why["crawl"] = "no pager was found: only what this page lists is followed"
    return Choice("listing", crawl, listed.urls[0], why)


def _browser(front: Seen) -> Choice | None:
    if not is_html(front) or not signs.needs_scripts(front.selector):
        return None
    why = {
        "spider": "without scripts the page is an empty shell",
        "crawl.detail": "not seen: open the page in a browser, and name the links to articles",
    }
    return Choice("browser", {"start": [front.url], "detail": "main a[href]"}, None, why)


def _aside(front: Seen, rules: Rules, listed: links.Found | None, spider: str) -> list[str]:
    told = [f"sitemap in robots.txt: {url}" for url in rules.sitemaps[:3] if spider != "sitemap"]
    if is_html(front) and spider != "feed":
        told += [f"feed named on the page: {url}" for url in list(signs.feeds(front))[:3]]
    if listed and spider not in ("listing", "numbered"):
        further = pager(front.selector, front.url)
        told.append(f'as a list: detail = "{listed.css}"' + (f', next = "{further.css}"' if further else ""))
    return told
