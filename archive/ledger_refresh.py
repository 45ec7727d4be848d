"""Keeps the ledger of vanished pages up with the facts: reads the log on, and judges anew what that touches.

The ledger holds nothing that is not derived: `forget` empties it, and `refresh` then derives all of it again.
Its cost grows with the facts that are new, not with those that are kept.
"""

from collections.abc import Iterable, Iterator

import msgspec
from msgspec import Struct, field

from archive import ledger_hosts, log, schedule
from archive.clock import Clock, stamp
from archive.database import atomic
from archive.frontier import Frontier
from archive.home import Home
from archive.ledger import Account, Event, Look, Outage, account
from archive.ledger_hosts import Answer, host_of
from archive.ledger_looks import Looks
from archive.ledger_redirects import Follow
from archive.schema_ledger import DERIVED_LEDGER
from archive.sqlite import Database

Name = tuple[str, str]
"""A URL of a source: the source's id and the URL's key."""

# The plus keeps SQLite from going through all captures of the log: it is to go by seq.
_ANSWERS = """
SELECT url, fetched_at, purpose, status, refusal IS NOT NULL FROM log JOIN own_capture ON id = log.key
WHERE +log.fact = 'capture' AND log.seq >= :since
UNION ALL
SELECT url, at, purpose, NULL, 0 FROM log JOIN miss ON miss.id = log.key
WHERE +log.fact = 'miss' AND log.seq >= :since"""

# A page that gave what it gave before, and was always there, needs no judging.
_TOUCHED = """
SELECT DISTINCT new.source, new.url_key FROM log JOIN own_capture new ON new.id = log.key
WHERE +log.fact = 'capture' AND log.seq >= :since AND new.purpose = 'page' AND (
    new.status NOT IN (200, 304) OR new.refusal IS NOT NULL
    OR EXISTS (SELECT 1 FROM fate WHERE fate.source = new.source AND fate.url_key = new.url_key)
    OR EXISTS (SELECT 1 FROM own_capture other WHERE other.source = new.source AND other.url_key = new.url_key
        AND other.payload_digest <> new.payload_digest))
UNION
SELECT source, url_key FROM log JOIN miss ON miss.id = log.key
WHERE +log.fact = 'miss' AND log.seq >= :since AND purpose = 'page'"""

# Lists that show what a page shows: it has no page of its own.
_LISTS = """
SELECT DISTINCT source, sketch FROM log CROSS JOIN capture ON capture.id = log.key
CROSS JOIN glance ON glance.snapshot = capture.payload_digest
WHERE +log.fact = 'capture' AND log.seq >= ? AND purpose = 'list' AND sketch IS NOT NULL"""

# When it turns out otherwise when a host was out, its looks since then may count otherwise.
_NEAR = "SELECT source, url_key FROM fate WHERE host = ? AND looked_at >= ?"

_UNJUDGED = "SELECT NOT EXISTS (SELECT 1 FROM turn WHERE source = ? AND url_key = ? AND kind = 'soft-404')"


class Refreshed(Struct):
    """What a pass found: pages that were seen once and are gone now, and pages that are back from that."""

    judged: int = 0
    vanished: list[Name] = field(default_factory=list)
    back: list[Name] = field(default_factory=list)


def refresh(home: Home, db: Database, clock: Clock, follow: Follow) -> Refreshed:
    """Reads the facts since the last pass into the ledger, in one transaction. Needs the home's lock.

    A page that is missing without an answer 404 (a notice, a soft 404) is put forward in the frontier.
    `follow` gives the key of a redirect's target. Raises home.DiskFull.
    """
    with atomic(db):
        since, size = _read_so_far(db), log.head(db).size
        told = Refreshed()
        if since < size:
            _Pass(home, db, Frontier(db, clock), follow, told).run(since)
            db.conn.execute("INSERT OR REPLACE INTO ledger_read (only, seq) VALUES (1, ?)", (size,))
        return told


def forget(db: Database) -> None:
    """Empties the ledger; the next pass derives all of it from the facts."""
    with atomic(db):
        for table in DERIVED_LEDGER:
            db.conn.execute(f"DELETE FROM {table}")


def facts_unread(db: Database) -> int:
    """How many facts of looks were logged since the ledger was last brought up to them."""
    statement = "SELECT count(*) FROM log WHERE seq >= ? AND +fact IN ('capture', 'miss')"
    return int(db.conn.execute(statement, (_read_so_far(db),)).fetchone()[0])


def _read_so_far(db: Database) -> int:
    row = db.conn.execute("SELECT seq FROM ledger_read").fetchone()
    return int(row[0]) if row else 0


