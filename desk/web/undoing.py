"""What was done at the desk, and how it is undone: by withdrawing facts, and moving mentions back."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct, json

from archive import persons
from archive.clock import Clock, stamp
from archive.database import atomic
from archive.ids import Ulids
from archive.sqlite import Database
from desk.persons import decisions, merging
from desk.web.room import Room

What = Literal["merge", "split", "apart", "restrict"]

_COLUMNS = 'id, what, person, facts, moved, "by", at'


class Done(Struct, frozen=True):
    """A decision that can be undone. `moved`: mentions that got another person by it."""

    id: str
    what: What
    person: str
    facts: list[str]
    moved: list[str]
    by: str
    at: str


class NotDone(LookupError):
    """Nothing of this id is there to be undone."""


def keep(
    room: Room, clock: Clock, what: What, person: str, facts: Sequence[str], moved: Sequence[str], by: str
) -> None:
    """Remembers a decision."""
    with room.unit() as db:
        db.execute(
            f"INSERT INTO done ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                Ulids(clock).new(),
                what,
                person,
                json.encode(list(facts)).decode(),
                json.encode(list(moved)).decode(),
                by,
                stamp(clock.now()),
            ),
        )


def of_person(room: Room, person: str) -> list[Done]:
    """What was done with a person and not undone, the last first."""
    with room.unit() as db:
        rows = db.execute(
            f"SELECT {_COLUMNS} FROM done WHERE person = ? AND undone = 0 ORDER BY id DESC", (person,)
        ).fetchall()
    return [_done(*row) for row in rows]


def undo(room: Room, db: Database, clock: Clock, identity: str, by: str) -> Done:
    """Undoes a decision, in one unit of work; not two at a time. Raises NotDone, Mistaken.

    A merge is undone by parting those mentions again, a split by joining them: the judgement that was wrong
    is withdrawn, and the opposite is said, for else the machine would keep them as they are.
    """
    done = one(room, identity)
    with atomic(db):
        for fact in done.facts:
            decisions.withdraw(db, clock, fact, by, "undone")
        _move_back(db, clock, done, by)
    with room.unit() as rows:
        rows.execute("UPDATE done SET undone = 1 WHERE id = ?", (identity,))
    return done


def one(room: Room, identity: str) -> Done:
    """What was done and not undone. Raises NotDone."""
    with room.unit() as rows:
        row = rows.execute(f"SELECT {_COLUMNS} FROM done WHERE id = ? AND undone = 0", (identity,)).fetchone()
    if row is None:
        raise NotDone(f"nothing of the id {identity} is there to be undone")
    return _done(*row)


def joins_or_shows(db: Database, done: Done) -> list[str]:
    """The persons whom undoing it would join, or show what was hidden of; [] if it would do neither."""
    if done.what == "restrict":
        return [done.person]
    if done.what == "split":
        return [done.person, *sorted({one for each in done.moved if (one := persons.person_of(db, each))})]
    return []


def _move_back(db: Database, clock: Clock, done: Done, by: str) -> None:
    person = persons.resolve(db, done.person)
    moved = [one for one in done.moved if persons.person_of(db, one)]
    if done.what == "merge":
        still = [one for one in moved if persons.person_of(db, one) == person]
        if still and len(still) < len(persons.mentions_of(db, person)):
            merging.split(db, clock, person, still, by, "a merge undone")
    elif done.what == "split":
        others = {str(persons.person_of(db, one)) for one in moved} - {person}
        for other in sorted(others):
            merging.merge(db, clock, person, other, by, "a split undone")


def _done(identity: str, what: What, person: str, facts: str, moved: str, by: str, at: str) -> Done:
    return Done(
        identity, what, person, json.decode(facts, type=list[str]), json.decode(moved, type=list[str]), by, at
    )
