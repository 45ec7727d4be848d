"""Pages that are one article (docs/vanished.md) at the desk: kept up after each night, and derived anew."""

from sqlite_utils import Database

from archive import same_pages
from archive.clock import Clock
from archive.home import Home
from archive.same_pages import Refreshed
from crawlers.keys import absolute, key_of


def keep_up(home: Home, db: Database, clock: Clock) -> Refreshed:
    """Take in what the night brought; after it was read, and after the ledger. Needs the home's lock."""
    return same_pages.refresh(home, db, clock, named)


def derive_anew(home: Home, db: Database, clock: Clock) -> Refreshed:
    """Derive everything from the captures; needs the home's lock."""
    same_pages.forget(db)
    return keep_up(home, db, clock)


def named(url: str, href: str) -> tuple[str, str]:
    """The address that a page names as its own, and its key. Raises keys.NotAWebAddress."""
    address = absolute(url, href)
    return address, key_of(address)
