"""The frontier: every URL a source knows, which of them are due, and who has them in hand.

A lease belongs to the process that holds the home's lock; whoever takes the lock next returns them all.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec import Struct

from archive import misses, schedule
from archive.clock import Clock, parsed, stamp
from archive.database import atomic
from archive.records import Link
from archive.sqlite import Database

# A URL found again stays as it is, unless the link has a cadence of its own (a list page), which then holds.
_ADD = """INSERT INTO frontier (source, url, key, purpose, callback, rank, depth, again, due_at, first_seen)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (source, key) DO UPDATE
SET purpose = excluded.purpose, callback = excluded.callback, rank = excluded.rank, again = excluded.again,
    due_at = CASE WHEN again IS excluded.again THEN due_at ELSE min(due_at, excluded.due_at) END
WHERE excluded.again IS NOT NULL AND (purpose, callback, rank, again)
    IS NOT (excluded.purpose, excluded.callback, excluded.rank, excluded.again)"""

_LEASE = """UPDATE frontier SET state = 'leased' WHERE id IN (
    SELECT id FROM frontier WHERE source = ? AND state = 'queued' ORDER BY rank, due_at, id LIMIT ?)
RETURNING rank, due_at, id, source, url, key, purpose, callback, rank, depth, again"""

_WAKE = (
    "UPDATE frontier SET state = 'queued' WHERE source = ? AND state IN ('waiting', 'done') AND due_at <= ?"
)

_SETTLE = """UPDATE frontier SET state = 'done', due_at = ?, last_capture = ?, tries = 0, reason = NULL
WHERE source = ? AND key = ?"""

# The looks since it was last there, or answered at all, that found a page missing.
_MISSING_SINCE = """SELECT min(fetched_at) FROM capture
WHERE source = :source AND url_key = :key AND status IN (404, 410)
    AND id > ifnull((SELECT max(id) FROM capture
        WHERE source = :source AND url_key = :key AND status NOT IN (404, 410)), '')
    AND fetched_at > ifnull((SELECT max(at) FROM miss WHERE source = :source AND url_key = :key), '')"""

_SOONER = """UPDATE frontier SET due_at = min(due_at, ?) WHERE source = ? AND key = ? AND state = 'done'"""

_URLS = "SELECT url FROM frontier WHERE source = ?"

_PUT_OFF = (
    "UPDATE frontier SET state = 'waiting', due_at = ?, tries = ?, reason = ? WHERE source = ? AND key = ?"
)


class UnknownLink(LookupError):
    """The frontier does not hold this link: add it first."""


class Settled(Struct, frozen=True):
    """A link that got its capture. `again_at` overrides the schedule."""

    link: Link
    capture: str
    fetched_at: datetime
    status: int
    again_at: datetime | None = None


class Frontier:
    """The frontier in the home's database; each call is durable when it returns."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def add(self, links: Iterable[Link]) -> int:
        """Makes links known, and due now if they are new. Returns how many were new."""
        now = stamp(self._clock.now())
        rows = [(*_columns(link), now, now) for link in links]
        with atomic(self._db) as db:
            before = _last_id(db)
            db.conn.executemany(_ADD, rows)
            return _last_id(db) - before

    def lease(self, source: str, n: int) -> list[Link]:
        """Up to `n` links of a source that are due, by rank, then due time: now this process's to settle."""
        with atomic(self._db) as db:
            db.conn.execute(_WAKE, (source, stamp(self._clock.now())))
            rows = db.conn.execute(_LEASE, (source, n)).fetchall()
        return [Link(*row[3:]) for row in sorted(rows)]

    def settle(self, settled: Sequence[Settled]) -> None:
        """Marks links done and due again; the recorder's, within the transaction that inserts the captures.

        Raises UnknownLink.
        """
        rows = [(stamp(self._due(one)), one.capture, one.link.source, one.link.key) for one in settled]
        with atomic(self._db) as db:
            db.conn.executemany(_SETTLE, rows)

    def fail(self, link: Link, reason: str) -> datetime:
        """Puts off a link that gave no answer, and says until when; the recorder's, which keeps the miss.

        Twice within this run, then another night. Raises UnknownLink.
        """
        _, tries = self._known(link)
        now = self._clock.now()
        first = misses.first_since_answer(self._db, link.source, link.key) or now
        until = schedule.after_failure(now, tries + 1, first, link.again)
        self._put_off(link, until, reason, (tries + 1) % (len(schedule.RETRIES) + 1))
        return until

    def postpone(self, link: Link, until: datetime, reason: str) -> None:
        """Puts off a link that could not be fetched now; no failure. Raises UnknownLink."""
        self._put_off(link, until, reason, self._known(link)[1])

    def hasten(self, source: str, key: str, due: datetime) -> None:
        """Makes a URL that was fetched due by this moment, if it would be only later."""
        with atomic(self._db) as db:
            db.conn.execute(_SOONER, (stamp(due), source, key))

    def release(self, source: str | None = None) -> int:
        """Returns the leases of a source, or all of them, unfetched. Returns how many."""
        with atomic(self._db) as db:
            condition, values = ("", ()) if source is None else (" AND source = ?", (source,))
            statement = f"UPDATE frontier SET state = 'queued' WHERE state = 'leased'{condition}"
            return int(db.conn.execute(statement, values).rowcount)

    def next_due(self, source: str) -> datetime | None:
        """The earliest moment with something to lease (in the past: there is already), or None."""
        row = self._db.conn.execute(
            """SELECT coalesce(
                (SELECT due_at FROM frontier WHERE source = ? AND state = 'queued' LIMIT 1),
                (SELECT min(due_at) FROM frontier WHERE source = ? AND state IN ('waiting', 'done')))""",
            (source, source),
        ).fetchone()
        return parsed(row[0]) if row[0] else None

    def urls(self, source: str) -> list[str]:
        """All URLs of a source."""
        return [str(url) for (url,) in self._db.conn.execute(_URLS, (source,))]

    def counts(self, source: str | None = None) -> dict[str, dict[str, int]]:
        """How many URLs are in each state, by source."""
        condition, values = ("", ()) if source is None else (" WHERE source = ?", (source,))
        found: dict[str, dict[str, int]] = {}
        statement = f"SELECT source, state, count(*) FROM frontier{condition} GROUP BY source, state"
        for name, state, number in self._db.conn.execute(statement, values):
            found.setdefault(name, {})[state] = number
        return found

    def _due(self, settled: Settled) -> datetime:
        link = settled.link
        first_seen, _ = self._known(link)
        if settled.again_at:
            return settled.again_at
        if settled.status in (404, 410) and link.again is None:
            return schedule.while_missing(self._missing_since(settled), settled.fetched_at)
        return schedule.next_due(first_seen, settled.fetched_at, link.again)

    def _missing_since(self, settled: Settled) -> datetime:
        """When the looks began that did not find the page, this one the last of them."""
        which = {"source": settled.link.source, "key": settled.link.key}
        row = self._db.conn.execute(_MISSING_SINCE, which).fetchone()
        return parsed(row[0]) if row[0] else settled.fetched_at

    def _known(self, link: Link) -> tuple[datetime, int]:
        row = self._db.conn.execute(
            "SELECT first_seen, tries FROM frontier WHERE source = ? AND key = ?", (link.source, link.key)
        ).fetchone()
        if row is None:
            raise UnknownLink(f"{link.source} does not know {link.key}: add the link before it is settled")
        return parsed(row[0]), row[1]

    def _put_off(self, link: Link, until: datetime, reason: str, tries: int) -> None:
        with atomic(self._db) as db:
            db.conn.execute(_PUT_OFF, (stamp(until), tries, reason, link.source, link.key))


def _columns(link: Link) -> tuple[object, ...]:
    return (link.source, link.url, link.key, link.purpose, link.callback, link.rank, link.depth, link.again)


def _last_id(db: Database) -> int:
    return int(db.conn.execute("SELECT ifnull(max(id), 0) FROM frontier").fetchone()[0])
