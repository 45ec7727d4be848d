"""The ledger of vanished pages (docs/vanished.md) at the desk: kept up after each night, and listed."""

from msgspec import json

from archive import ledger_refresh
from archive.clock import Clock
from archive.home import Home
from archive.ledger_refresh import Refreshed
from archive.sqlite import Database
from crawlers.fetching import unspoilt
from crawlers.keys import absolute, key_after_redirect, key_of

COLUMNS = (
    "source",
    "url",
    "state",
    "since",
    "why",
    "last_seen",
    "last_capture",
    "snapshot",
    "first_missed",
    "looks",
    "evidence",
)

_PAGES = """
SELECT fate.source, fate.url, fate.state, turn.at, turn.why, turn.last_seen_at, turn.last_seen,
    capture.payload_digest, turn.first_missed_at, turn.looks, turn.evidence
FROM fate
JOIN turn ON turn.source = fate.source AND turn.url_key = fate.url_key AND turn.rank = fate.turn
LEFT JOIN capture ON capture.id = turn.last_seen
WHERE (:every OR (fate.state = 'gone' AND turn.last_seen IS NOT NULL))
    AND (:source IS NULL OR fate.source = :source) AND (:since IS NULL OR turn.at >= :since)
ORDER BY turn.at, fate.source, fate.url"""


def keep_up(home: Home, db: Database, clock: Clock) -> Refreshed:
    """Read the new facts into the ledger; needs the home's lock."""
    return ledger_refresh.refresh(home, db, clock, leads_to)


def derive_anew(home: Home, db: Database, clock: Clock) -> Refreshed:
    """Derive the whole ledger from the facts; needs the home's lock."""
    ledger_refresh.forget(db)
    return keep_up(home, db, clock)


def pages(
    db: Database, *, since: str | None = None, source: str | None = None, every: bool = False
) -> list[dict[str, object]]:
    """One row a page that is gone and had been seen, by when that was found.

    `since`: an ISO day. `every`: all pages that were ever not seen where they were looked for, whatever
    their state is now.
    """
    rows = db.conn.execute(_PAGES, {"since": since, "source": source, "every": every})
    return [dict(zip(COLUMNS, (*row[:-1], json.decode(row[-1])), strict=True)) for row in rows]


def leads_to(url: str, location: str) -> str:
    """The key of where a redirect from a URL leads. Raises keys.NotAWebAddress."""
    return key_after_redirect(absolute(url, unspoilt(location)), url, key_of(url))
