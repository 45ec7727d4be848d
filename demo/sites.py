"""What a site of the demo is, read from its folder `demo/sites/<id>/`.

`site.toml` says how it is served, listed and crawled; `pages.toml` holds its own stories; `labelled/` holds
pages that came with an answer. Templates are plain HTML with `$name` placeholders.
"""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from html import unescape
from pathlib import Path
from string import Template
from typing import Any, Literal
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

FOLDER = Path(__file__).parent / "sites"
TITLE = re.compile(rb"<title>(?P<title>.*?)</title>", re.S | re.I)


class Server(Struct, forbid_unknown_fields=True):
    """How a site answers. `content_type` is the header as sent, right or wrong; `robots` None answers 404.

    `wordpress`: it answers as that engine does to addresses of its API, feed and sitemaps, too.
    """

    software: str
    content_type: str = "text/html; charset=utf-8"
    charset: str = "utf-8"
    compress: bool = False
    chunked: bool = False
    validator: Literal["etag", "last-modified", "none"] = "none"
    robots: str | None = None
    scripted: bool = False
    wordpress: bool = False


class Listing(Struct, forbid_unknown_fields=True):
    """A list of stories, newest first, cut into pages.

    `nth` is the path of a further page: `{n}` is its number, `{before}` the number of the oldest story on the
    page before it. `item` and `more` are snippets; `oldest_first` turns each page upside down.
    `packed`: served as a gzip file.
    """

    first: str
    item: str
    nth: str = ""
    per_page: int = 10
    more: str = ""
    template: str = "list.html"
    title: str = ""
    content_type: str | None = None
    oldest_first: bool = False
    packed: bool = False


class Source(Struct, forbid_unknown_fields=True):
    """What the source's TOML will say; paths become addresses when the site is served."""

    title: str
    kind: str
    spider: str
    parser: str = "auto"
    region: str | None = None
    start: list[str] = []
    next: str | None = None
    detail: str | None = None
    follow: str | None = None
    every: str = "1d"
    pages: int = 10
    delay: float = 0.0
    budget: int = 200


class Story(Struct, forbid_unknown_fields=True):
    """One page (of a channel: one post). `edited` is its text in the second night where that differs.

    `corrected` is when a page of the first night was last touched, if not when it was published.

    `fields` are the lines of a card, `rows` those of a table; `people` are the dead, missing and captive.
    """

    path: str
    title: str
    published: datetime | None = None
    corrected: datetime | None = None
    rubric: str = ""
    text: str = ""
    edited: str | None = None
    fields: dict[str, str] = {}
    rows: list[list[str]] = []
    people: list[dict[str, Any]] = []
    edited_people: list[dict[str, Any]] | None = None
    labelled: Path | None = None
    origin: str = ""

    @property
    def number(self) -> int:
        """The last number in the path, by which engines know a story; 0 if it has none."""
        return int((re.findall(r"\d+", self.path) or ["0"])[-1])


class Site(Struct):
    """A site with its stories, newest first. `standalone`: each has a page of its own."""

    id: str
    folder: Path
    source: Source
    server: Server
    lists: list[Listing]
    stories: list[Story]
    standalone: bool = True

    def template(self, name: str) -> Template:
        """The HTML file of that name beside `site.toml`."""
        return Template((self.folder / name).read_text("utf-8"))


class _Description(Struct, forbid_unknown_fields=True):
    source: Source
    server: Server
    list: list[Listing]
    standalone: bool = True


class _Stories(Struct, forbid_unknown_fields=True):
    page: list[Story] = []


@cache
def load_sites() -> tuple[Site, ...]:
    """All sites of the demo, by id. Raises `msgspec.ValidationError` with the path of a mistaken key."""
    return tuple(_load(file.parent) for file in sorted(FOLDER.glob("*/site.toml")))


def _load(folder: Path) -> Site:
    description = msgspec.toml.decode((folder / "site.toml").read_bytes(), type=_Description)
    stories = [*_own_stories(folder), *_labelled_stories(folder)]
    stories.sort(key=lambda story: story.published or datetime.min.replace(tzinfo=UTC), reverse=True)
    known = description.source, description.server, description.list
    return Site(folder.name, folder, *known, stories, description.standalone)


def _own_stories(folder: Path) -> list[Story]:
    file = folder / "pages.toml"
    return msgspec.toml.decode(file.read_bytes(), type=_Stories).page if file.exists() else []


def _labelled_stories(folder: Path) -> Iterator[Story]:
    for answer in sorted(folder.glob("labelled/*.json")):
        known = json.loads(answer.read_bytes())
        url, page = urlsplit(known["url"]), answer.with_suffix(".html")
        day = known["published"] or known["fetched_at"][:10]
        yield Story(
            path=url.path + (f"?{url.query}" if url.query else ""),
            title=_title(page.read_bytes()) or answer.stem,
            published=datetime.fromisoformat(day).replace(tzinfo=UTC),
            people=known["persons"],
            labelled=page,
            origin=url.netloc,
        )


def _title(html: bytes) -> str:
    found = TITLE.search(html)
    if not found:
        return ""
    try:
        title = found["title"].decode("utf-8")
    except UnicodeDecodeError:
        title = found["title"].decode("windows-1251")
    return " ".join(unescape(title).split())
