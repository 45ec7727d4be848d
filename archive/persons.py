"""Persons as they are and as they were: the changes, the states of a day, whose each mention is."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from typing import Literal

import msgspec
from msgspec import Struct

from archive.sqlite import Database

Kind = Literal["upsert", "merge", "split", "withdraw", "restrict"]

# What leaves a person in a state; a split or a restriction is followed by an upsert.
_STATES = """SELECT person, state FROM change WHERE kind = 'upsert' AND seq IN
(SELECT max(seq) FROM change WHERE kind IN ('upsert', 'merge', 'withdraw') AND at < ? GROUP BY person)
ORDER BY person"""

_TARGETS = """WITH RECURSIVE way (person, steps) AS (
    SELECT :person, 0
    UNION ALL SELECT redirect.into_person, steps + 1 FROM redirect JOIN way ON redirect.person = way.person
) SELECT way.person FROM way JOIN identity USING (person) ORDER BY steps DESC LIMIT 1"""

CAME = """WITH RECURSIVE came (person) AS (
    SELECT value FROM json_each(:persons)
    UNION SELECT redirect.person FROM redirect JOIN came ON redirect.into_person = came.person
) SELECT person FROM came"""
"""SQL of every id that leads to one of `:persons` (JSON), its own too: a fact keeps the id of its day."""

_LAST = "SELECT max(id) FROM assignment {some} GROUP BY mention"
_LAST_OWNED = "SELECT max(id) FROM assignment {some} AND person IS NOT NULL GROUP BY mention"


class UnknownPerson(LookupError):
    """No person was ever given this id."""


class Change(Struct, frozen=True):
    """One entry of the feed; `state` is JSON (docs/pipeline.md), `at` a stamp that never goes back."""

    seq: int
    kind: Kind
    person: str
    state: str
    run: str
    at: str


def changes(db: Database, since: int, limit: int) -> list[Change]:
    """The changes after the cursor `since`, in their order, no more than `limit`."""
    statement = "SELECT seq, kind, person, state, run, at FROM change WHERE seq > ? ORDER BY seq LIMIT ?"
    return [Change(*row) for row in db.conn.execute(statement, (since, limit))]


def changes_of(db: Database, person: str) -> list[Change]:
    """All that became of one id, in its order."""
    statement = "SELECT seq, kind, person, state, run, at FROM change WHERE person = ? ORDER BY seq"
    return [Change(*row) for row in db.conn.execute(statement, (person,))]


def last_seq(db: Database, person: str | None = None) -> int:
    """The cursor of the last change, of all or of one id; 0: there is none yet."""
    if person is None:
        return int(db.conn.execute("SELECT ifnull(max(seq), 0) FROM change").fetchone()[0])
    found = db.conn.execute("SELECT ifnull(max(seq), 0) FROM change WHERE person = ?", (person,))
    return int(found.fetchone()[0])


def oldest_seq(db: Database) -> int:
    """The cursor of the oldest change that is kept; 0: there is none. A reader begins before it, or later."""
    return int(db.conn.execute("SELECT ifnull(min(seq), 0) FROM change").fetchone()[0])


def states_as_of(db: Database, day: date) -> Iterator[tuple[str, bytes]]:
    """Each person and his state (JSON) as the end of a UTC day left him, in the order of ids.

    Whoever was merged or withdrawn by then is not among them. Of a day that is over it is the same for ever.
    """
    return _states(db, (day + timedelta(days=1)).isoformat())


def live(db: Database) -> Iterator[tuple[str, bytes]]:
    """Each person and his state (JSON) as it is now, in the order of ids."""
    return _states(db, "9999")


def resolve(db: Database, person: str) -> str:
    """The id that an id leads to, itself if it was never merged. Raises UnknownPerson."""
    found = db.conn.execute(_TARGETS, {"person": person}).fetchone()
    if found is None:
        raise UnknownPerson(f"no person {person}: list them with `sinodik person`")
    return str(found[0])


def led(leads: Mapping[str, str], person: str) -> str:
    """The same by the rows of `redirect`, id → the id that it was merged into; any id leads somewhere."""
    while person in leads:
        person = leads[person]
    return person


def ids_of(db: Database, person: str) -> list[str]:
    """Every id that leads to a person, his own among them."""
    return [one for (one,) in db.conn.execute(CAME, {"persons": msgspec.json.encode([person]).decode()})]


def assigned(db: Database, mentions: Collection[str] | None = None) -> dict[str, str]:
    """Whose each mention is now, of all or of some; one that is not read any more is nobody's: left out."""
    return {mention: one for mention, one in _holding(db, _LAST, mentions).items() if one is not None}


def last_holders(db: Database, mentions: Collection[str] | None = None) -> dict[str, str]:
    """Whose each mention was last, as ids were given then; those that are not read any more too."""
    return {mention: str(one) for mention, one in _holding(db, _LAST_OWNED, mentions).items()}


def first_assignments(db: Database, mentions: Collection[str] | None = None) -> dict[str, str]:
    """The id of each mention's first assignment: ids sort by time."""
    some, values = _among(mentions)
    statement = f"SELECT mention, min(id) FROM assignment {some} GROUP BY mention"
    return dict(db.conn.execute(statement, values).fetchall())


def person_of(db: Database, mention: str) -> str | None:
    """Whose a mention is now; None: nobody's."""
    statement = "SELECT person FROM assignment WHERE mention = ? ORDER BY id DESC LIMIT 1"
    found = db.conn.execute(statement, (mention,)).fetchone()
    person: str | None = found and found[0]
    return person


def mentions_of(db: Database, person: str) -> tuple[str, ...]:
    """The mentions that are a person's now, in the order of their ids."""
    statement = """SELECT mention FROM assignment AS held WHERE person = ?1 AND NOT EXISTS
        (SELECT 1 FROM assignment WHERE mention = held.mention AND id > held.id) ORDER BY mention"""
    return tuple(mention for (mention,) in db.conn.execute(statement, (person,)))


def _holding(db: Database, last: str, mentions: Collection[str] | None) -> dict[str, str | None]:
    some, values = _among(mentions)
    statement = f"SELECT mention, person FROM assignment WHERE id IN ({last.format(some=some)})"
    return dict(db.conn.execute(statement, values).fetchall())


def _among(mentions: Collection[str] | None) -> tuple[str, tuple[str, ...]]:
    if mentions is None:
        return "WHERE 1", ()
    told = msgspec.json.encode(sorted(mentions)).decode()
    return "WHERE mention IN (SELECT value FROM json_each(?))", (told,)


def _states(db: Database, before: str) -> Iterator[tuple[str, bytes]]:
    for person, state in db.conn.execute(_STATES, (before,)):
        yield str(person), state.encode()
