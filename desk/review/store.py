"""The queue's tables, in the desk's own database: none of them is a fact, all of them can be lost."""

from contextlib import AbstractContextManager
from typing import Protocol

from archive.sqlite import sqlite3

SCHEMA = (
    """CREATE TABLE IF NOT EXISTS review_item ( -- What waits for a verifier; follows from the archive.
      subject TEXT PRIMARY KEY, -- A person, or two mentions with a space between.
      kind TEXT NOT NULL, -- Why; see desk/review/item.py.
      rank INTEGER NOT NULL, -- The least comes first.
      person TEXT NOT NULL, -- Whom it is about; of a pair the one of its first mention.
      mention TEXT NOT NULL, -- The mention to be looked at first.
      other TEXT, -- The other mention of a pair; NULL: no pair.
      region TEXT, -- His region; NULL: unknown.
      source TEXT NOT NULL, -- The source of that mention.
      since TEXT NOT NULL, -- The day it was published, else fetched.
      decided_by TEXT -- Who concluded first, and is not asked again; NULL: nobody.
    ) STRICT""",
    "CREATE INDEX IF NOT EXISTS review_by_rank ON review_item (rank, since, subject)",
    "CREATE INDEX IF NOT EXISTS review_by_region ON review_item (region, rank, since, subject)",
    "CREATE INDEX IF NOT EXISTS review_by_source ON review_item (source, rank, since, subject)",
    "CREATE INDEX IF NOT EXISTS review_by_person ON review_item (person)",
    """CREATE TABLE IF NOT EXISTS review_lease ( -- Who looks at what just now.
      subject TEXT PRIMARY KEY, -- The item.
      "by" TEXT NOT NULL, -- Whose turn it is.
      until TEXT NOT NULL -- It is anybody's again after this moment.
    ) STRICT""",
    'CREATE INDEX IF NOT EXISTS review_lease_by ON review_lease ("by")',
    """CREATE TABLE IF NOT EXISTS review_skip ( -- Who does not want to be asked about what.
      subject TEXT NOT NULL, -- The item.
      "by" TEXT NOT NULL, -- Who.
      until TEXT NOT NULL, -- He may be asked again after this moment.
      PRIMARY KEY (subject, "by")
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS review_asked ( -- Items for which somebody wants a second person.
      subject TEXT PRIMARY KEY, -- The item.
      "by" TEXT NOT NULL, -- Who asks, and is not asked himself.
      note TEXT NOT NULL, -- What he is unsure of.
      at TEXT NOT NULL -- When.
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS review_second ( -- Blind second reviews: which conclusion repeats which.
      second TEXT PRIMARY KEY, -- The later verification.
      first TEXT NOT NULL, -- The verification that was not shown.
      person TEXT NOT NULL -- Of whom.
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS review_known ( -- How far the queue has followed the archive.
      name TEXT PRIMARY KEY, -- What.
      value TEXT NOT NULL -- How far.
    ) STRICT""",
)


class Store(Protocol):
    """Where the tables are; `desk.web.room.Room` is one."""

    def unit(self) -> AbstractContextManager[sqlite3.Connection]:
        """One unit of work: all of it is committed, or none."""
        ...


def known(db: sqlite3.Connection, name: str, default: str) -> str:
    """A value of `review_known`."""
    row = db.execute("SELECT value FROM review_known WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else default


def note(db: sqlite3.Connection, name: str, value: str) -> None:
    """Sets a value of `review_known`."""
    db.execute("INSERT OR REPLACE INTO review_known VALUES (?, ?)", (name, value))