class _Pass:
    def __init__(self, home: Home, db: Database, frontier: Frontier, follow: Follow, told: Refreshed) -> None:
        self._db = db
        self._frontier = frontier
        self._looks = Looks(home, db, follow)
        self._told = told
        self._outages: dict[str, list[Outage]] = {}

    def run(self, since: int) -> None:
        touched = {(source, key) for source, key in self._db.conn.execute(_TOUCHED, {"since": since})}
        rows = self._db.conn.execute(_ANSWERS, {"since": since})
        for host, begin in ledger_hosts.add(self._db, (Answer(*row) for row in rows)).items():
            touched.update(self._db.conn.execute(_NEAR, (host, stamp(begin))))
        # All glances first: pages are held against one another.
        shown = {(name[0], sketch) for name in touched for sketch in self._looks.sketches(*name)}
        shown.update(self._db.conn.execute(_LISTS, (since,)))
        for name in sorted(touched | set(self._neighbours(shown))):
            self._judge(name)

    def _neighbours(self, shown: Iterable[tuple[str, str]]) -> Iterator[Name]:
        """Pages not called a soft 404 yet that show what, it now turns out, stands in the place of pages."""
        for source, sketch in shown:
            for key in self._looks.shown_in_place_of_others(source, sketch):
                if self._db.conn.execute(_UNJUDGED, (source, key)).fetchone()[0]:
                    yield source, key

    def _judge(self, name: Name) -> None:
        found = self._looks.captures(*name)
        looks = self._looks.of(*name, found)
        if all(look.outcome == "seen" for look in looks):
            self._forget(name)
            return
        url = found[-1].url if found else self._missed_url(name)
        told = account(looks, self._outages_of(host_of(url)))
        self._notice(name, told)
        self._store(name, url, told, stamp(looks[-1].at))
        self._put_forward(name, told, looks[-1])

    def _put_forward(self, name: Name, told: Account, look: Look) -> None:
        """What 404 does to the frontier when it is kept, the ledger does for what it alone knows is missing.

        Counted anew after an outage, it is soon looked at again; so is a page that moved, for a week. Where
        it leads is looked at with it: a redirect means what its target says at that time.
        """
        last = told.events[-1]
        since = told.counting_since or last.first_missed.at
        is_missing = told.state in ("missing", "gone", "soft-404")
        if is_missing or (told.state == "moved" and look.at - since < schedule.MISSING[-1]):
            due = schedule.while_missing(since, look.at)
            for key in filter(None, (name[1], look.leads_to)):
                self._frontier.hasten(name[0], key, due)

    def _notice(self, name: Name, told: Account) -> None:
        """Counts what this pass changed: a page that was seen is gone now, or one that was gone is back."""
        row = self._db.conn.execute(
            "SELECT state FROM fate WHERE source = ? AND url_key = ?", name
        ).fetchone()
        before = row[0] if row else "live"
        self._told.judged += 1
        if told.state == "gone" and before != "gone" and told.events[-1].last_seen:
            self._told.vanished.append(name)
        if before == "gone" and any(event.kind == "back" for event in told.events[-2:]):
            self._told.back.append(name)

    def _store(self, name: Name, url: str, told: Account, looked_at: str) -> None:
        self._forget(name)
        # The turn that made the state is the last one; a page that was never seen before is just live.
        fate = (*name, url, host_of(url), told.state, len(told.events) - 1, looked_at)
        self._db.conn.execute("INSERT INTO fate VALUES (?, ?, ?, ?, ?, ?, ?)", fate)
        turns = [(*name, rank, *_columns(event)) for rank, event in enumerate(told.events)]
        self._db.conn.executemany("INSERT INTO turn VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", turns)

    def _forget(self, name: Name) -> None:
        self._db.conn.execute("DELETE FROM fate WHERE source = ? AND url_key = ?", name)

    def _outages_of(self, host: str) -> list[Outage]:
        if host not in self._outages:
            self._outages[host] = ledger_hosts.outages(self._db, host)
        return self._outages[host]

    def _missed_url(self, name: Name) -> str:
        statement = "SELECT url FROM miss WHERE source = ? AND url_key = ? ORDER BY id DESC LIMIT 1"
        return str(self._db.conn.execute(statement, name).fetchone()[0])


def _columns(event: Event) -> tuple[object, ...]:
    seen, missed = event.last_seen, event.first_missed
    ids = [name for look in event.evidence for name in (look.id, *look.also)]
    return (
        event.kind,
        stamp(event.at),
        event.why,
        seen and seen.id,
        seen and stamp(seen.at),
        missed.id,
        stamp(missed.at),
        msgspec.json.encode(ids).decode(),
        len(event.evidence),
    )
