"""What people said of mentions and persons, as it stands: judgements, verifications, restrictions."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

from archive import facts
from archive.clock import Clock, stamp
from archive.ids import Ulids
from archive.persons import CAME, led
from archive.sqlite import Database

Said = Literal["same", "different", "unsure"]
Verdict = Literal["confirmed", "rejected", "corrected", "accepted", "unsure", "note"]
Fact = Literal["judgement", "verification", "restriction"]

Of = Mapping[str, Collection[str]]
"""Persons, and the mentions of each."""

FACTS: tuple[Fact, ...] = ("judgement", "verification", "restriction")
"""What can be withdrawn."""
BY_RULE = "rule:"
"""How `by` begins where no person judged."""

_STANDING = """FROM {table} AS said WHERE {about} AND NOT EXISTS
(SELECT 1 FROM withdrawal WHERE fact = '{table}' AND "of" = said.id) ORDER BY id"""

# Of persons, by all the ids that lead to theirs, and of mentions: few facts, whatever is said of others.
_CAME = f"person IN ({CAME})"
_VERIFIED_OF = f"({_CAME} OR mention IN (SELECT value FROM json_each(:mentions)))"


class UnknownFact(LookupError):
    """No judgement, verification or restriction has this id."""


class Judgement(Struct, frozen=True):
    """Whether two mentions are one person; `one` is the lesser id."""

    id: str
    one: str
    other: str
    verdict: Said
    by: str
    reason: str
    at: str

    @property
    def is_human(self) -> bool:
        """Whether a person judged, and no rule."""
        return not self.by.startswith(BY_RULE)


class Verified(Struct, frozen=True):
    """What a person concluded; the columns of `verification`."""

    id: str
    person: str
    mention: str | None
    field: str | None
    verdict: Verdict
    value: str | None
    snapshot: str | None
    start: int | None
    end: int | None
    raw: str | None
    reason: str
    by: str
    seen: int
    at: str


class Restriction(Struct, frozen=True):
    """What is not shown of a person any more: a field, or (None) everything."""

    id: str
    person: str
    field: str | None
    reason: str
    by: str
    at: str


One = TypeVar("One", Verified, Restriction)


def judgements(db: Database) -> list[Judgement]:
    """Those that stand, in the order in which they were made."""
    return [Judgement(*row) for row in _standing(db, "judgement", Judgement)]


def verifications(db: Database, of: Of | None = None) -> list[Verified]:
    """Those that stand, in the order in which they were made; `person` as it was then.

    `of`: those of these persons, under whatever id, and of these mentions.
    """
    return [Verified(*row) for row in _standing(db, "verification", Verified, _VERIFIED_OF, of)]


def restrictions(db: Database, of: Of | None = None) -> list[Restriction]:
    """Those that stand, in the order in which they were made; `person` as it was then. `of`: as above."""
    return [Restriction(*row) for row in _standing(db, "restriction", Restriction, _CAME, of)]


def withdrawn_since(db: Database, moment: str) -> set[str]:
    """The mentions of judgements that were withdrawn at a stamp or later."""
    pairs = db.conn.execute(
        """SELECT judgement."one", judgement.other FROM withdrawal JOIN judgement ON judgement.id = "of"
        WHERE fact = 'judgement' AND withdrawal.at >= ?""",
        (moment,),
    )
    return {mention for pair in pairs for mention in pair}


def said(db: Database, fact: str) -> tuple[Fact, Mapping[str, object]]:
    """The table of a fact that can be withdrawn, and its row. Raises UnknownFact."""
    for table in FACTS:
        cursor = db.conn.execute(f"SELECT * FROM {table} WHERE id = ?", (fact,))
        if row := cursor.fetchone():
            return table, dict(zip((column[0] for column in cursor.description), row, strict=True))
    raise UnknownFact(f"no judgement, verification or restriction {fact}")


def is_withdrawn(db: Database, fact: str) -> bool:
    """Whether it holds no more."""
    return db.conn.execute('SELECT 1 FROM withdrawal WHERE "of" = ?', (fact,)).fetchone() is not None


def append(
    db: Database, clock: Clock, table: str, rows: Iterable[Mapping[str, object]], after: str = ""
) -> list[str]:
    """Appends to one of these tables, with ids that follow and the moment; gives the ids.

    `after`: a stamp that theirs is not earlier than, should the clock have stepped back; nor than that of
    the last that was said, for the last holds.
    """
    newest, last = db.conn.execute(f"SELECT id, at FROM {table} ORDER BY id DESC LIMIT 1").fetchone() or (
        "",
        "",
    )
    ids, at = Ulids(clock, after=newest), max(stamp(clock.now()), after, last)
    made = [{"id": ids.new(), **row, "at": at} for row in rows]
    facts.append(db, table, made)
    return [str(row["id"]) for row in made]


def inherit(db: Database, clock: Clock, parts: Mapping[str, Sequence[str]], after: str = "") -> None:
    """What is hidden of a person is hidden of the parts that were split from him, until somebody lifts it.

    Who was rejected is rejected in every part: a man found alive is not counted because a page of his moved.
    """
    if not parts:
        return
    leads = dict(db.conn.execute("SELECT person, into_person FROM redirect").fetchall())
    rejected = [one for one in _concluded(db, leads).values() if one.verdict == "rejected"]
    hidden = [{"field": one.field, **row} for one, row in _passed_on(restrictions(db), leads, parts)]
    append(db, clock, "restriction", hidden, after)
    append(
        db,
        clock,
        "verification",
        [{**_REJECTED, **row} for _, row in _passed_on(rejected, leads, parts)],
        after,
    )


_REJECTED = {"verdict": "rejected", "seen": 0}


def _passed_on(
    said: Iterable[One], leads: Mapping[str, str], parts: Mapping[str, Sequence[str]]
) -> Iterator[tuple[One, dict[str, object]]]:
    """Each fact with what its like says of each part that was split from its person."""
    for one in said:
        for part in parts.get(led(leads, one.person), ()):
            yield one, {"person": part, "reason": one.reason, "by": f"{BY_RULE}split from {one.person}"}


def _concluded(db: Database, leads: Mapping[str, str]) -> dict[str, Verified]:
    """The last that was concluded of each person as a whole."""
    return {
        led(leads, one.person): one
        for one in verifications(db)
        if one.mention is None and one.field is None and one.verdict in {"confirmed", "rejected"}
    }


def _standing(
    db: Database, table: Fact, row: type[Struct], about: str = "TRUE", of: Of | None = None
) -> list[Any]:
    columns = ", ".join(f'said."{name}"' for name in row.__struct_fields__)
    statement = _STANDING.format(table=table, about=about if of is not None else "TRUE")
    persons, mentions = ([*of], [one for some in of.values() for one in some]) if of is not None else ([], [])
    values = {"persons": _json(persons), "mentions": _json(mentions)}
    found: list[Any] = db.conn.execute(f"SELECT {columns} {statement}", values).fetchall()
    return found


def _json(ids: Sequence[str]) -> str:
    return msgspec.json.encode(ids).decode()
