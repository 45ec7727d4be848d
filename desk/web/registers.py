"""The persons that counts are made of, as of a day, held in memory as long as nothing changed."""

from collections import OrderedDict
from datetime import date
from threading import Lock

from archive.sqlite import Database
from desk.counting.archived import persons_as_of, seq_as_of
from desk.counting.person import Counted
from desk.feed.cursor import archive_id

HELD = 3
"""Registers in memory: a quarter of a gigabyte each, of a million persons."""


class Registers:
    """Reading all states takes seconds of a large archive; a table with other filters need not."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, int], list[Counted]] = OrderedDict()
        self._lock = Lock()

    def as_of(self, db: Database, day: date) -> tuple[list[Counted], int]:
        """Everyone as the end of a UTC day left him, and the last change by then."""
        seq = seq_as_of(db, day)
        key = (archive_id(db), seq)
        with self._lock:
            if key not in self._held:
                self._held[key] = list(persons_as_of(db, day))
            self._held.move_to_end(key)
            while len(self._held) > HELD:
                self._held.popitem(last=False)
            return self._held[key], seq
