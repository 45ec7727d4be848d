"""Gives verifiers what to look at next. An item is one verifier's until he decides, lets go or takes long."""

from datetime import timedelta

import msgspec
from msgspec import Struct

from archive.clock import Clock, stamp
from archive.sqlite import sqlite3
from desk.review.item import KINDS, Item, Kind, rank
from desk.review.store import Store

HELD = timedelta(minutes=15)
"""How long an item stays his who was given it, after his last sign of life."""
SKIPPED = timedelta(days=7)

_COLUMNS = ", ".join(f"item.{name}" for name in Item.__struct_fields__)
_ALL = "review_item AS item"
# CROSS: first the one lease, then its item; the other way round all items are looked at.
_HELD = """(SELECT subject FROM review_lease WHERE "by" = :by) AS held
    CROSS JOIN review_item AS item ON item.subject = held.subject"""
_FREE = """NOT EXISTS (SELECT 1 FROM review_lease WHERE subject = item.subject AND "by" <> :by)
    AND NOT EXISTS (SELECT 1 FROM review_skip WHERE subject = item.subject AND "by" = :by AND until > :now)
    AND NOT EXISTS (SELECT 1 FROM review_asked WHERE subject = item.subject AND "by" = :by)
    AND (decided_by IS NULL OR decided_by <> :by OR kind = 'changed')"""


class Filters(Struct, frozen=True):
    """What a verifier wants to be given: all that is None is any. Days are ISO, `until` is among them."""

    kind: Kind | None = None
    region: str | None = None
    source: str | None = None
    since: str | None = None
    until: str | None = None


ANY = Filters()


def next_item(store: Store, clock: Clock, by: str, filters: Filters = ANY) -> Item | None:
    """The first free item, held for `by` from now on; that which he holds already, if it fits the filters."""
    asked = {"by": by, "now": stamp(clock.now()), **_values(filters)}
    with store.unit() as queue:
        queue.execute("DELETE FROM review_lease WHERE until <= :now", asked)
        item = _first(queue, _fits(filters), asked, _HELD) or _waiting(queue, filters, asked)
        if item:
            queue.execute('DELETE FROM review_lease WHERE "by" = :by', asked)
            _hold(queue, clock, item.subject, by)
        return item


def hold(store: Store, clock: Clock, subject: str, by: str) -> str | None:
    """Takes an item, or goes on holding it; gives who holds it if that is somebody else."""
    with store.unit() as queue:
        queue.execute("DELETE FROM review_lease WHERE until <= ?", (stamp(clock.now()),))
        holder = queue.execute('SELECT "by" FROM review_lease WHERE subject = ?', (subject,)).fetchone()
        if holder and holder[0] != by:
            return str(holder[0])
        _hold(queue, clock, subject, by)
        return None


def item_of(store: Store, subject: str) -> Item | None:
    """An item that waits."""
    with store.unit() as queue:
        statement = f"SELECT {_COLUMNS} FROM review_item AS item WHERE subject = ?"
        row = queue.execute(statement, (subject,)).fetchone()
        return Item(*row) if row else None


def let_go(store: Store, by: str) -> None:
    """Nobody's again is what he held."""
    with store.unit() as queue:
        queue.execute('DELETE FROM review_lease WHERE "by" = ?', (by,))


def skip(store: Store, clock: Clock, subject: str, by: str) -> None:
    """He is not asked about it for a week; others are."""
    with store.unit() as queue:
        until = stamp(clock.now() + SKIPPED)
        queue.execute("INSERT OR REPLACE INTO review_skip VALUES (?, ?, ?)", (subject, by, until))
        _release(queue, subject, by)


def ask(store: Store, clock: Clock, subject: str, by: str, why: str) -> None:
    """Another is to look at it, before all else."""
    with store.unit() as queue:
        row = (subject, by, why, stamp(clock.now()))
        queue.execute("INSERT OR REPLACE INTO review_asked VALUES (?, ?, ?, ?)", row)
        queue.execute(
            "UPDATE review_item SET kind = 'asked', rank = ? WHERE subject = ?", (rank("asked"), subject)
        )
        _release(queue, subject, by)


