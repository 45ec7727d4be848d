"""What a page says of the site behind it: its name, its engine, its feeds, and whether it needs scripts."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from scrapy.selector import Selector

from crawlers.keys import NotAWebAddress, absolute
from crawlers.trial.encoding import declared
from crawlers.trial.visits import Seen

# The first that a page shows is its engine; the generator's own word goes before all.
ENGINES = {
    "WordPress": r"/wp-(?:content|includes|json)\b",
    "1C-Bitrix": r"/bitrix/(?:js|cache|templates|panel)/|BX\.setCSSList",
    "DataLife Engine": r"/engine/classes/|dle_root|dle-content",
    "Joomla": r"/media/(?:jui|system)/js/|option=com_\w+",
    "Drupal": r"/sites/(?:default|all)/|drupalSettings|Drupal\.settings",
    "XOOPS": r"/xoops\.js|xoops_",
    "uCoz": r"\.ucoz\.(?:net|ru)/|uGetTarget|/\.s/src/",
    "Tilda": r"tildacdn\.|t-records",
    "Nuxt": r"__NUXT__|/_nuxt/",
    "Next.js": r"__NEXT_DATA__|/_next/static/",
}
FEED_TYPES = ("application/rss+xml", "application/atom+xml")
SHELL_WORDS = 300
"""Characters of visible text below which a page with scripts shows nothing without them."""
VISIBLE = (
    "//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript or ancestor::template)]"
)


def engine(seen: Seen) -> str | None:
    """The engine that a page names or betrays, or None."""
    generator = seen.selector.xpath("//meta[@name='generator' or @name='Generator']/@content").get()
    if generator and generator.strip():
        return " ".join(generator.split())[:60]
    return next((name for name, mark in ENGINES.items() if re.search(mark, seen.text)), None)


def is_wordpress(seen: Seen, sitemaps: list[str]) -> bool:
    """Whether a page, or the sitemaps that robots.txt names, look like WordPress; asking it will tell."""
    named = engine(seen) or ""
    usual = any(urlsplit(url).path.endswith("/feed/") for url in feeds(seen))
    return "wordpress" in named.lower() or usual or any("wp-sitemap" in url for url in sitemaps)


def site_name(page: Selector) -> str | None:
    """How the site calls itself: its `og:site_name`, else the last part of its title."""
    named = page.xpath("//meta[@property='og:site_name']/@content").get()
    title = " ".join((page.xpath("//title//text()").get() or "").split())
    return (named or re.split(r"\s+[|—–-]\s+", title)[-1]).strip()[:120] or None


def feeds(seen: Seen) -> Iterator[str]:
    """The feeds that a page names, those of comments last."""
    named = seen.selector.xpath("//link[@rel='alternate'][@href]")
    found = [link for link in named if link.attrib.get("type", "").lower() in FEED_TYPES]
    found.sort(key=lambda link: "comment" in link.attrib["href"] or "ммент" in link.attrib.get("title", ""))
    for link in found:
        try:
            yield absolute(seen.url, link.attrib["href"])
        except NotAWebAddress:
            continue


def is_article(page: Selector) -> bool:
    """Whether a page calls itself an article: it is then no list, whatever it links to."""
    return bool(page.xpath("//meta[@property='article:published_time']"))


def needs_scripts(page: Selector) -> bool:
    """Whether a page is a shell that scripts fill."""
    words = " ".join(" ".join(page.xpath(VISIBLE).getall()).split())
    return len(words) < SHELL_WORDS and bool(page.css("script")) and len(page.css("a[href]")) < 5


def encoding_note(seen: Seen) -> str:
    """The encoding of a page, and whether its header says so."""
    named = declared(seen.content_type)
    if named is None:
        return f"{seen.charset}; the header names none"
    agree = named == seen.charset or (named in ("ascii", "utf-8") and seen.charset == "utf-8")
    return seen.charset if agree else f"{seen.charset}, although the header says {named}"
