"""From the markup of a stranger to a tree of harmless elements, and from that to markup of our own.

Twice by an allow-list: nh3 reads the markup as browsers do and drops what may run or load; then each element
is written anew, with no attribute but those made here. What a link or an image points to is told in words.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from urllib.parse import urljoin, urlsplit

import nh3
from lxml import etree  # type: ignore[import-untyped]

from desk.web.snapshots.marks import Marker, Span
from desk.web.snapshots.vocabulary import EMPTY, LAZY, LEFT_OUT, READ, TAGS

DEEPEST = 8000
"""Elements within each other that are read: the time that takes grows with the square of them."""

# <div class=x>, </div
_EDGE = re.compile(r"<(?P<ends>/?)(?P<tag>[a-z][a-z0-9]*)", re.I)
_CLOSE_THEMSELVES = EMPTY | {"p", "li", "dt", "dd", "tr", "td", "th", "option", "a", "meta", "link", "input"}


class TooDeep(ValueError):
    """The markup nests deeper than any page that is meant to be read."""


Picture = Callable[[str], str | None]
"""Gives the address on the desk of an image that is kept, by the address that the page has of it."""


def tree(markup: str) -> etree._Element:
    """The harmless elements of a page, below one `div`. Raises TooDeep."""
    _require_shallow(markup)
    cleaned = nh3.clean(
        markup,
        tags=set(TAGS),
        clean_content_tags=set(LEFT_OUT),
        attributes={tag: set(names) for tag, names in READ.items()},
        url_schemes={"http", "https"},
        link_rel=None,
    )
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(f"<div>{cleaned}</div>".encode("utf-8", "replace"), parser)


def _require_shallow(markup: str) -> None:
    depth = 0
    for edge in _EDGE.finditer(markup):
        if edge["tag"].lower() not in _CLOSE_THEMSELVES:
            depth = max(0, depth - 1) if edge["ends"] else depth + 1
        if depth > DEEPEST:
            raise TooDeep(f"more than {DEEPEST} elements within each other")


def texts(top: etree._Element) -> list[str]:
    """The texts of a tree, in the order in which they are written."""
    return [text for _, text in _steps(top) if text is not None]


def written(
    top: etree._Element, marks: dict[int, list[Span]], marker: Marker, url: str, picture: Picture
) -> str:
    """The markup of a tree. `marks`: spans by the number of the text; `url`: where the page was."""
    parts: list[str] = []
    number = 0
    for tag, text in _steps(top):
        if text is not None:
            parts.append(marker.marked(text, marks.get(number, ())))
            number += 1
        elif isinstance(tag, str):
            parts.append(f"</{tag}>")
        elif tag is not None:
            parts.append(_opened(tag, url, picture))
    return "".join(parts)


def _steps(top: etree._Element) -> Iterator[tuple[etree._Element | str | None, str | None]]:
    """An element where it begins, a name where it ends, or a text; iterative, as pages nest without end."""
    for event, element in etree.iterwalk(top, events=("start", "end")):
        is_kept = element.tag in TAGS
        if event == "start":
            if is_kept:
                yield element, None
            if element.text:
                yield None, element.text
            continue
        if is_kept and element.tag not in EMPTY:
            yield _name(element.tag), None
        if element is not top and element.tail:
            yield None, element.tail


def _name(tag: str) -> str:
    """An element's name on our page: its links lead nowhere, its marks are not ours."""
    return {"a": "span", "mark": "span", "font": "span"}.get(tag, tag)


def _opened(element: etree._Element, url: str, picture: Picture) -> str:
    if element.tag == "img":
        return _image(element, url, picture)
    return f"<{_name(element.tag)}{_attributes(element, url)}>"


def _attributes(element: etree._Element, url: str) -> str:
    if element.tag == "a" and element.get("href"):
        return f' class="link" title="{escape(absolute(url, element.get("href")))}"'
    numbers = ((name, element.get(name, "")) for name in ("colspan", "rowspan", "start"))
    return "".join(f' {name}="{int(value)}"' for name, value in numbers if _is_count(value))


def _is_count(value: str) -> bool:
    return value.isascii() and value.isdigit() and len(value) <= 3


def _image(element: etree._Element, url: str, picture: Picture) -> str:
    """The image if it is kept; else its words and where it was."""
    addresses = [absolute(url, element.get(name)) for name in LAZY if element.get(name)]
    kept = next(filter(None, map(picture, addresses)), None)
    words = escape(element.get("alt") or "")
    if kept:
        return f'<img class="kept" src="{escape(kept)}" alt="{words}" loading="lazy">'
    where = escape(addresses[0]) if addresses else ""
    return f'<span class="unkept" title="{where}">{words or "▢"}</span>'


def absolute(url: str, reference: str) -> str:
    """An address as seen from a page; as it stands if it is none."""
    try:
        return urljoin(url, reference) if urlsplit(reference.strip()).scheme in ("", "http", "https") else ""
    except ValueError:
        return ""
