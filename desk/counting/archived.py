"""The persons of an archive as the counts see them, on a day of its past or as they are."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from msgspec import Struct
from msgspec.json import Decoder

from archive import persons
from archive.database import connect
from archive.home import Home
from archive.sqlite import Database
from desk.counting.person import Counted


class _State(Struct):
    """Of a person's state, what counts see."""

    counted: Counted


@contextmanager
def one_moment(home: Home) -> Iterator[Database]:
    """An archive to read as of one moment, whatever a night writes meanwhile. Raises HomeError."""
    db = connect(home, readonly=True)
    try:
        db.conn.execute("BEGIN")
        yield db
    finally:
        db.close()


def persons_as_of(db: Database, day: date) -> Iterator[Counted]:
    """Everyone as the end of a UTC day left him, by id. Of a day that is over: the same for ever."""
    read = Decoder(_State)
    for _, state in persons.states_as_of(db, day):
        yield read.decode(state).counted


def seq_as_of(db: Database, day: date) -> int:
    """The cursor of the last change by the end of a UTC day; 0: there was none."""
    before = (day + timedelta(days=1)).isoformat()
    found = db.conn.execute("SELECT ifnull(max(seq), 0) FROM change WHERE at < ?", (before,))
    return int(found.fetchone()[0])
