"""One HTTP/1.1 exchange as bytes: sends a request as given and takes in every byte of the answer."""

import asyncio
from typing import cast

from msgspec import Struct

from archive import payload
from crawlers.message import Answer, Message

__all__ = ["Answer", "Broken", "Connection", "Limits"]


STEP = 16 << 10
"""Bytes that are taken at once until the head has ended, so that its limit holds however they came."""


class Limits(Struct, frozen=True):
    """Bytes of a whole response, of its head, and of those that are taken in side by side.

    Seconds to connect, for a whole exchange, and to wait for the rest of a response that breaks the rules.
    """

    size: int = 24 << 20
    head: int = 64 << 10
    large: int = 2 << 20
    connect: float = 15.0
    exchange: float = 60.0
    linger: float = 2.0


class Broken(ConnectionError):
    """The connection ended, or what came cannot be HTTP, and nothing of it can be kept."""


class Connection(asyncio.Protocol):
    """A connection that carries one exchange at a time; `is_open` says whether it can carry another."""

    def __init__(self) -> None:
        self.transport: asyncio.Transport | None = None
        self.is_open = False
        self._answer: asyncio.Future[Answer] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._entering: asyncio.Task[None] | None = None

    async def exchange(self, request: bytes, limits: Limits, lane: asyncio.Semaphore) -> Answer:
        """Sends a request and gives the answer. Raises Broken, TimeoutError (no head came in time).

        `lane`: a large answer goes on in it, so that a few of them do not fill the memory together.
        """
        assert self.transport is not None
        self._message, self._limits, self._lane = Message(), limits, lane
        self._answer = answer = asyncio.get_running_loop().create_future()
        self._cut_after(limits.exchange, "time")
        self.transport.write(request)
        try:
            given: Answer = await answer
            return given
        finally:
            self._leave_lane()
            self._stop_timer()
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
        while came and not self._answer.done():
            step = len(came) if self._message.has_head else STEP
            self._take(came[:step])
            came = came[step:]
        if came:
            self.close()  # what comes after the answer belongs to nothing

    def _take(self, came: bytes) -> None:
        message, was_sound = self._message, self._message.fault is None
        message.feed(came)
        if message.is_complete:
            self._finish()
        elif message.size > self._limits.size or (not message.has_head and message.size > self._limits.head):
            self._cut("length")
        elif message.fault is not None and was_sound:
            self._cut_after(self._limits.linger, "disconnect")
        elif message.size > self._limits.large and self._entering is None:
            self._entering = asyncio.get_running_loop().create_task(self._enter_lane())

    def connection_lost(self, error: Exception | None) -> None:
        self.is_open = False
        if self._answer is None or self._answer.done():
            return
        if error is None and self._message.ends_with_connection():
            self._finish()
        else:
            self._cut("disconnect")

    async def _enter_lane(self) -> None:
        """Takes nothing more in until the lane is free; the waiting is not the server's fault."""
        assert self.transport is not None
        self.transport.pause_reading()
        self._stop_timer()
        await self._lane.acquire()
        self._cut_after(self._limits.exchange, "time")
        self.transport.resume_reading()

    def _leave_lane(self) -> None:
        if self._entering is None:
            return
        if self._entering.done() and not self._entering.cancelled():
            self._lane.release()
        self._entering.cancel()
        self._entering = None

    def _cut_after(self, seconds: float, reason: str) -> None:
        self._stop_timer()
        self._timer = asyncio.get_running_loop().call_later(seconds, self._cut, reason)

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()

    def _finish(self) -> None:
        if not self._message.keeps_alive:
            self.close()
        self._give(None)

    def _cut(self, reason: str) -> None:
        """Ends an exchange before its end: what has come is kept if it begins like HTTP."""
        self.close()
        self._give(reason)

    def _give(self, truncated: str | None) -> None:
        if self._answer is None or self._answer.done():
            return
        try:
            self._answer.set_result(self._message.answer(truncated))
        except payload.NotHttp as error:
            late = TimeoutError("no answer in time")
            self._answer.set_exception(late if truncated == "time" else Broken(str(error)))
