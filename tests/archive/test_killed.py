"""The process dies at each step of a flush, with no chance to tidy up; the next run ends as if it had not."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from archive.check import check
from archive.database import connect
from archive.home import Home

CRAWL = """
import os, sys
from archive import recorder as module, runs, warc_file
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.recorder import Recorder, recover
from tests.archive.volna import answer, exchange, link

home, step, deaths = Home(sys.argv[1]), sys.argv[2], int(sys.argv[3])

def die_at(owner, name, when):
    whole = getattr(owner, name)
    def dying(*arguments):
        global deaths
        deaths -= 1
        if deaths == 0 and when == "before":
            os._exit(9)
        given = whole(*arguments)
        if deaths == 0 and when == "after":
            os._exit(9)
        return given
    setattr(owner, name, dying)

match step:
    case "new-file": die_at(Recorder, "_new_file", "after")
    case "half-written":
        def half(descriptor, members, offset):
            os.pwrite(descriptor, members[: len(members) // 2], offset)
            os._exit(9)
        whole = warc_file._write_all
        warc_file._write_all = lambda *arguments: whole(*arguments) if take() else half(*arguments)
        def take():
            global deaths
            deaths -= 1
            return deaths != 0
    case "written": die_at(warc_file, "_write_all", "after")
    case "synced": die_at(warc_file.WarcFile, "append", "after")
    case "inserted": die_at(module.capture, "insert", "after")
    case "committed": die_at(Recorder, "_commit", "after")
    case "undisturbed": pass

# Each page leads to two more, as far as 14.
def next_pages(number):
    return [link(str(child)) for child in (2 * number + 1, 2 * number + 2) if child < 15]

clock = Clock()
with home.lock("crawl"):
    recover(home)
    db = connect(home)
    recorder = Recorder(home, clock, runs.start(db, clock, "crawl", {}))
    recorder.frontier.add([link("0")])
    while links := recorder.frontier.lease("volna", 3):
        for found in links:
            number = int(found.url.rsplit("/", 1)[1])
            made = exchange(found.url, answer(b"page %d" % number))
            recorder.keep(made, settles=found, outlinks=next_pages(number))
        recorder.flush()
    recorder.close()
"""

STEPS = ["new-file", "half-written", "written", "synced", "inserted", "committed"]


def crawl(home: Home, step: str, deaths: int) -> int:
    command = [sys.executable, "-c", CRAWL, str(home.path), step, str(deaths)]
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    return subprocess.run(command, env=environment, check=False).returncode


def captured(home: Home) -> list[str]:
    return [url for (url,) in connect(home, readonly=True).execute("SELECT url FROM capture ORDER BY url")]


@pytest.mark.parametrize("step", STEPS)
def test_killed_at_each_step_no_url_is_lost_and_no_capture_doubled(home: Home, step: str) -> None:
    for deaths in (1, 2) if step != "new-file" else (1, 1):
        assert crawl(home, step, deaths) == 9
    assert crawl(home, "undisturbed", 0) == 0
    assert captured(home) == sorted(f"https://volna.example/{number}" for number in range(15))
    assert list(check(home)) == []
