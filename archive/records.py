"""The types that everyone speaks in: sources, exchanges, pages, documents, mentions, claims.

Nothing here reads or writes; parsers import of the archive only this module.
"""

from datetime import datetime
from typing import Literal

from msgspec import Struct

Kind = Literal["press", "official", "social", "memorial", "cemetery"]
ParserName = Literal["auto", "memorial_card", "book_table", "telegram"]
"""How a source's pages are read: found out from each page, or a layout that they must have."""
Purpose = Literal["robots", "list", "page", "image"]
Status = Literal["killed", "missing", "captive", "alive", "unsure"]
Part = Literal["title", "main", "tail", "caption"]


class Publisher(Struct, frozen=True):
    """What a reader may know of the source of a page. `region`: ISO 3166-2:RU of the outlet."""

    title: str
    kind: Kind
    region: str | None = None
    id: str = ""
    parser: ParserName = "auto"


class Rendering(Struct, frozen=True):
    """What a browser made of a page: its DOM (`text/html; charset=utf-8`) or a picture of it (`image/png`).

    `truncated` is a WARC-Truncated reason (`length`, `time`) or None; `notes` say how it was made.
    """

    media_type: str
    body: bytes
    made_at: datetime
    truncated: str | None = None
    notes: tuple[tuple[str, str], ...] = ()


class Exchange(Struct):
    """One request and its response, as the wire carried them; made by the crawlers, kept by the archive.

    `response` is every byte received, status line first; `body_at` is where its head ends.
    `entity` is the body with the chunk framing removed, content encoding untouched.
    `truncated` is a WARC-Truncated reason (`length`, `time`, `disconnect`) or None.
    `renderings` and `images` belong to the page, and are kept with it in one step.
    """

    url: str
    source: str
    purpose: Purpose
    fetched_at: datetime
    request: bytes
    response: bytes
    body_at: int
    entity: bytes
    status: int
    headers: list[tuple[str, str]]
    ip: str | None = None
    truncated: str | None = None
    tls: str | None = None
    refusal: str | None = None
    renderings: tuple[Rendering, ...] = ()
    images: tuple["Exchange", ...] = ()


class Link(Struct, frozen=True):
    """A URL to fetch: what the frontier holds. `callback` names the spider's method.

    `key` is the URL without trackers, by which it is known once in its source; `url` is kept as found.
    Lower `rank` is fetched first. It is due again `again` seconds after a fetch (None: by the page's age).
    """

    source: str
    url: str
    key: str
    purpose: Purpose
    callback: str
    rank: int = 0
    depth: int = 0
    again: int | None = None


class Page(Struct, frozen=True):
    """The decoded bytes of a snapshot, and what was known when they were fetched.

    `body` has its content encoding removed; `content_type` is the header as sent ("" if none).
    """

    body: bytes
    content_type: str
    url: str
    fetched_at: datetime
    publisher: Publisher


class Cell(Struct, frozen=True):
    """A labelled value in a card or a table row: `label` in the page's words, the value's span."""

    label: str
    start: int
    end: int


class Block(Struct, frozen=True):
    """A stretch of a document's text: a paragraph, a list item, a table row, a card or a channel's post.

    `group` numbers what belongs together (one post, one card); groups never share features of people.
    `published` is the block's own date where it has one (a channel's post), an ISO day.
    """

    start: int
    end: int
    part: Part = "main"
    kind: Literal["heading", "paragraph", "item", "row", "card", "caption"] = "paragraph"
    group: int = 0
    published: str | None = None
    cells: tuple[Cell, ...] = ()


class Document(Struct, frozen=True):
    """The canonical text of a snapshot, extracted once by a named version of the reader.

    All offsets refer to it. `published` is an ISO prefix or None; `published_how` says from where it is known
    (`json-ld`, `meta`, `url`, `visible`…).
    `layout` names the shape the reader found (`article`, `card`, `table`, `channel`), or `pdf`.
    """

    text: str
    blocks: tuple[Block, ...]
    title: str | None
    published: str | None
    published_how: str | None
    lang: str
    charset: str
    layout: str
    url: str
    fetched_at: datetime
    publisher: Publisher


class Claim(Struct, frozen=True):
    """One field of a mention; always `document.text[start:end] == raw`.

    `value` is normalised (dates ISO prefixes, names nominative), as a string; `rule` names the reason.
    """

    field: str
    value: str
    raw: str
    start: int
    end: int
    rule: str
    confidence: float = 0.9


class Mention(Struct, frozen=True):
    """One soldier as one document names him: his fullest name, and claims, each field's best first."""

    start: int
    end: int
    claims: tuple[Claim, ...]

    def value(self, field: str) -> str | None:
        """The value of the first claim of a field, or None."""
        return next((claim.value for claim in self.claims if claim.field == field), None)
