"""What a page says of itself to machines: JSON-LD, meta tags, <title>, the state that scripts start from."""

import json
import re
from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from parsers.lexicon import words
from parsers.page.tree import Node

Json = dict[str, Any]

_PAGES = frozenset({"WebPage", "ItemPage", "AboutPage", "Person", "ProfilePage"})
_TRAILING_COMMA = re.compile(r",\s*(?=[}\]])")
_STATES = ("__NEXT_DATA__", "__NUXT_DATA__", "__APP_STATE__")
_DEEPEST = 40


class Metadata(Struct, frozen=True):
    """`articles`: JSON-LD objects that describe the page, best first; `meta`: names in lower case."""

    title: str
    articles: tuple[Json, ...]
    meta: dict[str, str]
    state: object
    lang: str

    def said(self, name: str) -> str:
        """A string property of the first JSON-LD object that has it, "" if none does."""
        found = (article.get(name) for article in self.articles)
        return next((value for value in found if isinstance(value, str) and value.strip()), "")


def metadata(root: Node) -> Metadata:
    """Read the head (and whatever of it stands in the body)."""
    meta: dict[str, str] = {}
    scripts: list[object] = []
    title, state = "", None
    for node in root.walk():
        if node.tag == "meta":
            name = node.get("property") or node.get("name") or node.get("itemprop")
            if name and node.get("content"):
                meta.setdefault(name.lower(), node.get("content"))
        elif node.tag == "script" and "json" in node.get("type").lower():
            value = _loads("".join(part for part in node.content if isinstance(part, str)))
            if "ld+json" in node.get("type").lower():
                scripts.append(value)
            elif node.get("id") in _STATES:
                state = value
        elif node.tag == "title" and not title:
            title = node.text()
    return Metadata(title, _articles(scripts), meta, state, root.get("lang")[:2].lower())


def _loads(text: str) -> object:
    """A script's value, None if it is broken beyond a stray comma or line break."""
    text = text.strip().removesuffix(";").removeprefix("<!--").removesuffix("-->")
    for attempt in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _articles(scripts: list[object]) -> tuple[Json, ...]:
    objects = [one for script in scripts for one in _objects(script)]
    articles = [one for one in objects if _types(one) & words("page_schema_articles")]
    pages = [
        one for one in objects if _types(one) & _PAGES and not _types(one) & words("page_schema_articles")
    ]
    return (*articles, *pages)


def _objects(value: object, depth: int = 0) -> Iterator[Json]:
    """Top-level objects of a script, those of its @graph, and main entities; not what they merely mention."""
    if depth > 3:
        return
    if isinstance(value, list):
        for one in value[:200]:
            yield from _objects(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        yield from _objects(value.get("@graph"), depth + 1)
        if isinstance(value.get("mainEntity"), dict):
            yield from _objects(value["mainEntity"], depth + 1)


def _types(value: Json) -> set[str]:
    kind = value.get("@type")
    kinds = kind if isinstance(kind, list) else [kind]
    return {one.rsplit("/", 1)[-1] for one in kinds if isinstance(one, str)}
