"""The link from a list page to the next one, as a CSS selector."""

import re

from scrapy.selector import Selector

from crawlers.trial.links import PAGED, Anchor, Found, anchors, led_to, selector

NEXT_WORDS = re.compile(
    r"""^\W*(?: далее | дальше | впер[её]д | следующ\w*(?:\ страница)? | раньше
    | (?:показать\ |загрузить\ )?ещ[её] | older\b.* | next )? \W*$""",
    re.VERBOSE | re.IGNORECASE,
)
NEXT_LETTERS = re.compile(r"[a-zа-яё]", re.IGNORECASE)
NEXT_MARKS = re.compile(r"[a-zа-яё›»→>]", re.I)
NEXT = (
    'a[rel~="next"]', 'link[rel="next"]', "a.next", "a.next-page", ".next a", "a.pagination__next",
    "a.pagination-next", ".pager-next a", ".nav-previous a", "a.modern-page-next",
    ".pages a", ".pagination a", ".pager a", ".navigation a", ".nav-links a",
)  # fmt: skip


def pager(page: Selector, url: str) -> Found | None:
    """The link to the next list page (or, where pages are only numbered, to the others)."""
    for css in NEXT:
        led = led_to(page, url, css)
        if led and (not css.endswith(" a") or all(PAGED.search(one) for one in led)):
            return Found(css, led)
    for anchor in anchors(page, url, is_chrome_too=True):
        if _says_next(anchor):
            own = selector(page, url, [anchor], {anchor.url})
            return Found(own, [anchor.url]) if own else _numbered(page, url, anchor.url)
    return None


def _says_next(anchor: Anchor) -> bool:
    is_told = bool(NEXT_LETTERS.search(anchor.words)) or PAGED.search(anchor.url) is not None
    return bool(NEXT_MARKS.search(anchor.words) and NEXT_WORDS.match(anchor.words) and is_told)


def _numbered(page: Selector, url: str, led: str) -> Found:
    marked = PAGED.search(led)
    name = marked["name"] if marked else None
    css = f"a[href*='{name}=']" if name else "a[href*='/page']"
    return Found(css, led_to(page, url, css))
