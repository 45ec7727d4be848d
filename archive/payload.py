"""From the bytes of an HTTP response to its head, its entity, and the entity with its encoding removed."""

import re
import zlib
from collections.abc import Callable

import brotli  # type: ignore[import-untyped]
import zstandard
from msgspec import Struct

# "HTTP/1.1 200 OK"; also "HTTP/1.0 404" and "HTTP/2 200"
_STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)? +(?P<status>\d{3})(?!\d)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
# "1f4;name=value"
_CHUNK_SIZE = re.compile(rb"[ \t]*(?P<size>[0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]*)?\r?\n")

DECODED_LIMIT = 256 << 20


class NotHttp(ValueError):
    """The bytes do not begin like an HTTP response."""


class Undecodable(ValueError):
    """The content encoding of an entity cannot be removed: unknown, broken, or larger than allowed."""


class Head(Struct, frozen=True):
    """The head of the final response in a block: interim 1xx responses before it are passed over."""

    status: int
    headers: list[tuple[str, str]]
    body_at: int

    def first(self, name: str) -> str | None:
        """The value of the first header of a name (given in lower case), or None."""
        return next((value for header, value in self.headers if header.lower() == name), None)

    def joined(self, name: str) -> str | None:
        """The values of all headers of a name in one, in lower case, or None."""
        values = [value for header, value in self.headers if header.lower() == name]
        return ", ".join(values).lower() if values else None

    @property
    def is_chunked(self) -> bool:
        """Whether the body has chunk framing."""
        return (self.joined("transfer-encoding") or "").endswith("chunked")


def head(block: bytes) -> Head:
    """The head of a response. Values lose only the white space around them. Raises NotHttp."""
    begin = 0
    while True:
        status_line = _STATUS_LINE.match(block, begin)
        if not status_line:
            raise NotHttp(f"not an HTTP response: {block[begin : begin + 40]!r}")
        end = _HEAD_END.search(block, begin)
        stop, body_at = end.span() if end else (len(block), len(block))
        status = int(status_line["status"])
        is_interim = 100 <= status < 200 and status != 101 and body_at < len(block)
        if not is_interim:
            return Head(status, _headers(block[begin:stop]), body_at)
        begin = body_at


def entity(block: bytes, known: Head | None = None) -> bytes:
    """The body of a response without chunk framing, content encoding untouched. Raises NotHttp.

    A body that was cut short gives what had come. `known`: its head, if that was read before.
    """
    found = known or head(block)
    body = block[found.body_at :]
    return _unchunked(body) if found.is_chunked else body


def decoded(encoded: bytes, content_encoding: str | None, limit: int = DECODED_LIMIT) -> bytes:
    """An entity with its content encodings removed, last one first; at most `limit` bytes.

    An entity that was cut short gives what can be decoded of it; one that does not bear the encoding that
    its header names (servers say gzip over plain bytes) is given as it is. Raises Undecodable.
    """
    codings = [coding.strip() for coding in (content_encoding or "").lower().split(",")]
    for coding in reversed(codings):
        if coding in ("", "identity"):
            continue
        if coding not in _DECODERS:
            raise Undecodable(f"content encoding {coding!r} is not known")
        encoded = _DECODERS[coding](encoded, limit)
    return encoded


def _headers(lines: bytes) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for line in _LINE_END.split(lines)[1:]:
        text = line.decode("latin-1")
        if text[:1] in (" ", "\t") and found:
            found[-1] = (found[-1][0], f"{found[-1][1]} {text.strip()}".strip())
            continue
        name, colon, value = text.partition(":")
        if colon:
            found.append((name.strip(), value.strip()))
    return found


def _unchunked(body: bytes) -> bytes:
    chunks, at = [], 0
    while size_line := _CHUNK_SIZE.match(body, at):
        size, begin = int(size_line["size"], 16), size_line.end()
        if size == 0:
            break
        chunks.append(body[begin : begin + size])
        line_end = _LINE_END.match(body, begin + size)
        at = line_end.end() if line_end else len(body)
    return b"".join(chunks) if at or size_line else body


def _inflated(encoded: bytes, limit: int, wbits: int) -> bytes:
    parts: list[bytes] = []
    room, rest = limit, encoded
    while rest:
        stream = zlib.decompressobj(wbits)
        try:
            part = stream.decompress(rest, room + 1)
        except zlib.error:
            if not parts:
                raise
            break  # bytes after the last member that are no further member
        room -= len(part)
        if room < 0:
            raise Undecodable(f"more than {limit} bytes when decoded")
        parts.append(part)
        rest = stream.unused_data
    return b"".join(parts)


def _gzip(encoded: bytes, limit: int) -> bytes:
    if not encoded.startswith(b"\x1f\x8b"):
        return encoded
    try:
        return _inflated(encoded, limit, 31)
    except zlib.error as error:
        raise Undecodable(f"broken gzip: {error}") from error


def _deflate(encoded: bytes, limit: int) -> bytes:
    try:
        return _inflated(encoded, limit, 15)
    except zlib.error:
        pass
    try:
        return _inflated(encoded, limit, -15)  # servers that send it without the zlib wrapper
    except zlib.error as error:
        raise Undecodable(f"broken deflate: {error}") from error


def _brotli(encoded: bytes, limit: int) -> bytes:
    stream = brotli.Decompressor()
    parts: list[bytes] = []
    room, fed = limit + 1, encoded
    try:
        while room > 0 and not stream.is_finished():
            part = stream.process(fed, output_buffer_limit=room)
            if not part and stream.can_accept_more_data():
                break
            parts.append(part)
            room -= len(part)
            fed = b""
    except brotli.error as error:
        raise Undecodable(f"broken brotli: {error}") from error
    return _within(b"".join(parts), limit)


def _zstandard(encoded: bytes, limit: int) -> bytes:
    if not encoded.startswith(b"\x28\xb5\x2f\xfd"):
        return encoded
    try:
        with zstandard.ZstdDecompressor().stream_reader(encoded, read_across_frames=True) as stream:
            return _within(stream.read(limit + 1), limit)
    except zstandard.ZstdError as error:
        raise Undecodable(f"broken zstd: {error}") from error


def _within(plain: bytes, limit: int) -> bytes:
    if len(plain) > limit:
        raise Undecodable(f"more than {limit} bytes when decoded")
    return plain


_DECODERS: dict[str, Callable[[bytes, int], bytes]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstandard,
}
