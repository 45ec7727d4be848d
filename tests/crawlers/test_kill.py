"""Killed at any moment, however often, the crawl ends with what an undisturbed one brings: each once."""

import multiprocessing
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.clock import Clock
from archive.home import Home
from crawlers import session
from crawlers.night import crawl
from crawlers.source import SourceConfig
from tests.crawlers.conftest import FIRST_NIGHT, Archive, heed_interrupts
from tests.crawlers.raw_server import Answer, Asked, Site, response, serve

PER_LIST = 12
SECONDS_A_PAGE = 0.006


def site_of(lists: int) -> dict[str, Answer]:
    """Lists that lead to pages, pages that moved, are gone, or hold the very same bytes."""
    answers: dict[str, Answer] = {"/robots.txt": response("User-agent: *\nDisallow: /closed/")}
    for number in range(lists):
        links = "".join(f'<a class="page" href="/page/{number}/{n}">…</a>' for n in range(PER_LIST))
        answers[f"/list/{number}"] = slow(f'{links}<a class="next" href="/list/{number + 1}">')
        for n in range(PER_LIST):
            answers[f"/page/{number}/{n}"] = slow(f"<p>Страница {number} {n}")
        answers[f"/page/{number}/1"] = response("", status="301 Moved", location=f"/page/{number}/1/")
        answers[f"/page/{number}/1/"] = slow(f"<p>Переехала {number}")
        answers[f"/page/{number}/2"] = response("", status="410 Gone")
        answers[f"/page/{number}/3"] = slow("<p>Одна и та же")
    return answers


def slow(text: str) -> Answer:
    def answer(asked: Asked) -> bytes:
        time.sleep(SECONDS_A_PAGE)
        return response(f"<html><body>{text}</body></html>")

    return answer


def crawl_alone(home: Path, config: SourceConfig) -> None:
    """The body of the process that is killed; it flushes often, to be killed between."""
    session.FLUSH_EVERY = 0.03
    heed_interrupts()
    crawl(Home(home), [config], clock=Clock(FIRST_NIGHT), loopback=True)


@pytest.fixture(scope="module")
def processes() -> multiprocessing.context.ForkServerContext:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.crawlers.test_kill"])
    return context


@pytest.fixture
def site(lists: int) -> Iterator[Site]:
    with serve(site_of(lists)) as serving:
        yield serving


@pytest.mark.parametrize(("kills", "lists"), [(20, 12), pytest.param(100, 60, marks=pytest.mark.soak)])
def test_a_killed_crawl_loses_nothing_and_doubles_nothing(
    kills: int, lists: int, site: Site, tmp_path: Path, processes: multiprocessing.context.ForkServerContext
) -> None:
    moments = random.Random(kills)
    undisturbed, killed = (Archive(tmp_path / name) for name in ("undisturbed", "killed"))
    config = undisturbed.source("sura", site.url("/list/0"), 'next = "a.next"\npages = 99\nbudget = 9999')
    assert finish(processes, undisturbed, config) == 0
    expected = Counter(undisturbed.captured())
    assert (
        len(expected) == lists * PER_LIST + lists + lists + 1
    )  # pages, lists, new homes, the end of the pager
    for _ in range(kills):
        kill(start(processes, killed, config), site, moments)
    assert finish(processes, killed, config) == 0
    assert Counter(killed.captured()) == expected
    assert killed.rows("SELECT count(*) FROM run") > killed.rows("SELECT count(*) FROM run_end")
    assert set(killed.rows("SELECT state FROM frontier")) == {("done",)}
    assert records_with_warcio(killed.home) == records_in_database(killed)


@pytest.mark.parametrize("lists", [12])
def test_an_interrupted_crawl_ends_its_run_and_returns_its_leases(
    site: Site, tmp_path: Path, processes: multiprocessing.context.ForkServerContext
) -> None:
    archive = Archive(tmp_path)
    config = archive.source("sura", site.url("/list/0"), 'next = "a.next"\npages = 20')
    child = start(processes, archive, config)
    while len(site.asked) < 20:
        time.sleep(0.005)
    assert child.pid is not None
    os.kill(child.pid, signal.SIGINT)
    child.join(20)
    assert child.exitcode == 1
    assert archive.rows("SELECT exit_code FROM run_end") == [(2,)]
    assert archive.rows("SELECT count(*) FROM frontier WHERE state = 'leased'") == [(0,)]
    assert len(archive.captured()) > 10


def start(
    processes: multiprocessing.context.ForkServerContext, archive: Archive, config: SourceConfig
) -> BaseProcess:
    child = processes.Process(target=crawl_alone, args=(archive.home.path, config))
    child.start()
    return child


def finish(
    processes: multiprocessing.context.ForkServerContext, archive: Archive, config: SourceConfig
) -> int | None:
    child = start(processes, archive, config)
    child.join(60)
    return child.exitcode


def kill(child: BaseProcess, site: Site, moments: random.Random) -> None:
    """Kills at a random moment of the start (one in five), or of the crawl: soon after its first request."""
    before, deadline = len(site.asked), time.monotonic() + 20
    if moments.random() < 0.8:
        while len(site.asked) == before and child.is_alive() and time.monotonic() < deadline:
            time.sleep(0.001)
    time.sleep(moments.uniform(0, 0.08))
    assert child.pid is not None
    assert child.is_alive(), "it ended before it could be killed: make the site larger"
    os.kill(child.pid, signal.SIGKILL)
    child.join(20)


def records_with_warcio(home: Home) -> int:
    """How many responses and revisits an independent reader finds."""
    found = 0
    for file in sorted(home.warc.glob("*.warc.gz")):
        with file.open("rb") as stream:
            found += sum(record.rec_type in ("response", "revisit") for record in ArchiveIterator(stream))
    return found


def records_in_database(archive: Archive) -> int:
    return int(str(archive.rows("SELECT count(*) FROM capture")[0][0]))
