"""The index that persons are found by: derived from the changes, beside the archive, made anew at will."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Lock

from msgspec import json

from archive import persons
from archive.home import Home
from archive.persons import Change
from archive.sqlite import Database, sqlite3
from desk.linkage.given_names import holes
from desk.persons.state import PersonState
from desk.web.search.keys import Entry, entry

VERSION = 2
"""Of the tables and of the keys in them: raised, the index is made anew."""
AT_ONCE = 5_000
SHORTEST = 4
"""Letters of a stem that a slip is looked for in."""

_SCHEMA = (
    "CREATE TABLE read (seq INTEGER NOT NULL, person TEXT, at TEXT) STRICT",
    "INSERT INTO read VALUES (0, NULL, NULL)",
    "CREATE TABLE entry (id INTEGER PRIMARY KEY, person TEXT NOT NULL UNIQUE) STRICT",
    """CREATE VIRTUAL TABLE names USING fts5(surnames, given, patronymics, whole, marks,
        tokenize = "unicode61 remove_diacritics 0", prefix = '3 5', detail = column)""",
    "CREATE TABLE stem (stem TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    "CREATE TABLE hole (hole TEXT, stem TEXT, PRIMARY KEY (hole, stem)) STRICT, WITHOUT ROWID",
    "CREATE VIRTUAL TABLE letters USING fts5(stem, tokenize = 'trigram', detail = none)",
)


class Index:
    """The index of one archive; each thread opens its own connection to read."""

    def __init__(self, home: Home) -> None:
        self.path = home.path / "desk-search.sqlite"
        self._lock = Lock()

    def keep_up(self, db: Database, progress: Callable[[int, int], None] | None = None) -> None:
        """Reads what changed since it was last read; all, if it is of another archive or version."""
        with self._lock:
            last = persons.last_seq(db)
            index = self._opened(db)
            try:
                while changes := self._next(db, index):
                    _take(index, changes)
                    if progress:
                        progress(changes[-1].seq, last)
            finally:
                index.close()

    def reading(self) -> sqlite3.Connection:
        """A connection to search with, for the thread that asks."""
        return sqlite3.connect(f"{self.path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)

    def _next(self, db: Database, index: sqlite3.Connection) -> list[Change]:
        (seq,) = index.execute("SELECT seq FROM read").fetchone()
        return persons.changes(db, seq, AT_ONCE)

    def _opened(self, db: Database) -> sqlite3.Connection:
        index = _connected(self.path)
        if _is_of(index, db):
            return index
        index.close()
        for name in (self.path, *(Path(f"{self.path}-{end}") for end in ("wal", "shm"))):
            name.unlink(missing_ok=True)
        index = _connected(self.path)
        index.execute("BEGIN")
        for statement in _SCHEMA:
            index.execute(statement)
        index.execute("COMMIT")
        index.execute(f"PRAGMA user_version = {VERSION}")
        return index


def _connected(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600)
    index = sqlite3.connect(path, isolation_level=None)
    index.execute("PRAGMA journal_mode=WAL")
    index.execute("PRAGMA synchronous=OFF")  # derived: a power cut costs making it anew
    return index


def _is_of(index: sqlite3.Connection, db: Database) -> bool:
    """Whether the last change that the index read is one of this archive."""
    if index.execute("PRAGMA user_version").fetchone()[0] != VERSION:
        return False
    seq, person, at = index.execute("SELECT seq, person, at FROM read").fetchone()
    found = db.conn.execute("SELECT person, at FROM change WHERE seq = ?", (seq,)).fetchone()
    return bool(seq == 0 or found == (person, at))


def _take(index: sqlite3.Connection, changes: list[Change]) -> None:
    """Of each person his last change counts."""
    final = {one.person: one for one in changes if one.kind in ("upsert", "merge", "withdraw")}
    index.execute("BEGIN")
    for person, change in final.items():
        _forget(index, person)
        if change.kind == "upsert":
            _add(index, person, entry(json.decode(change.state, type=PersonState)))
    last = changes[-1]
    index.execute("UPDATE read SET seq = ?, person = ?, at = ?", (last.seq, last.person, last.at))
    index.execute("COMMIT")


def _forget(index: sqlite3.Connection, person: str) -> None:
    found = index.execute("DELETE FROM entry WHERE person = ? RETURNING id", (person,)).fetchone()
    if found:
        index.execute("DELETE FROM names WHERE rowid = ?", found)


def _add(index: sqlite3.Connection, person: str, made: Entry) -> None:
    (number,) = index.execute("INSERT INTO entry (person) VALUES (?) RETURNING id", (person,)).fetchone()
    columns = (made.surnames, made.given, made.patronymics, made.whole, made.marks)
    index.execute(
        "INSERT INTO names (rowid, surnames, given, patronymics, whole, marks) VALUES (?, ?, ?, ?, ?, ?)",
        (number, *columns),
    )
    for stem in made.surnames.split():
        _learn(index, stem)


def _learn(index: sqlite3.Connection, stem: str) -> None:
    """A surname's stem that is new: by its letters, and without any one of them."""
    if index.execute("INSERT OR IGNORE INTO stem VALUES (?)", (stem,)).rowcount and len(stem) >= SHORTEST:
        index.execute("INSERT INTO letters (stem) VALUES (?)", (stem,))
        index.executemany("INSERT OR IGNORE INTO hole VALUES (?, ?)", _holes(stem))


def _holes(stem: str) -> Iterator[tuple[str, str]]:
    return ((hole, stem) for hole in holes(stem))
