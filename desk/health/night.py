"""The nights of a source, as the archive holds them: what was asked, what came, what was read from it."""

from datetime import datetime, timedelta

from msgspec import Struct, json

from archive.clock import parsed, stamp
from archive.sqlite import Database

LOOKBACK = timedelta(days=120)
"""How far back nights are compared: a source that brings one page a week has its seven nights in it."""

_NIGHTS = """
SELECT visit.source, visit.run, visit.at, due, fetched, new + revisits + unchanged, gone, refused,
    failed + busy, disallowed, stopped, ifnull(fresh, 0), ifnull(pages, 0), ifnull(naming, 0),
    ifnull(mentions, 0), ifnull(fill, '{}')
FROM visit LEFT JOIN harvest ON harvest.run = visit.run AND harvest.source = visit.source
WHERE visit.at >= :since AND visit.at <= :until AND (:source IS NULL OR visit.source = :source)
ORDER BY visit.id"""


class Night(Struct, frozen=True):
    """One visit to a source, in numbers of URLs; `sound` were answered with a page or a list.

    `failed` gave no answer, an error, or asked us to come back; `fresh` are pages at a new address. Of the
    `pages` read, `naming` name somebody, `mentions` soldiers in all. `fill`: of a field, how many mentions
    have it, and on how many of the pages.
    """

    run: str
    at: datetime
    due: int = 0
    fetched: int = 0
    sound: int = 0
    gone: int = 0
    refused: int = 0
    failed: int = 0
    disallowed: int = 0
    stopped: str | None = None
    fresh: int = 0
    pages: int = 0
    naming: int = 0
    mentions: int = 0
    fill: dict[str, tuple[int, int]] = {}


_NUMBERS = Night.__struct_fields__[2:-1]


def nights(db: Database, until: datetime, *, source: str | None = None) -> dict[str, list[Night]]:
    """The nights of each source up to a moment, oldest first; those on which nothing was due are left out."""
    span = {"since": stamp(until - LOOKBACK), "until": stamp(until), "source": source}
    found: dict[str, list[Night]] = {}
    for source_id, run, at, *numbers, fill in db.conn.execute(_NIGHTS, span):
        filled = json.decode(fill, type=dict[str, tuple[int, int]])
        night = Night(run, parsed(at), **dict(zip(_NUMBERS, numbers, strict=True)), fill=filled)
        if night.due or night.fetched or night.disallowed:
            found.setdefault(source_id, []).append(night)
    return found
