"""Reads the records of WARC files that others made, passing over what cannot be read and saying so.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
"""

import re
from collections.abc import Iterator
from typing import IO

from msgspec import Struct

from archive.imports.stream import BrokenStream, Stream

BIGGEST = 64 << 20
"""Bytes of a block above which a record is passed over: no page is so long, films are."""

_HEAD_LIMIT = 1 << 16
_END = b"\r\n\r\n"
# "WARC/1.0", "WARC/1.1"
_VERSION = re.compile(r"WARC/1\.\d")
_FOLDED = re.compile(r"\r\n[ \t]+")


class Foreign(Struct, frozen=True):
    """A record as others wrote it: its fields by name in small letters (the first of a name), its block."""

    fields: dict[str, str]
    block: bytes
    offset: int

    @property
    def type(self) -> str:
        """`response`, `request`, `revisit`, `warcinfo`…"""
        return self.fields.get("warc-type", "").lower()

    @property
    def id(self) -> str:
        """The WARC-Record-ID, as written; "" if there is none."""
        return self.fields.get("warc-record-id", "")

    @property
    def url(self) -> str:
        """The target, without the angle brackets that some versions of wget put around it."""
        return self.fields.get("warc-target-uri", "").strip("<>")


class Fault(Struct, frozen=True):
    """Something that was passed over: the record's URL or "", where it begins, and why."""

    offset: int
    why: str
    url: str = ""


class BrokenHead(ValueError):
    """What lies here is no WARC record; `taken`: the bytes that were read of it."""

    def __init__(self, why: str, taken: bytes) -> None:
        super().__init__(why)
        self.taken = taken


def foreign_records(file: IO[bytes]) -> Iterator[Foreign | Fault]:
    """All records of a file in order, and a fault for each stretch that is none."""
    stream = Stream(file)
    while True:
        offset, is_first = stream.offset, stream.begins_member
        try:
            if stream.is_at_end():
                return
            offset = stream.offset
            yield _record(stream, offset)
        except BrokenStream as error:
            yield Fault(offset, str(error))
            if not stream.go_to_member(offset):
                return
        except BrokenHead as error:
            yield Fault(offset, str(error))
            if not _go_on(stream, offset, is_first, error.taken):
                return


def _go_on(stream: Stream, offset: int, is_first: bool, taken: bytes) -> bool:
    """Behind a broken record to the next; what looks like one inside a member of its own is none."""
    if is_first:
        return stream.go_to_member(offset)
    try:
        return stream.go_to_record(taken)
    except BrokenStream:
        return stream.go_to_member(offset)


def _record(stream: Stream, offset: int) -> Foreign | Fault:
    head = stream.until(_END, _HEAD_LIMIT)
    if head is None:
        raise BrokenHead("no WARC record: it has no end of its head", stream.take(_HEAD_LIMIT))
    version, fields = _fields(head)
    size = fields.get("content-length", "")
    if not _VERSION.fullmatch(version) or not size.isdecimal() or len(size) > 15:
        raise BrokenHead(f"no WARC record: it begins {version[:40]!r}, Content-Length {size!r}", head)
    if int(size) > BIGGEST:
        return _too_big(stream, offset, fields, int(size))
    block = stream.take(int(size))
    trailer = stream.take(len(_END))
    if trailer != _END:
        raise BrokenHead(f"no whole WARC record of {size} bytes", head + block + trailer)
    stream.finish_member()
    return Foreign(fields, block, offset)


def _too_big(stream: Stream, offset: int, fields: dict[str, str], size: int) -> Fault:
    stream.pass_over(size + len(_END))
    url = fields.get("warc-target-uri", "").strip("<>")
    return Fault(offset, f"{size} bytes in one record, more than {BIGGEST}; not taken in", url)


def _fields(head: bytes) -> tuple[str, dict[str, str]]:
    version, *lines = _FOLDED.sub(" ", head[: -len(_END)].decode("utf-8", "replace")).split("\r\n")
    pairs = (line.partition(":") for line in reversed(lines))
    return version, {name.strip().lower(): value.strip() for name, colon, value in pairs if colon}
