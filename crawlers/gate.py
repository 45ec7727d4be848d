"""Politeness towards a host, whichever sources of this process visit it: one at a time, with pauses."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from time import monotonic

JITTER = 0.3
"""A pause is longer than asked by up to this part of it, so that visits make no rhythm."""


class Gate:
    """Lets requests to a host pass one by one."""

    def __init__(self) -> None:
        self._doors: dict[str, _Door] = {}

    @asynccontextmanager
    async def turn(self, host: str, delay: float) -> AsyncIterator[None]:
        """The host's one turn, at least `delay` seconds after the last one began."""
        door = self._doors.setdefault(host, _Door())
        async with door.lock:
            while (pause := door.opens_at(delay) - monotonic()) > 0:
                await asyncio.sleep(pause)
            door.began = monotonic()
            door.stretch = 1 + random.random() * JITTER
            yield

    def hold(self, host: str, seconds: float) -> None:
        """Nobody passes to a host for so long: it said that it is busy."""
        door = self._doors.setdefault(host, _Door())
        door.held_until = max(door.held_until, monotonic() + seconds)


class _Door:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.began = float("-inf")
        self.held_until = float("-inf")
        self.stretch = 1.0

    def opens_at(self, delay: float) -> float:
        return max(self.began + delay * self.stretch, self.held_until)
