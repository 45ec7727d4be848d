"""When a host was out, from facts alone: how it answered, hour by hour, whatever URL and source asked.

An hour in which a host failed, or was asked for a list, and in which it gave no sound page within `AROUND`,
is an hour of outage; an outage lasts from the first such hour to the last, with no sound page between them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import lru_cache
from urllib.parse import urlsplit

from msgspec import Struct

from archive.clock import parsed, stamp
from archive.ledger import Outage
from archive.sqlite import Database

AROUND = timedelta(hours=8)
"""As long as a night of crawling: a sound page this near shows that the host was up."""

HOUR = timedelta(hours=1)
KINDS = ("sound", "failed", "lists")
_INSTANT = timedelta(microseconds=1)

_ADD = """INSERT INTO sounding (host, hour, sound, failed, lists) VALUES (?, ?, ?, ?, ?)
ON CONFLICT DO UPDATE SET sound = sound + excluded.sound, failed = failed + excluded.failed,
    lists = lists + excluded.lists"""

_HOURS = "SELECT hour, sound, failed, lists FROM sounding WHERE host = ? AND hour >= ? ORDER BY hour"

# Nothing that comes in from an hour on changes the outages before the last sound hour that is far from it.
_SETTLED = "SELECT ifnull(max(hour), '') FROM sounding WHERE host = ? AND hour < ? AND sound > 0"


class Answer(Struct, frozen=True):
    """How a host answered one request. `status` is None if no answer came."""

    url: str
    at: str
    purpose: str
    status: int | None
    refused: bool


class Hour(Struct, frozen=True):
    """How a host answered within an hour: sound pages, failures, lists asked for."""

    at: datetime
    sound: int
    failed: int
    lists: int


@lru_cache(4096)
def host_of(url: str) -> str:
    """The host of a URL, in small letters, without a dot at its end; "" if it cannot be read."""
    try:
        return (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""


def add(db: Database, answers: Iterable[Answer]) -> dict[str, datetime]:
    """Adds answers to the table of soundings.

    Gives the hosts of which it now turns out otherwise when they were out, and since when.
    """
    found: Counter[tuple[str, str, str]] = Counter()
    for answer in answers:
        where = host_of(answer.url), answer.at[:13]
        found.update((*where, what) for what in ("asked", *_told(answer)))
    hours = sorted({(host, hour) for host, hour, _ in found})
    earliest = dict(reversed(hours))
    settled = {host: _settled(db, host, hour) for host, hour in earliest.items()}
    before = {host: outages(db, host, hour) for host, hour in settled.items()}
    db.conn.executemany(_ADD, [(*where, *(found[*where, kind] for kind in KINDS)) for where in hours])
    after = {host: outages(db, host, hour) for host, hour in settled.items()}
    differing = {host: {*before[host]} ^ {*after[host]} for host in settled}
    return {host: min(one.begin for one in those) for host, those in differing.items() if those}


def _told(answer: Answer) -> Iterator[str]:
    if answer.status is None or answer.status >= 500:
        yield "failed"
    if answer.purpose == "list":
        yield "lists"
    # A robots.txt or an image is often served by a front that stands while the site behind it does not.
    if answer.status in (200, 304) and not answer.refused and answer.purpose in ("list", "page"):
        yield "sound"


def outages(db: Database, host: str, since: str = "") -> list[Outage]:
    """The outages of a host, in time order; `since`: from this hour on."""
    rows = db.conn.execute(_HOURS, (host, since))
    return outages_of([Hour(_moment(row[0]), *row[1:]) for row in rows])


def outages_of(hours: Iterable[Hour]) -> list[Outage]:
    """The same from the hours in which a host was asked, in time order. Pure."""
    found: list[Outage] = []
    ill: list[datetime] = []  # failing hours since the last sound one that are not near to it
    last_sound: datetime | None = None
    for hour in hours:
        if hour.sound:
            found += _spanning(ill, before=hour.at)
            ill, last_sound = [], hour.at
        elif (hour.failed or hour.lists) and (last_sound is None or hour.at - last_sound > AROUND):
            ill.append(hour.at)
    return found + _spanning(ill, before=None)


def _spanning(ill: list[datetime], before: datetime | None) -> list[Outage]:
    far = [hour for hour in ill if before is None or before - hour > AROUND]
    return [Outage(far[0], far[-1] + HOUR - _INSTANT)] if far else []


def _settled(db: Database, host: str, hour: str) -> str:
    far = stamp(_moment(hour) - AROUND)[:13]
    return str(db.conn.execute(_SETTLED, (host, far)).fetchone()[0])


def _moment(hour: str) -> datetime:
    return parsed(f"{hour}:00Z")
