"""Turns an exchange into what is written of it: its row and its two WARC records."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

import msgspec
from msgspec import Struct
from sqlite_utils import Database

from archive import captures, payload, warc
from archive.capture import Capture
from archive.clock import stamp
from archive.frontier import Settled
from archive.ids import Ulids
from archive.payload import Head
from archive.records import Exchange, Link


class Kept(Struct, frozen=True):
    """An exchange ready to be written: its row, still without a place in a file, and its two gzip members."""

    capture: Capture
    response: bytes
    request: bytes
    settles: Settled | None
    outlinks: Sequence[Link]


class Intake:
    """Decides what an exchange becomes: a response, or a revisit of bytes that its source gave before."""

    def __init__(self, db: Database, ulids: Ulids, run: str) -> None:
        self._db = db
        self._ulids = ulids
        self._run = run
        self._fresh: dict[tuple[str, str], Capture] = {}

    def take(
        self, exchange: Exchange, settles: Link | None, outlinks: Sequence[Link], again_at: datetime | None
    ) -> Kept:
        """What is to be written. Believes only the bytes. Raises payload.NotHttp, ValueError."""
        block, head = exchange.response, payload.head(exchange.response)
        entity = payload.entity(block, head)
        row = self._row(exchange, settles.key if settles else exchange.url, head, entity)
        held = self._held(row, entity)
        if held:
            row = _revisiting(row, held)
            response = warc.revisit(row, block, head, held)
        else:
            response = warc.response(row, block, head)
            self._fresh.setdefault((row.source, row.payload_digest), row)
        request = warc.request(row, self._ulids.new(), exchange.request)
        settled = Settled(settles, row.id, exchange.fetched_at, row.status, again_at) if settles else None
        return Kept(row, response, request, settled, outlinks)

    def committed(self) -> None:
        """What was taken so far can from now on be found in the database."""
        self._fresh.clear()

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
            status=head.status,
            content_type=head.first("content-type"),
            content_encoding=head.joined("content-encoding"),
            etag=head.first("etag"),
            last_modified=head.first("last-modified"),
            payload_digest=sha256(entity).hexdigest(),
            payload_size=len(entity),
            warc_file="",
            offset=0,
            length=0,
            request_offset=0,
            refers_to=None,
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
