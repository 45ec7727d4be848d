"""Pages that are one article (docs/vanished.md) at the desk: kept up after each night, and derived anew."""

from archive import same_pages
from archive.clock import Clock
from archive.home import Home
from archive.same_pages import Refreshed
from archive.sqlite import Database
from crawlers.keys import absolute, key_of

_PAGES = """SELECT DISTINCT source, url_key FROM capture JOIN mention ON mention.document = payload_digest
WHERE mention.id = ? AND purpose = 'page' ORDER BY source, url_key"""


def keep_up(home: Home, db: Database, clock: Clock) -> Refreshed:
    """Take in what the night brought; after it was read, and after the ledger. Needs the home's lock."""
    return same_pages.refresh(home, db, clock, named)


def derive_anew(home: Home, db: Database, clock: Clock) -> Refreshed:
    """Derive everything from the captures; needs the home's lock."""
    same_pages.forget(db)
    return keep_up(home, db, clock)


def of_mention(db: Database, mention: str) -> list[dict[str, object]]:
    """The other pages that are one article with a mention's page: source and address, one row each."""
    pages = [(str(source), str(key)) for source, key in db.conn.execute(_PAGES, (mention,))]
    found = (one for page in pages for one in same_pages.one_article(db, *page))
    others = dict.fromkeys(one for one in found if one not in pages)
    return [{"source": source, "url": key} for source, key in others]


def named(url: str, href: str) -> tuple[str, str]:
    """The address that a page names as its own, and its key. Raises keys.NotAWebAddress."""
    address = absolute(url, href)
    return address, key_of(address)