def done(store: Store, subject: str, by: str) -> None:
    """It is decided: it waits no more, and nobody is asked for it."""
    with store.unit() as queue:
        queue.execute("DELETE FROM review_item WHERE subject = ?", (subject,))
        queue.execute("DELETE FROM review_asked WHERE subject = ?", (subject,))
        _release(queue, subject, by)


def question(store: Store, subject: str) -> tuple[str, str] | None:
    """Who asked for a second person, and why."""
    with store.unit() as queue:
        row = queue.execute('SELECT "by", note FROM review_asked WHERE subject = ?', (subject,)).fetchone()
        return (str(row[0]), str(row[1])) if row else None


def waiting(store: Store) -> dict[Kind, int]:
    """How many items of each kind wait."""
    with store.unit() as queue:
        counts = dict(queue.execute("SELECT rank, count(*) FROM review_item GROUP BY rank").fetchall())
    return {kind: int(counts.get(rank(kind), 0)) for kind in KINDS}


def choices(store: Store) -> dict[str, list[str]]:
    """The regions and the sources of what waits, to choose from."""
    with store.unit() as queue:
        return {name: _distinct(queue, name) for name in ("region", "source")}


def _distinct(queue: sqlite3.Connection, column: str) -> list[str]:
    """By steps over the index: a count of all rows would take a tenth of a second."""
    statement = f"""WITH RECURSIVE step (value) AS (SELECT min({column}) FROM review_item
        UNION ALL SELECT (SELECT min({column}) FROM review_item WHERE {column} > step.value) FROM step
        WHERE step.value IS NOT NULL) SELECT value FROM step WHERE value IS NOT NULL"""
    return [str(row[0]) for row in queue.execute(statement)]


def _values(filters: Filters) -> dict[str, str | int | None]:
    return {
        "rank": rank(filters.kind) if filters.kind else None,
        "region": filters.region,
        "source": filters.source,
        "since": filters.since,
        "until": filters.until,
    }


def _fits(filters: Filters) -> str:
    """Only what is asked for stands in the statement, so that an index serves it."""
    tests = {
        "kind": "rank = :rank",
        "region": "region = :region",
        "source": "source = :source",
        "since": "since >= :since",
        "until": "since <= :until",
    }
    wanted = [test for name, test in tests.items() if getattr(filters, name) is not None]
    return " AND ".join(wanted) or "TRUE"


def _waiting(queue: sqlite3.Connection, filters: Filters, asked: dict[str, str | int | None]) -> Item | None:
    """Kind by kind, so that in each an index leads to the days that are asked for."""
    for kind in (filters.kind,) if filters.kind else KINDS:
        one = msgspec.structs.replace(filters, kind=kind)
        if item := _first(queue, _fits(one), {**asked, **_values(one)}):
            return item
    return None


def _first(
    queue: sqlite3.Connection, where: str, values: dict[str, str | int | None], among: str = _ALL
) -> Item | None:
    """The first item of those that are free for whoever asks."""
    row = queue.execute(
        f"""SELECT {_COLUMNS} FROM {among} WHERE {where} AND {_FREE}
        ORDER BY item.rank, item.since, item.subject LIMIT 1""",
        values,
    ).fetchone()
    return Item(*row) if row else None


def _hold(queue: sqlite3.Connection, clock: Clock, subject: str, by: str) -> None:
    row = (subject, by, stamp(clock.now() + HELD))
    queue.execute("INSERT OR REPLACE INTO review_lease VALUES (?, ?, ?)", row)


def _release(queue: sqlite3.Connection, subject: str, by: str) -> None:
    queue.execute('DELETE FROM review_lease WHERE subject = ? AND "by" = ?', (subject, by))
