"""Keeps the queue in line with the archive, by the changes of persons, as any consumer of the feed."""

import os
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from archive import persons
from archive.persons_judged import Verified
from archive.sqlite import Database, sqlite3
from desk.persons.said import Place, places
from desk.persons.state import PersonState
from desk.review.item import Item, rank
from desk.review.renewed import last_capture, last_of_step, people_of, renewed
from desk.review.store import Store, known, note
from desk.review.weighing import Facts, weighed

AT_ONCE = 250
"""Changes that are followed in one unit of work: some 20 ms."""

_CONCLUDED = """SELECT id, person, mention, field, verdict, value, snapshot, "start", "end", raw, reason,
    "by", seen, at FROM verification AS said
WHERE person IN (SELECT value FROM json_each(?)) AND mention IS NULL AND field IS NULL
    AND verdict IN ('confirmed', 'rejected', 'unsure')
    AND NOT EXISTS (SELECT 1 FROM withdrawal WHERE fact = 'verification' AND "of" = said.id) ORDER BY id"""

_LEADING = """WITH RECURSIVE way (person, target) AS (
    SELECT value, value FROM json_each(?)
    UNION SELECT redirect.person, way.target FROM redirect JOIN way ON redirect.into_person = way.person
) SELECT person, target FROM way"""

# Of persons whose pages are not an editor's alone.
_REGIONS = """SELECT id, region FROM person
WHERE NOT EXISTS (SELECT 1 FROM json_each(state, '$.restricted') WHERE value = '*')"""

_NEAR = """SELECT near_pair."one", near_pair.other, mention."start" FROM near_pair
JOIN mention ON mention.id = near_pair."one" ORDER BY bits DESC"""


def follow(db: Database, store: Store, *, at_once: int = AT_ONCE) -> int:
    """Takes in the next changes; gives how many are left. 0: the queue is as the archive is."""
    with store.unit() as queue:
        cursor, seed = int(known(queue, "seq", "0")), _seed(queue)
        if not known(queue, "capture", ""):  # older captures are seen with the persons themselves
            note(queue, "capture", last_capture(db))
    changes = persons.changes(db, cursor, at_once)
    if changes:
        touched = sorted({change.person for change in changes})
        items = list(_items(db, touched, seed))
        with store.unit() as queue:
            _replace(queue, touched, items)
            note(queue, "seq", str(changes[-1].seq))
    left = persons.last_seq(db) - (changes[-1].seq if changes else cursor)
    if not left:
        _follow_near(db, store)
        _follow_pages(db, store)
    return left


def anew(db: Database, store: Store, person: str) -> None:
    """Looks at one person again, now: after a conclusion that changed nothing in the feed."""
    with store.unit() as queue:
        seed = _seed(queue)
    items = list(_items(db, [person], seed))
    with store.unit() as queue:
        _replace(queue, [person], items)


def forget(store: Store) -> None:
    """Drops what follows from the archive; leases, and what people asked for, stay."""
    with store.unit() as queue:
        queue.execute("DELETE FROM review_item")
        queue.execute("DELETE FROM review_known WHERE name <> 'seed'")


def _items(db: Database, ids: Sequence[str], seed: str) -> Iterable[Item]:
    told = _json(ids)
    rows = db.conn.execute(
        "SELECT state FROM person WHERE id IN (SELECT value FROM json_each(?))", (told,)
    ).fetchall()
    states = [msgspec.json.decode(row[0], type=PersonState) for row in rows]
    at = {place.mention: place for place in places(db, [one for state in states for one in state.mentions])}
    concluded = _concluded(db, told)
    since = {
        mention: concluded[state.counted.person][-1].at
        for state in states
        if state.counted.person in concluded
        for mention in state.mentions
    }
    new = renewed(db, since) if since else set()
    for state in states:
        if item := weighed(state, Facts(at, concluded.get(state.counted.person, []), new), seed):
            yield item


