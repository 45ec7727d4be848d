"""What takes seconds to read of a large archive, held in memory as long as nothing changed."""

from collections import OrderedDict
from collections.abc import Sequence
from datetime import date, datetime
from threading import Lock

from archive.sqlite import Database
from crawlers.source import SourceConfig
from desk.counting.archived import persons_as_of, seq_as_of
from desk.counting.person import Counted
from desk.feed.cursor import archive_id
from desk.health.standing import Standing, standings

HELD = 3
"""Registers in memory: a quarter of a gigabyte each, of a million persons."""


class Registers:
    """The persons that counts are made of, as of a day, and how the sources stand."""

    def __init__(self) -> None:
        self._held: OrderedDict[tuple[str, int], list[Counted]] = OrderedDict()
        self._lock = Lock()
        self._standings: tuple[object, Sequence[Standing]] = (None, ())

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

    def standings(self, db: Database, now: datetime, sources: Sequence[SourceConfig]) -> Sequence[Standing]:
        """How each source stands; made anew when a fact came in, an issue was settled, or an hour passed."""
        facts = db.conn.execute("SELECT max(seq) FROM log").fetchone()
        settled = db.conn.execute("SELECT count(*) FROM settled").fetchone()
        key = (archive_id(db), facts, settled, now.isoformat()[:13], repr(sources))
        with self._lock:
            if self._standings[0] != key:
                self._standings = (key, standings(db, now, sources))
            return self._standings[1]
