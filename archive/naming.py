"""The address that a page names as its own: its canonical link, `og:url`, or the url of its JSON-LD."""

import json
import re
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

LOOKED_AT = 300_000
"""Bytes of a page in which its marks are looked for; they stand in its head."""

TAG = re.compile(r"<(?P<tag>link|meta)\b(?P<attributes>[^>]{0,2000})>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"""([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
JSON_LD = re.compile(
    r"""<script\b[^>]{0,200}\bapplication/ld\+json\b[^>]{0,200}>(?P<json>.*?)</script""",
    re.IGNORECASE | re.DOTALL,
)
ARTICLE = re.compile(r"(?:\w*Article|BlogPosting|Report)")


class Naming(Struct, frozen=True):
    """An address as written, and by which mark (`canonical`, `og`, `json-ld`); both None: none is named."""

    named: str | None = None
    how: str | None = None


def naming(body: bytes) -> Naming:
    """What a page names. The canonical link goes before `og:url`, and that before JSON-LD."""
    text = _decoded(body[:LOOKED_AT])
    tags = [(found["tag"].lower(), _attributes(found["attributes"])) for found in TAG.finditer(text)]
    for tag, told in tags:
        if tag == "link" and "canonical" in told.get("rel", "").lower().split() and told.get("href"):
            return Naming(told["href"], "canonical")
    for tag, told in tags:
        if tag == "meta" and "og:url" in (told.get("property"), told.get("name")) and told.get("content"):
            return Naming(told["content"], "og")
    found = next(_of_articles(text), None)
    return Naming(found, "json-ld") if found else Naming()


def _attributes(text: str) -> dict[str, str]:
    found = ATTRIBUTE.findall(text)
    return {name.lower(): unescape(double or single or bare).strip() for name, double, single, bare in found}


def _of_articles(text: str) -> Iterator[str]:
    for script in JSON_LD.finditer(text):
        try:
            yield from _urls(json.loads(script["json"]))
        except (ValueError, RecursionError):
            continue


def _urls(found: object) -> Iterator[str]:
    if isinstance(found, list):
        for one in found:
            yield from _urls(one)
    elif isinstance(found, dict):
        yield from _urls(found.get("@graph"))
        if ARTICLE.fullmatch(str(found.get("@type"))):
            main = found.get("mainEntityOfPage")
            named = found.get("url") or (main.get("@id") if isinstance(main, dict) else main)
            if isinstance(named, str) and named.strip():
                yield named.strip()


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("cp1251", errors="replace")