def _concluded(db: Database, ids: str) -> dict[str, list[Verified]]:
    """What people concluded of persons, also under ids that lead to theirs now."""
    target = dict(db.conn.execute(_LEADING, (ids,)).fetchall())
    found: dict[str, list[Verified]] = defaultdict(list)
    for row in db.conn.execute(_CONCLUDED, (_json(list(target)),)):
        one = Verified(*row)
        found[target[one.person]].append(one)
    return found


def _replace(queue: sqlite3.Connection, touched: Sequence[str], items: Iterable[Item]) -> None:
    queue.execute(
        "DELETE FROM review_item WHERE subject IN (SELECT value FROM json_each(?))", (_json(touched),)
    )
    put(queue, items)


def put(queue: sqlite3.Connection, items: Iterable[Item]) -> None:
    """Writes items; for one that somebody asked a second person for, the rank of that."""
    queue.executemany(
        """INSERT OR REPLACE INTO review_item
        (subject, kind, rank, person, mention, other, region, source, since, decided_by)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
        [_row(item) for item in items],
    )
    queue.execute(
        """UPDATE review_item SET kind = 'asked', rank = ? WHERE kind <> 'asked' AND subject IN
        (SELECT subject FROM review_asked)""",
        (rank("asked"),),
    )


def _row(item: Item) -> tuple[object, ...]:
    told = msgspec.structs.asdict(item)
    subject, kind, *rest = told.values()
    return subject, kind, rank(item.kind), *rest


def _follow_near(db: Database, store: Store) -> None:
    """Pairs near the threshold, as the last link run left them and people have judged since."""
    found = db.conn.execute("SELECT count(*), max(run) FROM near_pair").fetchone()
    state = _json([str(one) for one in found])
    with store.unit() as queue:
        if known(queue, "near", "") == state:
            return
        queue.execute("DELETE FROM review_item WHERE other IS NOT NULL")
        put(queue, _pairs(db))
        note(queue, "near", state)


def _follow_pages(db: Database, store: Store) -> None:
    """Pages that were captured again since the queue last looked, as other bytes."""
    with store.unit() as queue:
        after, seed = known(queue, "capture", ""), _seed(queue)
    until = last_of_step(db, after)
    if until is None:
        return
    touched = sorted(people_of(db, after, until))
    items = list(_items(db, touched, seed))
    with store.unit() as queue:
        _replace(queue, touched, items)
        note(queue, "capture", until)


def _pairs(db: Database) -> list[Item]:
    pairs = [(str(one), str(other)) for one, other, _ in db.conn.execute(_NEAR)]
    mentions = sorted({mention for pair in pairs for mention in pair})
    at = {place.mention: place for place in places(db, mentions)}
    of = persons.assigned(db, mentions)
    regions = dict(db.conn.execute(_REGIONS))
    return [
        _pair(one, other, of[one], at[one], regions[of[one]])
        for one, other in pairs
        if one in at
        and other in at
        and of.get(one) != of.get(other)
        and {of.get(one), of.get(other)} <= regions.keys()
    ]


def _seed(queue: sqlite3.Connection) -> str:
    """Random, so that nobody can tell beforehand what is drawn; kept, so that it is drawn once."""
    if not known(queue, "seed", ""):
        note(queue, "seed", os.urandom(16).hex())
    return known(queue, "seed", "")


def _json(ids: Sequence[str]) -> str:
    return msgspec.json.encode(list(ids)).decode()


def remember_pair(db: Database, store: Store, one: str, other: str) -> None:
    """A pair whose judgement was taken back waits again, until the next link run weighs it."""
    both = (min(one, other), max(one, other))
    of, at = persons.assigned(db, both), {place.mention: place for place in places(db, both)}
    if len(of) < 2 or len(at) < 2:
        return
    with store.unit() as queue:
        put(queue, [_pair(*both, of[both[0]], at[both[0]], None)])


def _pair(one: str, other: str, person: str, at: Place, region: str | None) -> Item:
    return Item(
        subject=f"{one} {other}",
        kind="near",
        person=person,
        mention=one,
        other=other,
        region=region,
        source=at.source,
        since=(at.published or at.fetched_at)[:10],
        decided_by=None,
    )
