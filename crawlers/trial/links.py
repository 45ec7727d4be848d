"""Which links of a list page lead to its articles, as a CSS selector."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from urllib.parse import urlsplit

from msgspec import Struct
from scrapy.selector import Selector

from crawlers.keys import NotAWebAddress, absolute, host_of, key_of
from crawlers.spellings import bare_host

FEWEST = 3
"""Links of one shape that make a list; fewer do if they are half of all there are."""
ARTICLES = 0.5
"""The share of them that look like articles, at least."""
WORDS = 12
"""Characters of a title, at least."""

# A day, a number or many words in an address: what articles have, and rubrics have not
DAY = re.compile(r"/(?:19|20)\d\d[/-]?[01]\d[/-]?[0-3]\d")
NUMBER = re.compile(r"(?<!\d)\d{2,}(?!\d)|[?&](?:id|p|element_id|newsid|storyid|id_\d)=\d+", re.IGNORECASE)
SLUG = re.compile(r"[^/]*[^/-]+(?:[-_][^/_-]+){2,}")
# "/amp-2024/" and "7-amp.html" too are shapes: letters, digits and slugs stand for their like
DIGITS = re.compile(r"\d+")
CLASS = re.compile(r"[A-Za-z_][\w-]*")
CHROME = "ancestor::nav or ancestor::footer or ancestor::aside or ancestor::header[not(ancestor::article)]"

PAGED = re.compile(r"[?&](?P<name>page|paged|PAGEN_\d+|p|start|offset|cstart)=\d+|/page/?\d+", re.IGNORECASE)


class Found(Struct, frozen=True):
    """A selector and the addresses that its links lead to, each once."""

    css: str
    urls: list[str]


class Anchor(Struct, frozen=True):
    """A link of a page: its element, where it leads, its words."""

    element: Selector
    url: str
    words: str


def details(page: Selector, url: str) -> Found | None:
    """The links to articles, or None if no repeated kind of link looks like them.

    Links in one place with addresses of one form, or, if no such are a list, links in one place.
    """
    every = list(anchors(page, url))
    for group in (_best(every, lambda one: (*_shape(one), *_place(one))), _best(every, _place)):
        wanted = list(dict.fromkeys(anchor.url for anchor in group))
        if wanted and (css := selector(page, url, group, set(wanted))):
            return Found(css, wanted)
    return None


def _best(every: list[Anchor], kind: Callable[[Anchor], tuple[str, ...]]) -> list[Anchor]:
    groups: dict[tuple[str, ...], list[Anchor]] = defaultdict(list)
    for anchor in every:
        groups[kind(anchor)].append(anchor)
    best = max(groups.values(), key=lambda group: _score(group, len(every)), default=[])
    return best if _score(best, len(every)) > 0 else []


def anchors(page: Selector, url: str, *, is_chrome_too: bool = False) -> Iterator[Anchor]:
    """The links of a page to other pages of its site, the menus' aside."""
    site, key = bare_host(host_of(url)), key_of(absolute(url, url))
    for element in page.xpath("//a[@href]" if is_chrome_too else f"//a[@href][not({CHROME})]"):
        try:
            led = absolute(url, element.attrib["href"])
        except NotAWebAddress:
            continue
        if bare_host(host_of(led)) == site and key_of(led) != key:
            yield Anchor(element, led, " ".join(element.xpath(".//text()").getall()).strip())


def _shape(anchor: Anchor) -> tuple[str, ...]:
    """The form of an address: how deep it is, how it ends, what it asks."""
    parts = urlsplit(anchor.url)
    folders = parts.path.rstrip("/").split("/")
    last = "*" if SLUG.fullmatch(folders[-1]) or DIGITS.search(folders[-1]) else "word"
    names = "&".join(pair.partition("=")[0] for pair in parts.query.split("&"))
    return str(len(folders)), last, names


def _place(anchor: Anchor) -> tuple[str, ...]:
    return tuple(_step(parent) for parent in _lineage(anchor.element)[:2])


def _score(group: list[Anchor], of: int) -> float:
    """How much a kind of link is a list of articles; 0: not at all. `of`: how many links the page has."""
    urls = {anchor.url for anchor in group}
    if len(urls) < FEWEST and not 2 * len(group) >= of > 1:
        return 0.0
    articles = sum(is_article(url) > 0 for url in urls)
    if len(urls) == 1 or articles < ARTICLES * len(urls) or all(PAGED.search(url) for url in urls):
        return 0.0
    worded = sum(len(anchor.words) >= WORDS for anchor in group) / len(group)
    return sum(map(is_article, urls)) * (0.2 + worded)


def is_article(url: str) -> float:
    """How much an address looks like that of an article: a day, a number, many words."""
    parts = urlsplit(url)
    target = f"{parts.path}?{parts.query}"
    told = 0.5 * bool(parts.query) + 0.3 * parts.path.endswith((".html", ".htm"))
    return told + 2.0 * bool(DAY.search(target)) + bool(NUMBER.search(target)) + bool(SLUG.search(parts.path))


def selector(page: Selector, url: str, group: list[Anchor], wanted: set[str]) -> str | None:
    """The plainest selector that finds just the wanted links, or the one that comes nearest."""
    best: tuple[float, bool, int, str] | None = None
    for place, css in enumerate(dict.fromkeys(_candidates(group[0].element))):
        led = set(led_to(page, url, css))
        shared = len(led & wanted)
        if shared:
            fitness = 2 * shared / (len(led) + len(wanted))
            best = max(best or (0.0, False, 0, ""), (round(fitness, 2), "." in css, -place, css))
    return best[3] if best and best[0] >= 0.6 else None


def _candidates(element: Selector) -> Iterator[str]:
    own = ["a", *(f"a.{name}" for name in _classes(element))]
    lineage = _lineage(element)
    yield from own[1:]
    if CLASS.fullmatch(element.attrib.get("id", "")):
        yield f"a#{element.attrib['id']}"
    for parent in lineage:
        for step in _steps(parent):
            yield from (f"{step} {link}" for link in own)
    for near, far in pairwise(lineage):
        yield from (f"{outer} {inner} a" for outer in _steps(far) for inner in _steps(near))
    folder = re.match(r"(?:https?://[^/]+)?(?P<path>/[\w-]+/)", element.attrib["href"])
    if folder:
        yield f"a[href*='{folder['path']}']"


def _lineage(element: Selector) -> list[Selector]:
    """Up to four elements around a link, the nearest first."""
    return list(reversed(element.xpath("ancestor::*[not(self::html or self::body)]")))[:4]


def _step(element: Selector) -> str:
    return ".".join([str(element.root.tag), *_classes(element)])


def _steps(element: Selector) -> Iterator[str]:
    tag = str(element.root.tag)
    if tag not in ("div", "span", "p", "b"):
        yield tag
    for name in _classes(element):
        yield from (f".{name}", f"{tag}.{name}")


def _classes(element: Selector) -> list[str]:
    return [name for name in element.attrib.get("class", "").split() if CLASS.fullmatch(name)]


def led_to(page: Selector, url: str, css: str) -> list[str]:
    """The addresses that the links of a selector lead to."""
    return list(_absolute(url, page.css(css).xpath("@href").getall()))


def _absolute(url: str, hrefs: Iterable[str]) -> Iterator[str]:
    for href in dict.fromkeys(hrefs):
        try:
            yield absolute(url, href)
        except NotAWebAddress:
            continue
