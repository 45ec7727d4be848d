"""Reads WARC records back, one gzip member each, exactly."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from isal import isal_zlib
from msgspec import Struct

_READ = 1 << 16
_BROKEN_GZIP: Any = isal_zlib.error


class BrokenRecord(Exception):
    """What lies in a WARC file at this place is no whole record."""


class Record(Struct, frozen=True):
    """A WARC record: its fields by name (the first of a name), its block, and where its member lies."""

    fields: dict[str, str]
    block: bytes
    offset: int
    length: int

    @property
    def type(self) -> str:
        """`response`, `request`, `revisit`, `warcinfo`…"""
        return self.fields.get("WARC-Type", "")


def read_record(path: Path, offset: int) -> Record:
    """The record whose member begins at `offset`. Raises BrokenRecord, FileNotFoundError."""
    with path.open("rb") as file:
        return _record(file, path, offset)


def records(path: Path, size: int) -> Iterator[Record]:
    """All records in the first `size` bytes of a file, in order. Raises BrokenRecord, FileNotFoundError."""
    offset = 0
    with path.open("rb") as file:
        while offset < size:
            record = _record(file, path, offset)
            yield record
            offset += record.length


def _record(file: BinaryIO, path: Path, offset: int) -> Record:
    try:
        member, length = _member(file, offset)
        head, _, rest = member.partition(b"\r\n\r\n")
        version, *lines = head.decode().split("\r\n")
        fields = dict(line.split(": ", 1) for line in reversed(lines))
        size = int(fields["Content-Length"])
    except (_BROKEN_GZIP, EOFError, ValueError, KeyError) as error:
        raise BrokenRecord(f"{path} at {offset}: {error}") from error
    if not version.startswith("WARC/") or rest[size:] != b"\r\n\r\n":
        raise BrokenRecord(f"{path} at {offset}: not one WARC record of {size} bytes")
    return Record(fields, rest[:size], offset, length)


def _member(file: BinaryIO, offset: int) -> tuple[bytes, int]:
    file.seek(offset)
    gzip: Any = isal_zlib.decompressobj(31)
    parts, taken = [], 0
    while not gzip.eof:
        piece = file.read(_READ)
        if not piece:
            raise EOFError("the file ends within a record")
        taken += len(piece)
        parts.append(gzip.decompress(piece))
    return b"".join(parts), taken - len(gzip.unused_data)
