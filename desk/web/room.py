"""The desk's own database beside the archive: accounts, sessions, tokens, leases, proposals. No facts."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock

from archive.home import Home
from archive.sqlite import sqlite3

PATIENCE = 30.0

SCHEMA = (
    """CREATE TABLE IF NOT EXISTS secret ( -- Keys of this desk.
      name TEXT PRIMARY KEY, -- What it is for.
      value BLOB NOT NULL -- Random bytes.
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS account ( -- Who may come in, by a pseudonym.
      name TEXT PRIMARY KEY CHECK (name <> ''), -- The pseudonym, as decisions carry it.
      role TEXT NOT NULL CHECK (role IN ('reader', 'verifier', 'editor')), -- What he may do.
      password TEXT, -- An argon2 hash; NULL: comes by the reverse proxy only.
      disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1)), -- 1: may not come in.
      made TEXT NOT NULL -- When.
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS session ( -- A browser that came in.
      digest BLOB PRIMARY KEY, -- SHA-256 of the cookie.
      account TEXT NOT NULL REFERENCES account, -- Whose.
      begun TEXT NOT NULL, -- When.
      used TEXT NOT NULL -- When it last asked.
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS token ( -- A program that may read the API.
      digest BLOB PRIMARY KEY, -- SHA-256 of the token.
      name TEXT NOT NULL UNIQUE, -- What it is called.
      made TEXT NOT NULL -- When.
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS attempt ( -- Failed attempts to come in; forgotten after one that succeeds.
      key TEXT PRIMARY KEY, -- An account or an address.
      failures INTEGER NOT NULL, -- In a row.
      until TEXT NOT NULL -- Before this moment no other is looked at.
    ) STRICT""",
)


class Room:
    """One connection, used by one thread at a time."""

    def __init__(self, home: Home, more: tuple[str, ...] = ()) -> None:
        """Opens it, making it if need be, readable by its owner only. `more`: statements of other tables."""
        self.path = home.path / "desk.sqlite"
        self.path.touch(mode=0o600)
        self._lock = RLock()
        self._db = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode=WAL")
        # Nothing here is a fact: after a power cut a lease or a session of the last moment may be missing.
        self._db.execute("PRAGMA synchronous=NORMAL")
        self._db.execute("PRAGMA foreign_keys=ON")
        # No facts: a power cut may cost the last session or lease, and no request waits for the disk.
        self._db.execute("PRAGMA synchronous=NORMAL")
        with self.unit() as db:
            for statement in (*SCHEMA, *more):
                db.execute(statement)

    @contextmanager
    def unit(self) -> Iterator[sqlite3.Connection]:
        """One unit of work: all of it is committed, or none. Inside another it is a part of that one."""
        with self._lock:
            if self._db.in_transaction:
                yield self._db
                return
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield self._db
                self._db.execute("COMMIT")
            except BaseException:
                self._db.execute("ROLLBACK")
                raise

    def close(self) -> None:
        """Closes the connection."""
        self._db.close()
