"""One HTTP/1.1 exchange as bytes: sends a request as given and takes in every byte of the answer.

The parser (httptools) only says where the message ends and what its head names; what is kept is what came.
"""

import asyncio
from typing import cast

import httptools
from msgspec import Struct

from archive import payload

HEAD_LIMIT = 64 << 10


class Limits(Struct, frozen=True):
    """Bytes of a whole response, and seconds to connect and for a whole exchange."""

    size: int = 32 << 20
    connect: float = 15.0
    exchange: float = 60.0


class Broken(ConnectionError):
    """The connection ended, or what came cannot be HTTP, and nothing of it can be kept."""


class Answer(Struct):
    """A response as it came. `truncated`: why it was cut (`length`, `time`, `disconnect`) or None."""

    block: bytes
    body_at: int
    entity: bytes
    status: int
    headers: list[tuple[str, str]]
    truncated: str | None = None


class Connection(asyncio.Protocol):
    """A connection that carries one exchange at a time; `is_open` says whether it can carry another."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.is_open = False
        self.is_used = False
        self._answer: asyncio.Future[Answer] | None = None
        self._is_complete = self._has_head = self._has_excess = self._keeps_alive = False

    async def exchange(self, request: bytes, limits: Limits) -> Answer:
        """Sends a request and gives the answer. Raises Broken, TimeoutError (no head came in time)."""
        assert self.transport is not None
        self._begin(limits.size)
        self._answer = answer = asyncio.get_running_loop().create_future()
        timer = asyncio.get_running_loop().call_later(limits.exchange, self._too_slow)
        self.transport.write(request)
        try:
            given: Answer = await answer
            return given
        finally:
            timer.cancel()
            self.is_used = True
            self._answer = None
            if not answer.done() or answer.cancelled():
                self.close()

    def close(self) -> None:
        """Ends the connection at once."""
        self.is_open = False
        if self.transport is not None:
            self.transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self.is_open = True

    def data_received(self, came: bytes) -> None:
        if self._answer is None or self._answer.done():
            self.close()  # it speaks although nothing was asked
            return
        self._raw.append(came)
        self._size += len(came)
        try:
            self._parser.feed_data(came)
        except httptools.HttpParserError as error:
            self._not_http(error)
            return
        if self._is_complete:
            self._finish()
        elif self._size > self._limit or (not self._has_head and self._size > HEAD_LIMIT):
            self._cut("length")

    def connection_lost(self, error: Exception | None) -> None:
        self.is_open = False
        if self._answer is None or self._answer.done():
            return
        if self._has_head and self._ends_with_connection():
            self._finish()
        else:
            self._cut("disconnect")

    # What httptools calls:

    def on_message_begin(self) -> None:
        if self._is_complete:
            self._has_excess = True

    def on_header(self, name: bytes, value: bytes) -> None:
        if not self._is_complete and not self._has_head:
            self._headers.append((name.decode("latin-1"), value.decode("latin-1")))

    def on_headers_complete(self) -> None:
        if self._is_complete:
            return
        self._has_head = not 100 <= self._parser.get_status_code() < 200
        if not self._has_head:
            self._headers.clear()  # an interim answer; the final one follows

    def on_body(self, part: bytes) -> None:
        if not self._is_complete:
            self._body.append(part)

    def on_message_complete(self) -> None:
        if self._has_head and not self._is_complete:
            self._is_complete = True
            self._status = self._parser.get_status_code()
            self._keeps_alive = bool(self._parser.should_keep_alive())

    def _begin(self, limit: int) -> None:
        self._parser = httptools.HttpResponseParser(self)
        self._raw: list[bytes] = []
        self._headers: list[tuple[str, str]] = []
        self._body: list[bytes] = []
        self._size, self._limit, self._status = 0, limit, 0
        self._is_complete = self._has_head = self._has_excess = self._keeps_alive = False

    def _ends_with_connection(self) -> bool:
        named = {name.lower(): value.lower() for name, value in self._headers}
        return "content-length" not in named and "chunked" not in named.get("transfer-encoding", "")

    def _not_http(self, error: httptools.HttpParserError) -> None:
        """Bytes after the message are not part of it; a fault within it ends what can be kept."""
        if self._is_complete:
            self._has_excess = True
            self._finish()
        else:
            self._cut("disconnect", str(error))

    def _too_slow(self) -> None:
        self._cut("time")

    def _finish(self) -> None:
        block, entity = b"".join(self._raw), b"".join(self._body)
        if not self._status:
            self._status = self._parser.get_status_code()
        body_at = _body_at(block)
        if self._has_excess:
            block = block[: body_at + len(_framed(block[body_at:], entity))]
        if not self._keeps_alive or self._has_excess:
            self.close()
        self._give(Answer(block, body_at, entity, self._status, self._headers))

    def _cut(self, reason: str, fault: str = "") -> None:
        """Ends an exchange before its end: what has come is kept if it begins like HTTP."""
        self.close()
        block = b"".join(self._raw)
        try:
            head = payload.head(block)
        except payload.NotHttp as error:
            self._fail(reason, fault or str(error))
            return
        entity = payload.entity(block, head)
        self._give(Answer(block, head.body_at, entity, head.status, head.headers, reason))

    def _fail(self, reason: str, fault: str) -> None:
        if self._answer is not None and not self._answer.done():
            error = TimeoutError("no answer in time") if reason == "time" else Broken(fault)
            self._answer.set_exception(error)

    def _give(self, answer: Answer) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_result(answer)


def _body_at(block: bytes) -> int:
    """Where the head ends: quick for the usual response, thorough for one with interim answers before it."""
    if block.startswith((b"HTTP/1.1 1", b"HTTP/1.0 1")):
        return payload.head(block).body_at
    end = block.find(b"\r\n\r\n")
    return end + 4 if end >= 0 else payload.head(block).body_at


def _framed(body: bytes, entity: bytes) -> bytes:
    """The part of `body` that frames `entity`: as long as it, or its chunks with their last line."""
    if body.startswith(entity):
        return entity
    end = body.find(b"0\r\n\r\n")
    return body[: end + 5] if end >= 0 else body
