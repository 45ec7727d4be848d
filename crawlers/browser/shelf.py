"""What pages of one night share, scripts and styles, so that a site is asked once for each."""

import asyncio
from collections import OrderedDict
from typing import Generic, TypeVar
from weakref import WeakValueDictionary

ROOM = 16 << 20

Thing = TypeVar("Thing")


class Shelf(Generic[Thing]):
    """Things by name, those not used for longest given up when there is no more room."""

    def __init__(self, room: int = ROOM) -> None:
        """`room`: bytes in all."""
        self._room = room
        self._held: OrderedDict[str, tuple[Thing, int]] = OrderedDict()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    def turn(self, name: str) -> asyncio.Lock:
        """Whoever holds it may fetch the thing; the others wait, and then find it here."""
        return self._turns.setdefault(name, asyncio.Lock())

    def get(self, name: str) -> Thing | None:
        """The thing of this name, or None."""
        if name not in self._held:
            return None
        self._held.move_to_end(name)
        return self._held[name][0]

    def put(self, name: str, thing: Thing, size: int) -> None:
        """Holds a thing of so many bytes; one that would not fit is not held."""
        if size > self._room or name in self._held:
            return
        self._held[name] = thing, size
        self._room -= size
        while self._room < 0:
            _, (_, freed) = self._held.popitem(last=False)
            self._room += freed
