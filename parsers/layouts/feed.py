"""Feeds and their like: RSS, Atom, and the JSON of WordPress' `wp-json`; each item a group with its date."""

import json
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from html import unescape

from lxml import etree  # type: ignore[import-untyped]
from msgspec import Struct

from archive.records import Page
from parsers.layouts.outcome import Outcome
from parsers.page.cut import cut
from parsers.page.dates import days
from parsers.page.draft import Draft
from parsers.page.lines import clean
from parsers.page.published import Published
from parsers.page.segments import segments
from parsers.page.tails import tail_flags
from parsers.page.tree import parse

_ITEMS = frozenset({"item", "entry"})
_DATES = ("pubDate", "published", "date", "issued", "created")
_TEXTS = ("encoded", "full-text", "content", "description", "summary", "fulltext")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z]{2,10};")
_MOST = 200


class _Item(Struct, frozen=True):
    title: str
    stamp: str
    markup: str


def feed_items(markup: str) -> list[_Item] | None:
    """The items of a body that is a feed or posts in JSON; None for any other body."""
    head = markup[:2000].lstrip("\ufeff \r\n\t")
    if head[:1] in {"[", "{"}:
        return _posts(markup)
    lower = head.lower()
    if "<rss" in lower or "<rdf:rdf" in lower or ("<feed" in lower and "<html" not in lower):
        return _entries(markup)
    return None


def read_feed(page: Page, items: list[_Item]) -> Outcome:
    """Read the items that `feed_items` found; a single one is an article."""
    alone = len(items) == 1
    drafts: list[Draft] = []
    for group, item in enumerate(items[:_MOST], 0 if alone else 1):
        drafts += _drafts(item, group, _day(item.stamp, page))
    day = _day(items[0].stamp, page) if alone else None
    title = clean(items[0].title) if alone else None
    known = Published(day, "feed") if day else None
    return Outcome(tuple(drafts), title, known, "article" if alone else "channel")


def _drafts(item: _Item, group: int, day: str | None) -> list[Draft]:
    title = clean(parse(item.title).text()) if item.title else ""
    found = cut(segments(parse(item.markup)), title)
    tails = tail_flags([one.text for one in found])
    heading = [Draft(title, "title", "heading", group, day)] if title else []
    return heading + [
        Draft(
            one.text,
            "caption" if one.kind == "caption" else "tail" if tail else "main",
            one.kind,
            group,
            day,
            one.cells,
        )
        for one, tail in zip(found, tails, strict=True)
    ]


def _day(stamp: str, page: Page) -> str | None:
    """The day as the feed states it, in the zone that it states."""
    try:
        return parsedate_to_datetime(stamp).date().isoformat()
    except (ValueError, TypeError, IndexError):
        found = days(stamp, page.fetched_at)
        return found[0].value if found else None


def _entries(markup: str) -> list[_Item]:
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, huge_tree=False)
    # entities of HTML, which no feed may use and many do
    known = _ENTITY.sub(lambda found: unescape(found[0]), markup)
    top = etree.fromstring(known.encode("utf-8", "replace"), parser)
    return [_entry(one) for one in top.iter() if _name(one) in _ITEMS] if top is not None else []


def _entry(element: etree._Element) -> _Item:
    parts = [one for one in reversed(list(element)) if isinstance(one.tag, str)]
    texts = {_name(one): "".join(one.itertext()) for one in parts}
    stamp = next((texts[name] for name in _DATES if name in texts), "")
    markup = max((texts.get(name, "") for name in _TEXTS), key=len)
    return _Item(texts.get("title", ""), stamp.strip(), markup)


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rsplit("}", 1)[-1].rsplit(":", 1)[-1] if isinstance(tag, str) else ""


def _posts(markup: str) -> list[_Item] | None:
    try:
        value = json.loads(markup.lstrip("\ufeff \r\n\t"), strict=False)
    except (ValueError, RecursionError):
        return None
    items = list(_rendered(value))
    return items or None


def _rendered(value: object) -> Iterator[_Item]:
    """Objects with a title and a content, as `wp-json` gives them, alone or in a list."""
    if isinstance(value, list):
        for one in value[:_MOST]:
            yield from _rendered(one)
    elif isinstance(value, dict):
        content = _said(value.get("content") or value.get("content_html") or value.get("text"))
        if content:
            stamp = value.get("date") or value.get("date_published") or value.get("published_at")
            yield _Item(_said(value.get("title")), stamp if isinstance(stamp, str) else "", content)
        else:
            for key in ("posts", "items", "data", "post", "article"):
                if isinstance(value.get(key), dict | list):
                    yield from _rendered(value[key])


def _said(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("rendered")
    return value if isinstance(value, str) else ""
