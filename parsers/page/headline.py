"""The element that carries the page's headline, and the headline's words."""

import re
from itertools import pairwise

from msgspec import Struct

from parsers.page.lines import clean
from parsers.page.metadata import Metadata
from parsers.page.tree import SILENT, Node

# «… | Сайт», «… — Сайт», «… » Сайт», «… / Сайт», «… :: Сайт», «… - 29.06.2023 - Сайт»
_JOINT = re.compile(r"\s+(?:\||—|–|-|»|/|::|•|·|\\|:)\s+|\s*\|\s*")
_LETTERS = re.compile(r"[^a-zа-яёіїєґ0-9]+")
_HEADINGS = {"h1": 0, "h2": 1, "h3": 2, "h4": 4}
_NAMED = frozenset(["headline", "title", "pagetitle", "contentheading", "etitle", "heading", "zagolovok"])
_NEVER = frozenset(
    [
        "crumbs",
        "breadcrumb",
        "breadcrumbs",
        "speedbar",
        "crumb",
        "topline",
        "related",
        "also",
        "comments",
        "nav",
        "logo",
    ]
)
_SIDES = frozenset({"nav", "aside", "li", "footer"}) | SILENT
_LONGEST = 300
_LONGEST_TITLE = 500
_MOST_JOINTS = 8
_SHORTEST = 4


class _Title(Struct, frozen=True):
    rank: int
    text: str


def headline(root: Node, data: Metadata, site: str = "") -> tuple[Node | None, str]:
    """The headline's element (None if nothing on the page looks like one) and its text.

    `site` is the publisher's name, which heads many a page and is no headline.
    """
    names = {folded(site), folded(data.meta.get("og:site_name", ""))}
    titles = {fold: title for fold, title in _titles(data).items() if fold not in names}
    node = _matching(root, titles)
    if node is not None:
        fold = folded(node.text())
        bare = fold.lstrip("0123456789")
        return node, titles[bare].text if fold not in titles and bare in titles else clean(node.text())
    node = _first_heading(root)
    if node is not None:
        return node, clean(node.text())
    return None, clean(
        data.said("headline")
        or data.meta.get("og:title", "")
        or _JOINT.split(data.title[:_LONGEST_TITLE], maxsplit=1)[0]
    )[:_LONGEST_TITLE]


def folded(text: str) -> str:
    """Letters and digits alone, lower case, ё as е: by which two spellings of one line are equal."""
    return _LETTERS.sub("", text.lower().replace("ё", "е"))


def _titles(data: Metadata) -> dict[str, _Title]:
    """The headline as the head of the page gives it, surest first: named as such, then parts of <title>."""
    title = data.title[:_LONGEST_TITLE]
    joints = [(at.start(), at.end()) for at in _JOINT.finditer(title)][:_MOST_JOINTS]
    ranked = [(0, data.said("headline")), (0, data.meta.get("og:title", "")), (0, data.said("name"))]
    ranked += [(1, title), *((1, title[:start]) for start, _ in joints), (1, data.meta.get("title", ""))]
    ranked += [(2, title[end:]) for _, end in joints]
    ranked += [(2, title[one[1] : other[0]]) for one, other in pairwise(joints)]
    found: dict[str, _Title] = {}
    for rank, text in ranked:
        fold = folded(text[:_LONGEST_TITLE])
        if len(fold) >= _SHORTEST:
            found.setdefault(fold, _Title(rank, clean(text[:_LONGEST_TITLE])))
    return found


def _matching(root: Node, titles: dict[str, _Title]) -> Node | None:
    """The best element whose text is the page's title: a heading before a line, the first among equals."""
    best: tuple[bool, float, int, int] | None = None
    found = None
    for node in root.walk():
        if not _SHORTEST <= node.size <= _LONGEST or node.tag in SILENT or node.tag == "a" or _is_never(node):
            continue
        fold = folded(node.text())
        title = titles.get(fold) or titles.get(fold.lstrip("0123456789")) or _begun(fold, titles)
        if title is None:
            continue
        if len(fold) < 10 and node.tag not in _HEADINGS:
            continue
        rank = (node.linked * 2 > node.size, title.rank + 1.2 * _rank(node), -len(fold), node.order)
        if best is None or rank < best:
            best, found = rank, node
    return found


def _begun(fold: str, titles: dict[str, _Title]) -> _Title | None:
    """A title that the head cut short, or the reverse."""
    if len(fold) < 25:
        return None
    for key, title in titles.items():
        if title.rank < 2 and len(key) >= 25 and (key.startswith(fold) or fold.startswith(key)):
            return title
    return None


def _rank(node: Node) -> int:
    if node.get("itemprop") == "headline":
        return -1
    if node.tag in _HEADINGS:
        return _HEADINGS[node.tag]
    return 3 if node.words & _NAMED else 5


def _is_never(node: Node) -> bool:
    return any(one.words & _NEVER or one.tag in _SIDES for one in (node, *node.ancestors()))


def _first_heading(root: Node) -> Node | None:
    """Without a title that helps: the first heading of some length that is no link and in no page header."""
    for test in (_is_marked, lambda node: node.tag == "h1", lambda node: node.tag in {"h2", "h3"}):
        for node in root.walk():
            if test(node) and 4 <= node.size <= _LONGEST and not _is_banner(node):
                return node
    return None


def _is_marked(node: Node) -> bool:
    return node.get("itemprop") == "headline" or (node.tag in _HEADINGS and bool(node.words & _NAMED))


def _is_banner(node: Node) -> bool:
    if node.linked * 2 > node.size or _is_never(node):
        return True
    header = next((one for one in node.ancestors() if one.tag == "header"), None)
    return header is not None and not any(one.tag in {"article", "main"} for one in header.ancestors())
