"""A desk over a crowd of invented people, and browsers of two verifiers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from archive.home import Home
from desk.web import accounts
from tests.archive.years import MovedClock
from tests.review.crowd import people
from tests.web.chromium import signed_in, started
from tests.web.served import Served, serving

ACCOUNTS = {"anna": "verifier", "boris": "verifier", "vera": "reader", "gleb": "editor"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as browser:
        yield browser


@pytest.fixture
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk of its own for each test that writes, over 24 people."""
    home, clock = Home(tmp_path_factory.mktemp("crowd") / "home").create(), MovedClock()
    people(home, clock, 24)
    with serving(home, clock) as served:
        for name, role in (
            ("anna", "verifier"),
            ("boris", "verifier"),
            ("vera", "reader"),
            ("gleb", "editor"),
        ):
            accounts.add(served.desk.room, clock, name, role, None)  # type: ignore[arg-type]
        yield served


@pytest.fixture
def anna(crowd: Served, browser: Browser) -> Iterator[Page]:
    with signed_in(browser, crowd, "anna") as context:
        context.set_default_timeout(5000)
        yield context.new_page()


@pytest.fixture
def boris(crowd: Served, browser: Browser) -> Iterator[Page]:
    with signed_in(browser, crowd, "boris") as context:
        context.set_default_timeout(5000)
        yield context.new_page()
