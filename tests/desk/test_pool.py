"""Reading in forked workers: a bad page spoils only itself."""

import os
import signal
import time
from datetime import UTC, datetime

import pytest

from archive.records import Page, Publisher
from desk import pool
from desk.pool import Unread, read_pages
from parsers.reading import Reading, read_page

OBITUARY = "<h1>Утрата</h1><p>Рядовой Егор Полевицын из села Ключи погиб на СВО 3 мая 2023 года.</p>"


def page(body: str, parser: str = "auto") -> Page:
    return Page(
        body.encode(),
        "",
        "http://a.example/1",
        datetime(2024, 1, 1, tzinfo=UTC),
        Publisher("A", "press", parser=parser),
    )


def killed_by_some_pages(given: Page) -> Reading:
    """Stands for a crash in C code, which no page is known to cause today."""
    if given.body == b"kill":
        os.kill(os.getpid(), signal.SIGKILL)
    if given.body == b"sleep":
        time.sleep(60)
    return read_page(given)


def test_pages_come_back_in_order_with_their_keys() -> None:
    pages = [(i, page(f"<h1>Заголовок {i}</h1>")) for i in range(40)]
    outcomes = list(read_pages(pages, workers=2))
    assert [key for key, _ in outcomes] == list(range(40))
    assert all(isinstance(o, Reading) and f"Заголовок {key}" in o.document.text for key, o in outcomes)


def test_a_page_without_the_layout_its_source_promises_is_unread_by_name() -> None:
    outcomes = dict(
        read_pages([("card", page(OBITUARY, "memorial_card")), ("good", page(OBITUARY))], workers=1)
    )
    assert isinstance(outcomes["card"], Unread) and outcomes["card"].error == "LayoutChanged"
    assert isinstance(outcomes["good"], Reading)


@pytest.mark.parametrize("fatal", ["kill", "sleep"])
def test_a_page_that_kills_or_stalls_its_worker_spoils_only_itself(
    fatal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "read_page", killed_by_some_pages)
    monkeypatch.setattr(pool, "SECONDS_A_PAGE", 1)
    bodies = [OBITUARY, OBITUARY, fatal, OBITUARY, OBITUARY]
    outcomes = [outcome for _, outcome in read_pages(enumerate(map(page, bodies)), workers=2)]
    assert [isinstance(outcome, Unread) for outcome in outcomes] == [False, False, True, False, False]
