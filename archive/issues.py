"""Issues: what a person should look at. One is open at most once for its kind, source and URL."""

from datetime import datetime

from msgspec import Struct

from archive.clock import Clock, parsed, stamp
from archive.database import atomic
from archive.ids import Ulids
from archive.sqlite import Database

_RAISE = """INSERT INTO issue (id, run, kind, source, url, capture, detail, raised_at, seen_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (kind, ifnull(source, ''), ifnull(url, '')) WHERE open = 1 DO UPDATE
SET run = excluded.run, capture = excluded.capture, detail = excluded.detail, seen_at = excluded.seen_at
RETURNING id"""

_OPEN = """SELECT id, run, kind, source, url, capture, detail, raised_at, seen_at FROM issue
WHERE open = 1 AND (:run IS NULL OR run = :run) AND (:source IS NULL OR source = :source)
ORDER BY raised_at, id"""


class NotOpen(LookupError):
    """No issue with this id is open."""


class Issue(Struct, frozen=True):
    """Something to look at: `run` raised it last, `raised_at` is when it was raised first."""

    id: str
    run: str
    kind: str
    source: str | None
    url: str | None
    capture: str | None
    detail: str
    raised_at: datetime
    seen_at: datetime


def raise_issue(
    db: Database,
    clock: Clock,
    *,
    run: str,
    kind: str,
    detail: str,
    source: str | None = None,
    url: str | None = None,
    capture: str | None = None,
) -> str:
    """Opens an issue, or renews the open one of this kind, source and URL. Gives its id."""
    now = stamp(clock.now())
    with atomic(db):
        row = (Ulids(clock).new(), run, kind, source, url, capture, detail, now, now)
        return str(db.conn.execute(_RAISE, row).fetchone()[0])


def settle(db: Database, clock: Clock, issue: str, why: str, *, run: str | None = None) -> None:
    """Settles an open issue; raised again, it becomes a new one. `run`: that found it healed, None: a person.

    Raises NotOpen.
    """
    with atomic(db):
        if not db.conn.execute("UPDATE issue SET open = 0 WHERE id = ? AND open = 1", (issue,)).rowcount:
            raise NotOpen(f"no open issue {issue}: see `sinodik issues`")
        db.conn.execute("INSERT INTO settled VALUES (?, ?, ?, ?)", (issue, run, stamp(clock.now()), why))


def open_issues(db: Database, *, run: str | None = None, source: str | None = None) -> list[Issue]:
    """The open issues, oldest first: all, those that a run raised or renewed, or those of a source."""
    rows = db.conn.execute(_OPEN, {"run": run, "source": source})
    return [Issue(*row[:7], *map(parsed, row[7:])) for row in rows]
