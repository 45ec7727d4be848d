"""From the bytes of an HTTP response to its head, its entity, and the entity with its encoding removed."""

import re

from msgspec import Struct

from archive.encoding import DECODED_LIMIT, Decoded, Undecodable, decode, decoded

__all__ = [
    "DECODED_LIMIT",
    "Decoded",
    "Head",
    "NotHttp",
    "Undecodable",
    "decode",
    "decoded",
    "entity",
    "head",
]

# "HTTP/1.1 200 OK"; also "HTTP/1.0 404" and "HTTP/2 200"
_STATUS_LINE = re.compile(rb"HTTP/\d(?:\.\d)? +(?P<status>\d{3})(?!\d)")
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LINE_END = re.compile(rb"\r?\n")
_TRAILERS = re.compile(rb"(?:[^\r\n]+\r?\n)*\r?\n")
# "1f4;name=value"
_CHUNK_SIZE = re.compile(rb"[ \t]*(?P<size>[0-9A-Fa-f]{1,15})[ \t]*(?:;[^\n]*)?\r?\n")


class NotHttp(ValueError):
    """The bytes do not begin like an HTTP response."""


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
    """The head of a response. Values lose only the white space around them. Raises NotHttp.

    Of a flood of interim responses that was cut, it is the last whole one.
    """
    begin = 0
    interim: Head | None = None
    while True:
        status_line = _STATUS_LINE.match(block, begin)
        if not status_line:
            if interim:
                return interim
            raise NotHttp(f"not an HTTP response: {block[begin : begin + 40]!r}")
        end = _HEAD_END.search(block, begin)
        stop, body_at = end.span() if end else (len(block), len(block))
        status = int(status_line["status"])
        is_interim = 100 <= status < 200 and status != 101
        found = Head(status, _headers(block[begin:stop]) if not is_interim else [], body_at)
        if not is_interim or body_at == len(block):
            return found
        begin, interim = body_at, found


def entity(block: bytes, known: Head | None = None) -> bytes:
    """The body of a response without chunk framing, content encoding untouched. Raises NotHttp.

    A body that was cut short gives what had come. `known`: its head, if that was read before.
    """
    found = known or head(block)
    body = block[found.body_at :]
    return _unchunked(body) if found.is_chunked else body


def framed(body: bytes) -> int:
    """How many bytes chunks take, with their last line and trailers; all of them if they do not end."""
    at = 0
    while size_line := _CHUNK_SIZE.match(body, at):
        size, at = int(size_line["size"], 16), size_line.end()
        if size == 0:
            end = _TRAILERS.match(body, at)
            return end.end() if end else len(body)
        at += size
        line_end = _LINE_END.match(body, at)
        at = line_end.end() if line_end else len(body)
    return len(body)


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
