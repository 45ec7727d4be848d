"""A response while it comes in: every byte of it, and what the parser (httptools) says of where it ends.

Servers break the rules of framing in many ways; the parser is told to be lenient, and where it gives up the
bytes are taken in all the same, for they are what the server sent.
"""

import httptools
from msgspec import Struct

from archive import payload


class Answer(Struct):
    """A response as it came. `truncated`: why it was cut (`length`, `time`, `disconnect`) or None."""

    block: bytes
    body_at: int
    entity: bytes
    status: int
    headers: list[tuple[str, str]]
    truncated: str | None = None


class Message:
    """The response to one request. `size` counts its bytes; `fault` is why the parser gave up, or None."""

    def __init__(self) -> None:
        self.size = 0
        self.fault: str | None = None
        self.has_head = self.is_complete = self.keeps_alive = False
        self._has_excess = False
        self._pieces: list[bytes] = []
        self._names: set[str] = set()
        self._is_chunked = False
        self._length: int | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._parser.set_dangerous_leniencies(
            lenient_headers=True,
            lenient_chunked_length=True,
            lenient_transfer_encoding=True,
            lenient_version=True,
            lenient_optional_cr_before_lf=True,
            lenient_optional_lf_after_cr=True,
            lenient_spaces_after_chunk_size=True,
        )

    def feed(self, came: bytes) -> None:
        """Takes in bytes."""
        self._pieces.append(came)
        self.size += len(came)
        if self.fault is None:
            try:
                self._parser.feed_data(came)
            except (httptools.HttpParserError, httptools.HttpParserUpgrade) as error:
                self._give_up(error)
        if self.fault is not None:
            self.is_complete = self._length is not None and self.size >= self._length

    def ends_with_connection(self) -> bool:
        """Whether the end of the connection is the proper end of this response."""
        is_counted = "content-length" in self._names and "transfer-encoding" not in self._names
        is_framed = self._is_chunked or is_counted
        return self.has_head and self.fault is None and not is_framed

    def answer(self, truncated: str | None = None) -> Answer:
        """What has come, given away. Raises payload.NotHttp if it does not begin like a response."""
        block = b"".join(self._pieces)
        self._pieces.clear()
        head = payload.head(block)
        if not truncated:
            block = block[: self._end(block, head)]
        entity = payload.entity(block, head)
        return Answer(block, head.body_at, entity, head.status, head.headers, truncated)

    def _end(self, block: bytes, head: payload.Head) -> int:
        """Where the message ends: bytes after it are not part of it."""
        if self._length is not None:
            return self._length
        if not self._has_excess:
            return len(block)
        if head.status in (204, 304):
            return head.body_at
        if head.is_chunked:
            return head.body_at + payload.framed(block[head.body_at :])
        return head.body_at + int(head.first("content-length") or 0)

    def _give_up(self, error: Exception) -> None:
        """Bytes after the message are not part of it; a fault within it leaves its end to us."""
        if self.is_complete:
            self._has_more()
            return
        self.fault = str(error)
        self._length = _whole(b"".join(self._pieces))

    def _has_more(self) -> None:
        self._has_excess, self.keeps_alive = True, False

    # What httptools calls:

    def on_message_begin(self) -> None:
        if self.is_complete:
            self._has_more()

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self.has_head:
            self._names.add(name.decode("latin-1").lower())
            self._is_chunked |= name.lower() == b"transfer-encoding" and b"chunked" in value.lower()

    def on_headers_complete(self) -> None:
        if self.is_complete:
            return
        status = self._parser.get_status_code()
        self.has_head = not 100 <= status < 200 or status == 101
        if not self.has_head:
            self._names.clear()  # an interim answer; the final one follows

    def on_message_complete(self) -> None:
        if self.has_head and not self.is_complete:
            self.is_complete = True
            self.keeps_alive = bool(self._parser.should_keep_alive())


def _whole(block: bytes) -> int | None:
    """The length of a response by its head, if that says it only once, however often; else None."""
    try:
        head = payload.head(block)
    except payload.NotHttp:
        return None
    named = {number.strip() for number in (head.joined("content-length") or "").split(",")}
    length = named.pop() if len(named) == 1 else ""
    is_plain = length.isascii() and length.isdigit() and head.joined("transfer-encoding") is None
    is_ended = block[: head.body_at].endswith((b"\r\n\r\n", b"\n\n"))
    return head.body_at + int(length) if is_plain and is_ended and len(length) < 16 else None
