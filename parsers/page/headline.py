"""The element that carries the page's headline, and the headline's words."""

import re

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
_LONGEST = 300


def headline(root: Node, data: Metadata) -> tuple[Node | None, str]:
    """The headline's element (None if nothing on the page looks like one) and its text."""
    titles = _titles(data)
    node = _matching(root, titles) or _first_heading(root)
    if node is not None:
        return node, clean(node.text())
    return None, clean(data.said("headline") or data.meta.get("og:title", "") or _JOINT.split(data.title)[0])


def folded(text: str) -> str:
    """Letters and digits alone, lower case, ё as е: by which two spellings of one line are equal."""
    return _LETTERS.sub("", text.lower().replace("ё", "е"))


def _titles(data: Metadata) -> set[str]:
    """The headline as the head of the page gives it, with and without the site's name."""
    whole = [
        data.said("headline"),
        data.said("name"),
        data.meta.get("og:title", ""),
        data.meta.get("title", ""),
    ]
    parts = _JOINT.split(data.title)
    whole += [data.title, *parts, *(data.title[: at.start()] for at in _JOINT.finditer(data.title))]
    whole += [data.title[at.end() :] for at in _JOINT.finditer(data.title)]
    return {fold for fold in map(folded, whole) if len(fold) >= 10}


def _matching(root: Node, titles: set[str]) -> Node | None:
    """The best element whose text is the page's title: a heading before a line, the first among equals."""
    best: tuple[int, int, int] | None = None
    found = None
    for node in root.walk():
        if not 8 <= node.size <= _LONGEST or node.tag in SILENT or node.tag == "a" or _is_never(node):
            continue
        fold = folded(node.text())
        if fold not in titles and not _begins(fold, titles):
            continue
        rank = (_rank(node), -len(fold), node.order)
        if best is None or rank < best:
            best, found = rank, node
    return found


def _begins(fold: str, titles: set[str]) -> bool:
    """A title that the head cut short, or the reverse."""
    if len(fold) < 25:
        return False
    return any(len(title) >= 25 and (title.startswith(fold) or fold.startswith(title)) for title in titles)


def _rank(node: Node) -> int:
    if node.get("itemprop") == "headline":
        return -1
    if node.tag in _HEADINGS:
        return _HEADINGS[node.tag]
    return 3 if node.words & _NAMED else 5


def _is_never(node: Node) -> bool:
    return any(one.words & _NEVER or one.tag in {"nav", "aside", "li"} for one in (node, *node.ancestors()))


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
