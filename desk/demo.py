"""Two nights over the invented web and a published set: the main job, end to end, on this machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from msgspec import Struct

from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from crawlers.browser.chromium import NoChromium, chromium_path
from crawlers.registry import load
from demo.answers import expected
from demo.nights import NIGHTS
from demo.web import Web, serve
from desk.counting.questions import question
from desk.counting.rules import DEFAULT_RULE
from desk.nightly import NightReport, run_night
from desk.publication.publishing import Published, publish

CONTACT = "mailto:desk@count.example"
LOST = ("killed", "missing", "captive")

_NAMED = """
WITH last AS (
    SELECT url, payload_digest, max(fetched_at) FROM capture
    WHERE status IN (200, 304) AND ifnull(content_type, '') NOT LIKE 'image/%' GROUP BY url
),
best AS (
    SELECT mention, field, value, min(rank) FROM claim
    WHERE field IN ('surname', 'given') GROUP BY mention, field
)
SELECT last.url, coalesce(surname.value, given.value)
FROM last
JOIN mention ON mention.document = last.payload_digest
LEFT JOIN best AS surname ON surname.mention = mention.id AND surname.field = 'surname'
LEFT JOIN best AS given ON given.mention = mention.id AND given.field = 'given'
WHERE mention.status IN ('killed', 'missing', 'captive')
"""


class Found(Struct, frozen=True):
    """The people read beside the answers: named on the pages, found of them, found but not there."""

    named: int
    found: int
    wrong: int


@contextmanager
def invented_web(home: Home) -> Iterator[Web]:
    """The web on loopback, with its sources described below the home."""
    home.create()
    folder = home.path / "sources"
    folder.mkdir(exist_ok=True)
    with serve() as web:
        web.write_sources(folder)
        yield web


def nights(home: Home, web: Web) -> Iterator[tuple[datetime, NightReport]]:
    """Run the nights one after the other, each with a clock that begins then."""
    for number, begins in enumerate(NIGHTS, 1):
        web.night = number
        is_shown = why_unshown() is None
        sources = [one for one in load(home.path / "sources") if is_shown or one.spider != "browser"]
        yield begins, run_night(home, sources, clock=Clock(begins), loopback=True)


def published(home: Home, begins: datetime) -> Published:
    """The public set of the archive as that night left it, below the home."""
    asked = question(DEFAULT_RULE, begins.date())
    return publish(home, home.path / "published", "public", asked, clock=Clock(begins), contact=CONTACT)


def why_unshown() -> str | None:
    """Why the site that needs scripts is left out: there is no Chromium; None: there is."""
    try:
        chromium_path()
    except NoChromium as error:
        return str(error)
    return None


def compared(home: Home, web: Web, night: int) -> Found:
    """Compare the surnames read from each kept page, as it stood last, with those of its answer."""
    db = connect(home, readonly=True)
    kept = {url for (url,) in db.conn.execute("SELECT url FROM capture")}
    pages = {web.sites[site].base + target: answer for (site, target), answer in expected(night).items()}
    answers = {
        (url, _surname(person))
        for url, answer in pages.items()
        if url in kept
        for person in answer.persons
        if person["status"] in LOST
    }
    on_pages = {(url, surname) for url, surname in db.conn.execute(_NAMED) if url in pages}
    return Found(len(answers), len(answers & on_pages), len(on_pages - answers))


def _surname(person: dict[str, Any]) -> str | None:
    """The surname, or the given name of a man whose surname the page keeps to itself."""
    name: str | None = person["surname"] or person["given"]
    return name
