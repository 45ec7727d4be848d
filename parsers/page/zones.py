"""Which parts of a page are not its article: menus, sidebars, comments, bylines.

A zone is told by an element's tag, role and the words of its class, and inherited by what is below. No zone
is given to what holds the headline or most of the page's prose, whatever its class says.
"""

import re

from parsers.lexicon import words
from parsers.page.tree import SILENT, Node

CHROME, RELATED, COMMENTS, META, CAPTION = "chrome", "related", "comments", "meta", "caption"

_TAGS = {
    "nav": CHROME,
    "menu": CHROME,
    "amp-sidebar": CHROME,
    "dialog": CHROME,
    "footer": CHROME,
    "header": CHROME,
    "form": CHROME,
    "aside": RELATED,
    "figcaption": CAPTION,
}
_ROLES = {
    "navigation": CHROME,
    "banner": CHROME,
    "contentinfo": CHROME,
    "search": CHROME,
    "menu": CHROME,
    "dialog": CHROME,
    "complementary": RELATED,
}

_LEXICONS = (COMMENTS, RELATED, CHROME, META, CAPTION)
"""By the words of their class names, `page_zone_*.txt`; the first that has a word of the element wins."""

# «1990–2022», «Погиб 3 мая»: `info` and `dates` of memorial pages are what the page is about
_OF_A_PERSON = re.compile(
    r"\d{4}\s*[–—-]\s*(?:\d\d\.\d\d\.)?\d{4}|\b(?:погиб|рожд|родил|звание|умер|позывной)", re.I
)
_LONGEST_META = 220
_PART_OF_PAGE = frozenset({"html", "body", "main", "article"})
_SAFE = frozenset({"hentry", "articlebody", "elementor"})


def mark(root: Node, headline: Node | None) -> None:
    """Set `zone` on every element of the tree."""
    for node in root.walk():
        if node.tag in SILENT:
            continue
        above = node.parent.zone if node.parent else None
        if above in (CHROME, RELATED, COMMENTS, CAPTION):
            node.zone = above
        else:
            node.zone = _own(node, headline, root.prose) or above


def _own(node: Node, headline: Node | None, prose: int) -> str | None:
    zone = _by_tag(node) or _by_words(node)
    if zone is None and _is_hidden(node):
        zone = CHROME
    if zone is None or _is_essential(node, headline, prose, zone):
        return None
    if zone == META and (node.size > _LONGEST_META or _OF_A_PERSON.search(node.text())):
        return None
    if zone == CHROME and node.tag in {"header", "footer"} and _inside_article(node):
        return META
    return zone


def _by_tag(node: Node) -> str | None:
    return _TAGS.get(node.tag) or _ROLES.get(node.get("role").lower())


def _by_words(node: Node) -> str | None:
    if not node.words or node.tag in _PART_OF_PAGE or node.words & _SAFE:
        return None
    return next((zone for zone in _LEXICONS if words(f"page_zone_{zone}") & node.words), None)


def _is_hidden(node: Node) -> bool:
    style = node.get("style").replace(" ", "").lower()
    return "hidden" in node.attributes or "display:none" in style


def _is_essential(node: Node, headline: Node | None, prose: int, zone: str) -> bool:
    """Whether the page would have no article left without this element."""
    if headline is not None and node.holds(headline) and zone != CAPTION:
        return True
    if zone == COMMENTS and headline is not None and node.order > headline.order:
        return False
    return node.prose * 2 > prose and node.prose > 0


def _inside_article(node: Node) -> bool:
    return any(one.tag == "article" or "post" in one.words for one in node.ancestors())
