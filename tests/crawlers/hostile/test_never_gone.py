"""All faults on one site, night after night: nothing is called gone, and every good page is kept and live."""

from datetime import timedelta

from msgspec import structs

from archive.clock import Clock
from archive.database import connect
from desk import vanished
from tests.crawlers.conftest import FIRST_NIGHT, Archive
from tests.crawlers.hostile.conftest import NARROW
from tests.crawlers.hostile.encodings import ENCODINGS
from tests.crawlers.hostile.redirects import REDIRECTS
from tests.crawlers.hostile.wire import SLOW, WIRE
from tests.crawlers.raw_server import Answer, response, serve

FAULTS = [
    fault for fault in (*WIRE, *ENCODINGS, *REDIRECTS) if fault not in SLOW and "bomb" not in fault.name
]
NIGHTS = (0, 2, 4, 9)


def site() -> dict[str, Answer]:
    """A good page after each fault, for a server that never answers is left alone for the night."""
    pages: dict[str, Answer] = {}
    for number, fault in enumerate(FAULTS):
        pages[f"/fault/{number}"] = fault.answer
        pages[f"/good/{number}"] = response(f"<p>Страница {number} о земляке.")
    links = "".join(f'<a class="page" href="{path}">…</a>' for path in pages)
    elsewhere: dict[str, Answer] = {"/fault": response("<p>Куда ведут перенаправления.")}
    return {"/": response(links), **elsewhere, **pages}


def test_no_fault_is_ever_taken_for_a_page_that_is_gone(archive: Archive) -> None:
    with serve(site()) as serving:
        source = archive.source("hostile", serving.url())
        for night in NIGHTS:
            archive.night(source, after=night, limits=structs.replace(NARROW, exchange=3.0))
    states = _states(archive)
    kept = archive.rows("SELECT count(DISTINCT url) FROM capture WHERE url LIKE '%/good/%' AND status = 200")
    assert kept == [(len(FAULTS),)]
    assert {state for url, state in states.items() if "/good/" in url} <= {"live"}
    assert "unreachable" in states.values()
    assert "gone" not in states.values()


def _states(archive: Archive) -> dict[str, str]:
    clock = Clock(FIRST_NIGHT + timedelta(days=NIGHTS[-1] + 1))
    with archive.home.lock("ledger"):
        db = connect(archive.home)
        vanished.keep_up(archive.home, db, clock)
        db.close()
    return {str(url): str(state) for url, state in archive.rows("SELECT url, state FROM fate")}
