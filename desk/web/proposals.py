"""Decisions that need two editors: one proposes, another confirms; kept in the desk's own database."""

from typing import Literal

from msgspec import Struct
from msgspec.json import encode

from archive import persons
from archive.clock import Clock, stamp
from archive.ids import Ulids
from archive.persons import CAME, UnknownPerson
from archive.sqlite import Database
from desk.web.room import Room

What = Literal["merge", "restrict", "lift", "undo"]

TABLES = (
    """CREATE TABLE IF NOT EXISTS proposal ( -- A decision on a verified person, for a second editor.
      id TEXT PRIMARY KEY, -- ULID.
      what TEXT NOT NULL CHECK (what IN ('merge', 'restrict', 'lift', 'undo')), -- What is to be done.
      person TEXT NOT NULL, -- With whom.
      other TEXT, -- Of a merge: the other person; a lift: the restriction; an undo: what was done.
      field TEXT, -- Of a restriction: the field; NULL: everything.
      reason TEXT NOT NULL, -- Why.
      "by" TEXT NOT NULL, -- Who proposes it.
      at TEXT NOT NULL, -- When.
      ended TEXT CHECK (ended IN ('done', 'dropped')), -- How it ended; NULL: it waits.
      ended_by TEXT, -- Who ended it.
      ended_at TEXT -- When.
    ) STRICT""",
    """CREATE TABLE IF NOT EXISTS done ( -- What was done at the desk, so that it can be undone.
      id TEXT PRIMARY KEY, -- ULID.
      what TEXT NOT NULL CHECK (what IN ('merge', 'split', 'apart', 'restrict')), -- What it was.
      person TEXT NOT NULL, -- Whose page shows it.
      facts TEXT NOT NULL, -- The ids of the facts, JSON.
      moved TEXT NOT NULL, -- The mentions that got another person by it, JSON.
      "by" TEXT NOT NULL, -- Who did it.
      at TEXT NOT NULL, -- When.
      undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1)) -- 1: it was undone.
    ) STRICT""",
)

_VERIFIED = f"""SELECT 1 FROM verification WHERE person IN ({CAME})
AND verdict IN ('confirmed', 'corrected', 'accepted') AND at < :before AND NOT EXISTS
    (SELECT 1 FROM withdrawal WHERE fact = 'verification' AND "of" = verification.id) LIMIT 1"""

_SPLIT_FROM = """SELECT DISTINCT earlier.person, his.at FROM assignment AS his
JOIN assignment AS earlier ON earlier.mention = his.mention AND earlier.id < his.id
WHERE his.person = ? AND his.why = 'split' AND earlier.person IS NOT NULL"""

_COLUMNS = 'id, what, person, other, field, reason, "by", at'


class Proposal(Struct, frozen=True):
    """A decision that waits."""

    id: str
    what: What
    person: str
    other: str | None
    field: str | None
    reason: str
    by: str
    at: str


class NotWaiting(LookupError):
    """No proposal of this id waits."""


class OwnProposal(ValueError):
    """Whoever proposed it does not confirm it."""


def is_verified(db: Database, person: str) -> bool:
    """Whether somebody stands by what is known of a person: then it takes two to merge or hide him.

    Asked of an id that was merged, it answers of whom that leads to. Whoever was split from a man whom
    somebody stood by is as he was. Nobody stands by an id that never was.
    """
    try:
        now = persons.resolve(db, person)
    except UnknownPerson:
        return False
    of = [(now, "9999"), *db.conn.execute(_SPLIT_FROM, (now,))]
    asked = ({"persons": encode([one]).decode(), "before": before} for one, before in of)
    return any(db.conn.execute(_VERIFIED, one).fetchone() for one in asked)


def propose(
    room: Room,
    clock: Clock,
    what: What,
    person: str,
    by: str,
    reason: str,
    *,
    other: str | None = None,
    field: str | None = None,
) -> str:
    """Keeps a proposal; gives its id."""
    identity = Ulids(clock).new()
    with room.unit() as db:
        db.execute(
            f"INSERT INTO proposal ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (identity, what, person, other, field, reason, by, stamp(clock.now())),
        )
    return identity


def waiting(room: Room) -> list[Proposal]:
    """Those that wait, the oldest first."""
    with room.unit() as db:
        rows = db.execute(f"SELECT {_COLUMNS} FROM proposal WHERE ended IS NULL ORDER BY id").fetchall()
    return [Proposal(*row) for row in rows]


def one(room: Room, identity: str) -> Proposal:
    """The proposal of an id, if it waits. Raises NotWaiting."""
    with room.unit() as db:
        row = db.execute(
            f"SELECT {_COLUMNS} FROM proposal WHERE id = ? AND ended IS NULL", (identity,)
        ).fetchone()
    if row is None:
        raise NotWaiting(f"no proposal {identity} waits")
    return Proposal(*row)


def confirmed(room: Room, identity: str, by: str) -> Proposal:
    """A proposal that a second editor confirms. Raises NotWaiting, OwnProposal."""
    found = one(room, identity)
    if found.by == by:
        raise OwnProposal("a second editor confirms it, not the one who proposed it")
    return found


def end(room: Room, clock: Clock, identity: str, by: str, how: Literal["done", "dropped"]) -> None:
    """Ends a proposal. Raises NotWaiting."""
    with room.unit() as db:
        ended = db.execute(
            "UPDATE proposal SET ended = ?, ended_by = ?, ended_at = ? WHERE id = ? AND ended IS NULL",
            (how, by, stamp(clock.now()), identity),
        )
        if not ended.rowcount:
            raise NotWaiting(f"no proposal {identity} waits")
