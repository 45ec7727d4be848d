"""Turns a capture that others made into what is written of it: its row, its mark, its two WARC records."""

import re
from datetime import datetime
from hashlib import sha256

from msgspec import Struct, structs

from archive import payload, warc
from archive.capture import Capture, told, unwritten
from archive.clock import parsed, stamp
from archive.home import Home
from archive.ids import Ulids
from archive.imports.digests import verified
from archive.imports.foreign import BIGGEST, Foreign
from archive.imports.judging import Judge
from archive.imports.originals import original_of
from archive.imports.pairs import Pair
from archive.intake import Kept
from archive.origin import Row, fields_of_imported
from archive.payload import Head
from archive.record_head import without_http
from archive.sqlite import Database

_CONTROL = re.compile(r"[\x00-\x20\x7f]+")
_LONGEST = 2000


class Taken(Struct, frozen=True):
    """A capture of others ready to be written, and the row that marks it."""

    kept: Kept
    mark: Row


class Taking:
    """Takes captures into one source for one import."""

    def __init__(self, home: Home, db: Database, ulids: Ulids, judge: Judge, origin: Row) -> None:
        self._home = home
        self._db = db
        self._ulids = ulids
        self._judge = judge
        self._origin = origin

    def take(self, pair: Pair, part: str | None) -> Taken:
        """What is to be written. Raises ValueError, in words, for what cannot be taken in."""
        found = pair.capture
        mark = self._mark(found, part, verified(found))
        row = self._row(found)
        if found.type == "revisit":
            held = original_of(self._home, self._db, found, row.source, self._judge)
            row = _revisiting(row, held)
            record = warc.revisit(row, found.block, payload.head(found.block), held, fields_of_imported(mark))
        elif found.type == "resource":
            record = warc.resource(row, found.block, fields_of_imported(mark))
        else:
            head = payload.head(found.block)
            record = warc.response(row, found.block, head, fields_of_imported(mark))
        return Taken(
            Kept(row, record, self._request(row, pair.request), None, ()), {**mark, "capture": row.id}
        )

    def _request(self, row: Capture, request: Foreign | None) -> bytes:
        if request is None:
            return warc.no_request(row, self._ulids.new())
        verified(request)
        return warc.request(row, self._ulids.new(), request.block)

    def _row(self, found: Foreign) -> Capture:
        head = without_http(one_line(found, "content-type")) if found.type == "resource" else _head(found)
        entity = payload.entity(found.block, head)
        content_type = head.first("content-type") or ""
        verdict = self._judge.verdict(found.url, head.status, content_type, _body(entity, head))
        return Capture(
            id=self._ulids.new(),
            source=str(self._origin["source"]),
            run=str(self._origin["run"]),
            url=found.url,
            url_key=verdict.key,
            purpose=verdict.purpose,
            fetched_at=stamp(moment(found)),
            record_type=found.type,
            **told(head),
            **unwritten(entity),
            truncated=one_line(found, "warc-truncated"),
            tls=None,
            refusal=verdict.refusal,
            ip=one_line(found, "warc-ip-address"),
        )

    def _mark(self, found: Foreign, part: str | None, said: str | None) -> Row:
        return {
            "import": self._origin["id"],
            "record": one_line(found, "warc-record-id") or "",
            "date": one_line(found, "warc-date") or "",
            "part": part,
            "payload": one_line(found, "warc-payload-digest"),
            "verified": said and short(said),
            "block": sha256(found.block).hexdigest(),
        }


def _revisiting(row: Capture, held: Capture) -> Capture:
    return structs.replace(
        row, refers_to=held.id, payload_digest=held.payload_digest, payload_size=held.payload_size
    )


def _head(found: Foreign) -> Head:
    """Raises payload.NotHttp in words."""
    try:
        return payload.head(found.block)
    except payload.NotHttp as error:
        raise ValueError(f"its block is no HTTP response ({error}); not taken in") from error


def _body(entity: bytes, head: Head) -> bytes:
    """What can be looked at of an entity; nothing if its encoding cannot be removed."""
    try:
        return payload.decoded(entity, head.joined("content-encoding"), BIGGEST)
    except payload.Undecodable:
        return b""


def moment(found: Foreign) -> datetime:
    """When others fetched it, by their word. Raises ValueError."""
    try:
        return parsed(found.fields.get("warc-date", ""))
    except ValueError as error:
        raise ValueError(f"WARC-Date is no moment: {error}; not taken in") from error


def one_line(found: Foreign, field: str) -> str | None:
    """A field of a record of others as a WARC field of ours can bear it; None if it is empty."""
    return short(found.fields.get(field, ""))


def short(text: str) -> str | None:
    """Words on one line, not endlessly many; None if there are none."""
    return _CONTROL.sub(" ", text).strip()[:_LONGEST].strip() or None
