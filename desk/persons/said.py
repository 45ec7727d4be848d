"""What the mentions say, as the linkage and the persons need it."""

from collections.abc import Collection, Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec
from msgspec import Struct

from archive.records import Block, Status
from archive.sqlite import Database

_MENTIONS = """SELECT mention.id, document.snapshot, mention."start", mention."end", mention.status,
    document.published, document.published_how, capture.source, capture.fetched_at,
    CASE WHEN instr(document.blocks, '"published":"') THEN document.blocks END
FROM mention JOIN document ON document.snapshot = mention.document
JOIN capture ON capture.id = document.capture
{where} ORDER BY document.snapshot, mention."start", mention.id"""

_CLAIMS = """SELECT mention, field, value, raw, "start", "end", rule, confidence FROM claim
WHERE mention IN (SELECT value FROM json_each(?)) ORDER BY mention, rank"""

_SOME = "WHERE mention.id IN (SELECT value FROM json_each(?))"


class Words(Struct, frozen=True, gc=False):
    """A claim of a mention: a value and the words that say it."""

    field: str
    value: str
    raw: str
    start: int
    end: int
    rule: str
    confidence: float


class Place(Struct, frozen=True, gc=False):
    """Where a mention stands, and when that was published: an ISO prefix, of its post where that has one.

    `fetched_at`: when the bytes it is read from were seen first.
    """

    mention: str
    snapshot: str
    start: int
    end: int
    status: Status
    published: str | None
    published_how: str | None
    source: str
    fetched_at: str


class Said(Struct, frozen=True):
    """A mention with its claims by field, each field's best first."""

    at: Place
    words: Mapping[str, list[Words]]

    def value(self, field: str) -> str | None:
        """The best value of a field."""
        return next((one.value for one in self.words.get(field, ())), None)


def places(db: Database, mentions: Collection[str] | None = None) -> Iterator[Place]:
    """Where each mention stands, of those that are read now; all of them, or some."""
    where, values = ("", ()) if mentions is None else (_SOME, (_json(mentions),))
    rows = db.conn.execute(_MENTIONS.format(where=where), values)
    for _, here in groupby(rows, key=itemgetter(1)):
        posts: list[Block] | None = None
        for *row, blocks in here:
            if blocks and posts is None:
                posts = [one for one in msgspec.json.decode(blocks, type=list[Block]) if one.published]
            yield _place(row, posts or [])


def said(db: Database, mentions: Collection[str]) -> dict[str, Said]:
    """What some mentions say; those that are not read now are left out."""
    words: dict[str, dict[str, list[Words]]] = {}
    for mention, *claim in db.conn.execute(_CLAIMS, (_json(mentions),)):
        one = Words(*claim)
        words.setdefault(mention, {}).setdefault(one.field, []).append(one)
    return {place.mention: Said(place, words.get(place.mention, {})) for place in places(db, mentions)}


def _place(row: list[Any], posts: list[Block]) -> Place:
    mention, snapshot, start, end, status, published, how, source, fetched_at = row
    post = next((one for one in posts if one.start <= start < one.end), None)
    if post:
        published, how = post.published, "post"
    return Place(
        mention, snapshot, start, end, status, published, how if published else None, source, fetched_at
    )


def _json(mentions: Collection[str]) -> str:
    return msgspec.json.encode(list(mentions)).decode()
