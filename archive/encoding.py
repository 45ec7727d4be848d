"""Removes the content encodings of an entity, within limits: a bomb is refused and a liar found out."""

import zlib
from collections.abc import Callable, Iterator

import brotli  # type: ignore[import-untyped]
import zstandard
from msgspec import Struct

DECODED_LIMIT = 64 << 20
"""Bytes that an entity may have when decoded, unless the caller says otherwise."""
CODINGS = 3
"""So many encodings, one within the other, are removed; nobody honest uses more than one."""
MEMBERS = 10_000
"""So many gzip members on end are read."""
WINDOW = 8 << 20
"""Bytes that a zstd stream may ask us to remember (RFC 9659 allows no more)."""
SLICE = 16 << 10


class Undecodable(ValueError):
    """The content encoding of an entity cannot be removed: unknown, broken, or larger than allowed."""


class Decoded(Struct, frozen=True):
    """An entity without its encodings. `fault`: what was wrong with them, though something could be had."""

    body: bytes
    fault: str | None = None


def decode(encoded: bytes, content_encoding: str | None, limit: int = DECODED_LIMIT) -> Decoded:
    """An entity with its content encodings removed, last one first; at most `limit` bytes at each step.

    One that was cut short gives what can be decoded of it; one that does not bear the encoding that its
    header names (servers say gzip over plain bytes) is given as it is. Raises Undecodable.
    """
    named = [coding.strip() for coding in (content_encoding or "").lower().split(",")]
    codings = [coding for coding in named if coding not in ("", "identity")]
    if len(codings) > CODINGS:
        raise Undecodable(f"{len(codings)} content encodings, one within the other")
    body, faults = encoded, list[str]()
    for coding in reversed(codings):
        if coding not in _DECODERS:
            raise Undecodable(f"content encoding {coding!r} is not known")
        body, is_whole = _DECODERS[coding](body, limit)
        faults += [] if is_whole else [f"the {coding} stream is cut short or holds foreign bytes"]
    return Decoded(body, "; ".join(faults) or None)


def decoded(encoded: bytes, content_encoding: str | None, limit: int = DECODED_LIMIT) -> bytes:
    """The same for a caller to whom any body will do. Raises Undecodable."""
    return decode(encoded, content_encoding, limit).body


Read = tuple[bytes, bool]
"""What was decoded, and whether the stream was whole."""


def _gzip(encoded: bytes, limit: int) -> Read:
    if not encoded.startswith(b"\x1f\x8b"):
        return encoded, not encoded
    try:
        return _inflated(encoded, limit, 31)
    except zlib.error as error:
        raise Undecodable(f"broken gzip: {error}") from error


def _deflate(encoded: bytes, limit: int) -> Read:
    if _is_markup(encoded):
        return encoded, False
    try:
        return _inflated(encoded, limit, 15)
    except zlib.error:
        pass
    try:
        return _inflated(encoded, limit, -15)  # servers that send it without the zlib wrapper
    except zlib.error as error:
        raise Undecodable(f"broken deflate: {error}") from error


def _brotli(encoded: bytes, limit: int) -> Read:
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
        if _is_markup(encoded):
            return encoded, False
        raise Undecodable(f"broken brotli: {error}") from error
    return _within(b"".join(parts), limit), bool(stream.is_finished())


def _zstandard(encoded: bytes, limit: int) -> Read:
    if not encoded.startswith(b"\x28\xb5\x2f\xfd"):
        return encoded, not encoded
    try:
        reader = zstandard.ZstdDecompressor(max_window_size=WINDOW)
        with reader.stream_reader(encoded, read_across_frames=True) as stream:
            return _within(stream.read(limit + 1), limit), True
    except zstandard.ZstdError as error:
        raise Undecodable(f"broken zstd: {error}") from error


def _inflated(encoded: bytes, limit: int, wbits: int) -> Read:
    """All members on end. Fed in slices, for what is left over of each member is copied."""
    parts: list[bytes] = []
    room, members = limit, 0
    stream = None
    for piece in _slices(encoded):
        rest = piece
        while rest:
            if stream is None or stream.eof:
                stream, members = zlib.decompressobj(wbits), members + 1
            try:
                part = stream.decompress(rest, room + 1)
            except zlib.error:
                if members < 2 and not parts:
                    raise
                return b"".join(parts), False  # bytes after the last member that are no further member
            room -= len(part)
            if room < 0 or members > MEMBERS:
                raise Undecodable(f"more than {limit} bytes when decoded, or {MEMBERS} members")
            parts.append(part)
            rest = stream.unused_data
    return b"".join(parts), stream is None or stream.eof


def _slices(encoded: bytes) -> Iterator[bytes]:
    return (encoded[at : at + SLICE] for at in range(0, len(encoded), SLICE))


def _is_markup(body: bytes) -> bool:
    """Whether it begins like a page that was never encoded."""
    return body.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"


def _within(plain: bytes, limit: int) -> bytes:
    if len(plain) > limit:
        raise Undecodable(f"more than {limit} bytes when decoded")
    return plain


_DECODERS: dict[str, Callable[[bytes, int], Read]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
    "zstd": _zstandard,
}
