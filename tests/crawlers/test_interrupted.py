"""A night that is interrupted, at the keyboard or by its service, ends cleanly and goes on next time."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable

from tests.crawlers.conftest import Archive, heed_interrupts
from tests.crawlers.raw_server import Answer, Asked, response, serve

PAGES = 40
PATIENCE = 30


def test_an_interrupted_night_says_no_more_than_that_and_the_next_completes_it(archive: Archive) -> None:
    def slowly(asked: Asked) -> bytes:
        time.sleep(0.1)
        return response(f"<p>{asked.path}")

    links = "".join(f'<a class="page" href="/{n}">…</a>' for n in range(PAGES))
    answers: dict[str, Answer] = {"/": response(links), **{f"/{n}": slowly for n in range(PAGES)}}
    with serve(answers) as site:
        source = archive.source("slow", site.url())
        folders = ["--home", str(archive.home.path), "--sources", str(archive.folder / "sources")]
        night = subprocess.Popen(
            [sys.executable, "-m", "desk.cli", "crawl", *folders, "--loopback"],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, preexec_fn=heed_interrupts,
        )  # fmt: skip
        _wait_until(lambda: len(site.paths) > 5)
        night.send_signal(signal.SIGINT)
        said, _ = night.communicate(timeout=PATIENCE)
        assert night.returncode
        assert "Traceback" not in said
        begun = len(archive.captured("page"))
        assert begun < PAGES
        archive.night(source)
    assert len(archive.captured("page")) == PAGES
    pages = [path for path in site.paths if path != "/"]
    assert len(pages) - len(set(pages)) <= 1, "only what was on its way is asked for again"


def _wait_until(is_so: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so() and time.monotonic() < until:
        time.sleep(0.02)
