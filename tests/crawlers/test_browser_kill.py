"""Killed while pages are shown, the crawl ends with each page and what a browser made of it, once."""

import multiprocessing
import os
import random
import signal
import time
from pathlib import Path

from archive.check import check
from archive.clock import Clock
from archive.home import Home
from crawlers.night import crawl
from crawlers.source import SourceConfig
from tests.crawlers.conftest import FIRST_NIGHT, Archive
from tests.crawlers.raw_server import serve
from tests.crawlers.test_browser import a_site, browser, needs_chromium

KILLS = 2


def crawl_alone(home: Path, config: SourceConfig, mark: str) -> None:
    """The body of the process that is killed; what it starts bears a mark."""
    os.environ.update([mark.split("=", 1)])
    crawl(Home(home), [config], clock=Clock(FIRST_NIGHT), loopback=True, contact="mailto:test@example.org")


@needs_chromium
def test_a_page_is_never_without_what_was_made_of_it(archive: Archive) -> None:
    moments = random.Random(KILLS)
    processes = multiprocessing.get_context("forkserver")
    mark = f"SINODIK_KILLED={archive.folder}"
    with serve(a_site(**{f"n{number}": f"Погиб Утёсов {number}" for number in range(8)})) as site:
        config = browser(archive, site)
        for _ in range(KILLS):
            child = processes.Process(target=crawl_alone, args=(archive.home.path, config, mark))
            asked = len(site.asked)
            child.start()
            while len(site.asked) < asked + 3 and child.is_alive():
                time.sleep(0.005)
            time.sleep(moments.uniform(0.2, 0.9))
            assert child.pid is not None
            os.kill(child.pid, signal.SIGKILL)
            child.join(20)
        archive.night(config)
    assert archive.rows(
        """SELECT count(*), count(DISTINCT url), sum((SELECT count(*) FROM capture made
            WHERE made.page = fetched.id)) FROM capture fetched
        WHERE purpose = 'page' AND page IS NULL"""
    ) == [(8, 8, 16)]
    assert list(check(archive.home)) == []
    _require_none_left(mark)


def _require_none_left(mark: str) -> None:
    """A browser whose crawl was killed ends by itself."""
    deadline = time.monotonic() + 10
    while (left := _marked(mark)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert left == []


def _marked(mark: str) -> list[str]:
    """The processes that descend from those we killed."""
    return [environ.parent.name for environ in Path("/proc").glob("[0-9]*/environ") if mark in _read(environ)]


def _read(file: Path) -> str:
    try:
        return file.read_text(errors="replace")
    except OSError:
        return ""
