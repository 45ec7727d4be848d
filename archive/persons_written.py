"""The door by which ids, assignments, redirects and changes come in, and the table of persons with them."""

from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from archive import facts
from archive.clock import Clock, stamp
from archive.database import atomic
from archive.ids import Ulids
from archive.persons import Kind, last_seq
from archive.sqlite import Database

Why = Literal["linked", "merged", "split", "unread"]

_HIDDEN = "EXISTS (SELECT 1 FROM json_each(state, '$.restricted') WHERE value IN ('*', '{field}'))"
_SHOWN = f"CASE WHEN {_HIDDEN} THEN NULL ELSE json_extract(state, '$.{{path}}') END"

# A person's row from his last change; the same statement keeps the table up and rebuilds it.
_ROW = f"""INSERT OR REPLACE INTO person
    (id, seq, grade, status, surname, given, patronymic, region, mentions, state)
SELECT person, seq, json_extract(state, '$.counted.grade'), json_extract(state, '$.counted.status'),
    {_SHOWN.format(field="surname", path="fields.surname.value")},
    {_SHOWN.format(field="given", path="fields.given.value")},
    {_SHOWN.format(field="patronymic", path="fields.patronymic.value")},
    {_SHOWN.format(field="region", path="counted.region")},
    json_array_length(state, '$.mentions'), state
FROM change"""

_LAST = """SELECT max(seq) FROM change WHERE kind IN ('upsert', 'merge', 'withdraw') GROUP BY person"""


class Happened(Struct, frozen=True):
    """A change that is about to be appended; `state` is JSON."""

    kind: Kind
    person: str
    state: str


class Ledger:
    """Appends what one run makes of the persons; use it inside one `atomic(db)`, with one moment for all.

    No stamp is earlier than that of the last change, should the clock have stepped back: a day that is over
    stays as it was counted.
    """

    def __init__(self, db: Database, clock: Clock, run: str) -> None:
        self.clock = clock
        self._db = db
        self.run = run
        # Of one mention the assignment with the greatest id holds, whatever the clock says.
        newest = (
            "SELECT max(ifnull((SELECT max(id) FROM assignment), ''), ifnull(max(person), '')) FROM identity"
        )
        self._ids = Ulids(clock, after=db.conn.execute(newest).fetchone()[0])
        last = db.conn.execute("SELECT ifnull(max(at), '') FROM change").fetchone()[0]
        self.at = max(stamp(clock.now()), last)

    def give_ids(self, count: int, why: Literal["linked", "split"]) -> list[str]:
        """New ids for so many persons, never given before."""
        persons = [self._ids.new() for _ in range(count)]
        rows = [{"person": person, "run": self.run, "at": self.at, "why": why} for person in persons]
        facts.append(self._db, "identity", rows)
        return persons

    def assign(self, moves: Iterable[tuple[str, str | None]], why: Why) -> None:
        """From now on each mention is this person's, or nobody's."""
        rows = [
            {"id": self._ids.new(), "mention": mention, "person": person, **self._when, "why": why}
            for mention, person in moves
        ]
        facts.append(self._db, "assignment", rows)

    def redirect(self, merged: Iterable[tuple[str, str]]) -> None:
        """Each first id leads to the second, for ever."""
        rows = [{"person": one, "into_person": into, **self._when} for one, into in merged]
        facts.append(self._db, "redirect", rows)

    def change(self, happened: Sequence[Happened]) -> int:
        """Appends changes in this order and keeps the table of persons up; gives the last cursor."""
        first = last_seq(self._db) + 1
        rows = [
            {"seq": seq, "kind": one.kind, "person": one.person, "state": one.state, **self._when}
            for seq, one in enumerate(happened, first)
        ]
        facts.append(self._db, "change", rows)
        for seq, one in enumerate(happened, first):
            if one.kind == "upsert":
                self._db.conn.execute(f"{_ROW} WHERE seq = ?", (seq,))
            elif one.kind in ("merge", "withdraw"):
                self._db.conn.execute("DELETE FROM person WHERE id = ?", (one.person,))
        return first + len(rows) - 1

    @property
    def _when(self) -> dict[str, str]:
        return {"run": self.run, "at": self.at}


def rebuild(db: Database) -> int:
    """Derives the table of persons from the changes, to the same rows; gives how many there are."""
    with atomic(db):
        db.conn.execute("DELETE FROM person")
        db.conn.execute(f"{_ROW} WHERE kind = 'upsert' AND seq IN ({_LAST}) ORDER BY person")
        return int(db.conn.execute("SELECT count(*) FROM person").fetchone()[0])
