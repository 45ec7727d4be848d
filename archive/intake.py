"""Turns an exchange into what is written of it: a row and two records; and the same of what belongs to it."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from hashlib import sha256

import msgspec
from msgspec import Struct

from archive import captures, payload, warc
from archive.capture import Capture, told, unwritten
from archive.clock import stamp
from archive.frontier import Settled
from archive.ids import Ulids
from archive.payload import Head
from archive.records import Exchange, Link, Rendering
from archive.sqlite import Database


class Kept(Struct, frozen=True):
    """A capture ready to be written: its row, still without a place in a file, and its two gzip members."""

    capture: Capture
    response: bytes
    request: bytes
    settles: Settled | None = None
    outlinks: Sequence[Link] = ()


class Intake:
    """Decides what an exchange becomes: a response, or a revisit of bytes that its source gave before."""

    def __init__(self, db: Database, ulids: Ulids, run: str) -> None:
        self._db = db
        self._ulids = ulids
        self._run = run
        self._fresh: dict[tuple[str, str], Capture] = {}
        self._made: dict[tuple[str, str], Capture] = {}

    def take(
        self, exchange: Exchange, settles: Link | None, outlinks: Sequence[Link], again_at: datetime | None
    ) -> list[Kept]:
        """What is to be written: the exchange, then what a browser made of it, then its images.

        Believes only the bytes. Raises payload.NotHttp, ValueError.
        """
        key = settles.key if settles else exchange.url
        row, response, request = self._written(exchange, key)
        settled = Settled(settles, row.id, exchange.fetched_at, row.status, again_at) if settles else None
        kept = Kept(row, response, request, settled, outlinks)
        return [kept, *self._rendered(exchange, row), *self._pictured(exchange, row)]

    def _rendered(self, exchange: Exchange, page: Capture) -> Iterator[Kept]:
        for rendering in exchange.renderings:
            row = _resource(rendering, page, self._ulids.new())
            held = self._made.get((row.source, row.payload_digest)) or captures.rendering_holder(
                self._db, row.source, row.payload_digest
            )
            if held:
                row = _revisiting(row, held)
                record = warc.resource_again(row, held)
            else:
                record = warc.resource(row, rendering.body)
                self._made[row.source, row.payload_digest] = row
            yield Kept(row, record, warc.about(row, self._ulids.new(), list(rendering.notes)))

    def _pictured(self, exchange: Exchange, page: Capture) -> Iterator[Kept]:
        for image in exchange.images:
            yield Kept(*self._written(image, image.url, page.id))

    def _written(self, exchange: Exchange, key: str, page: str | None = None) -> tuple[Capture, bytes, bytes]:
        """The row of an exchange and its two records. `page`: the capture of the page it belongs to."""
        block, head = exchange.response, payload.head(exchange.response)
        entity = payload.entity(block, head)
        row = msgspec.structs.replace(self._row(exchange, key, head, entity), page=page)
        held = self._held(row, entity)
        if held:
            row = _revisiting(row, held)
            response = warc.revisit(row, block, head, held)
        else:
            response = warc.response(row, block, head)
            self._fresh.setdefault((row.source, row.payload_digest), row)
        return row, response, warc.request(row, self._ulids.new(), exchange.request)

    def committed(self) -> None:
        """What was taken so far can from now on be found in the database."""
        self._fresh.clear()
        self._made.clear()

    def _row(self, exchange: Exchange, key: str, head: Head, entity: bytes) -> Capture:
        return Capture(
            id=self._ulids.new(),
            source=exchange.source,
            run=self._run,
            url=exchange.url,
            url_key=key,
            purpose=exchange.purpose,
            fetched_at=stamp(exchange.fetched_at),
            record_type="response",
            **told(head),
            **unwritten(entity),
            truncated=exchange.truncated,
            tls=exchange.tls,
            refusal=exchange.refusal,
            ip=exchange.ip,
        )

    def _held(self, row: Capture, entity: bytes) -> Capture | None:
        """The capture that holds the bytes of this one already; None too if there are no bytes to save."""
        if row.truncated:
            return None
        if row.status == 304:
            last = captures.last_good(self._db, row.source, row.url_key)
            return captures.original(self._db, last) if last else None
        if not entity:
            return None
        fresh = self._fresh.get((row.source, row.payload_digest))
        return fresh or captures.holder(self._db, row.source, row.payload_digest)


def _revisiting(row: Capture, held: Capture) -> Capture:
    return msgspec.structs.replace(
        row,
        record_type="revisit",
        refers_to=held.id,
        payload_digest=held.payload_digest,
        payload_size=held.payload_size,
    )


def _resource(rendering: Rendering, page: Capture, identity: str) -> Capture:
    """The row of what a browser made of a page; a page that refuses is no evidence in a browser either."""
    return msgspec.structs.replace(
        page,
        id=identity,
        fetched_at=stamp(rendering.made_at),
        record_type="resource",
        status=200,
        content_type=rendering.media_type,
        content_encoding=None,
        etag=None,
        last_modified=None,
        payload_digest=sha256(rendering.body).hexdigest(),
        payload_size=len(rendering.body),
        refers_to=None,
        truncated=rendering.truncated,
        tls=None,
        ip=None,
        page=page.id,
    )
