"""Notes a page that a volunteer found, and puts it in front of what its source fetches next."""

from archive import facts, runs
from archive.clock import Clock, stamp
from archive.database import atomic, connect
from archive.frontier import Frontier
from archive.home import Home
from archive.ids import Ulids
from archive.records import Link
from crawlers.keys import NotAWebAddress, absolute, host_of, key_of
from crawlers.loader import spider_of
from crawlers.source import SourceConfig

RANK = -1
"""Before lists (0) and pages (1)."""

_FORWARD = """UPDATE frontier SET rank = min(rank, ?), due_at = ?, state = 'queued', tries = 0, reason = NULL
WHERE source = ? AND key = ? AND state <> 'leased'"""


class NotOurs(ValueError):
    """The URL is no page of the source; the message is meant for the terminal."""


def note_tip(home: Home, source: SourceConfig, url: str, note: str, *, clock: Clock) -> dict[str, object]:
    """Keeps the tip as a fact and makes its page due now, in front; gives the row.

    Needs no lock, so that a tip can come in during a night: one transaction of the database.
    Raises NotOurs, home.HomeError.
    """
    link = link_of_tip(source, url)
    home.create()
    db = connect(home)
    with atomic(db):
        run = runs.start(db, clock, "tip", {"source": source.id, "url": url, "note": note})
        row = {
            "id": Ulids(clock).new(),
            "run": run,
            "source": source.id,
            "url": url,
            "url_key": link.key,
            "note": note,
            "at": stamp(clock.now()),
        }
        facts.append(db, "tip", [row])
        known = not Frontier(db, clock).add([link])
        db.conn.execute(_FORWARD, (RANK, stamp(clock.now()), source.id, link.key))
        runs.end(db, clock, run, 0, {"known": known})
    db.close()
    return {"tip": row["id"], "source": source.id, "url": link.url, "known_before": known}


def link_of_tip(source: SourceConfig, url: str) -> Link:
    """The link by which the source's spider will fetch the page. Raises NotOurs."""
    try:
        address = absolute(url, url)
    except NotAWebAddress as error:
        raise NotOurs(f"{url!r} is no http or https address with a host") from error
    if not spider_of(source)().is_ours(address):
        raise NotOurs(
            f"{host_of(address)} is not a host of the source {source.id}: name another source, or "
            "add the host to crawl.hosts in its TOML"
        )
    return Link(source.id, address, key_of(address), "page", "parse_page", rank=RANK)
