"""The plain bytes of a WARC file of any making: one gzip member a record, one for all, or no gzip at all."""

import zlib
from typing import IO

# Deflate grows at most a thousandfold, so that one reading gives 16 MB of plain bytes at the worst
_READ = 1 << 14
_GZIP = b"\x1f\x8b\x08"
_RECORD = b"WARC/1."


class BrokenStream(ValueError):
    """The compressed bytes cannot be read on from here."""


class Stream:
    """Bytes read forwards, with ways to go on behind what cannot be read."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        file.seek(0)
        self._is_gzip = file.read(len(_GZIP)) == _GZIP
        self._at = self._member = 0
        self._gzip = zlib.decompressobj(31)
        self._has_begun = False
        self._compressed = b""
        self._plain = bytearray()
        self._read_from(0)

    @property
    def offset(self) -> int:
        """Where in the file the next bytes begin; within a gzip member: where that begins."""
        if not self._is_gzip:
            return self._at - len(self._plain)
        return self._at - len(self._compressed) if self.begins_member else self._member

    @property
    def begins_member(self) -> bool:
        """Whether the next byte is the first of a gzip member."""
        return self._is_gzip and not self._plain and (self._gzip.eof or not self._has_begun)

    def until(self, mark: bytes, limit: int) -> bytes | None:
        """All up to and with `mark`; None if it is not in the next `limit` bytes. Raises BrokenStream."""
        while (found := self._plain.find(mark)) < 0:
            if len(self._plain) >= limit or not self._fill():
                return None
        return self.take(found + len(mark))

    def take(self, size: int) -> bytes:
        """The next `size` bytes; fewer at the end. Raises BrokenStream."""
        while len(self._plain) < size and self._fill():
            pass
        taken = bytes(self._plain[:size])
        del self._plain[:size]
        return taken

    def pass_over(self, size: int) -> int:
        """Drops up to `size` bytes, however many, and says how many there were. Raises BrokenStream."""
        dropped = 0
        while dropped < size and (piece := self.take(min(_READ, size - dropped))):
            dropped += len(piece)
        return dropped

    def is_at_end(self) -> bool:
        """Whether nothing follows. Raises BrokenStream."""
        while not self._plain:
            if not self._fill():
                return True
        return False

    def finish_member(self) -> None:
        """Reads the check sum that ends a member, if all its bytes were taken. Raises BrokenStream."""
        while self._is_gzip and not self._plain and not self._gzip.eof and self._fill():
            pass

    def go_to_record(self, given_back: bytes) -> bool:
        """Looks from `given_back` on for a line that begins a record; False: there is none.

        Raises BrokenStream.
        """
        self._plain[:0] = given_back
        while self.until(b"\n" + _RECORD, _READ) is None:
            if not self.take(max(len(self._plain) - len(_RECORD), 0)) and not self._fill():
                return False
        self._plain[:0] = _RECORD
        return True

    def go_to_member(self, after: int) -> bool:
        """Looks for a member that begins a record, behind the one that begins at `after`; False: none."""
        at = after + 1
        while self._is_gzip and (found := self._next_magic(at)) is not None:
            self._read_from(found)
            if self._begins_record():
                self._read_from(found)
                return True
            at = found + 1
        return False

    def _begins_record(self) -> bool:
        try:
            return self.take(len(_RECORD)) == _RECORD
        except BrokenStream:
            return False

    def _fill(self) -> bool:
        """Reads a little more, never beyond the end of a member; False at the end of the file."""
        if not self._is_gzip:
            piece = self._read()
            self._plain += piece
            return bool(piece)
        if self._gzip.eof:
            return self._next_member()
        piece = self._compressed or self._read()
        if not piece:
            raise BrokenStream("the file ends within a gzip member")
        self._has_begun = True
        try:
            self._plain += self._gzip.decompress(piece)
        except zlib.error as error:
            raise BrokenStream(f"broken gzip: {error}") from error
        self._compressed = self._gzip.unused_data
        return True

    def _next_member(self) -> bool:
        self._compressed = self._compressed or self._read()
        if self._compressed:
            self._member = self._at - len(self._compressed)
            self._gzip = zlib.decompressobj(31)
            self._has_begun = False
        return bool(self._compressed)

    def _read(self) -> bytes:
        piece = self._file.read(_READ)
        self._at += len(piece)
        return piece

    def _read_from(self, offset: int) -> None:
        self._file.seek(offset)
        self._at = self._member = offset
        self._gzip = zlib.decompressobj(31)
        self._has_begun = False
        self._compressed = b""
        self._plain = bytearray()

    def _next_magic(self, at: int) -> int | None:
        self._file.seek(at)
        before = b""
        while piece := self._file.read(_READ):
            found = (before + piece).find(_GZIP)
            if found >= 0:
                return at - len(before) + found
            at += len(piece)
            before = (before + piece)[-2:]
        return None
