"""An archive whose pages the tests give, read and shown by a desk, and a browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from archive.home import Home
from archive.records import Exchange, Rendering
from desk.web import accounts
from tests.archive.years import MovedClock
from tests.web.chromium import started
from tests.web.served import Served, serving
from tests.web.snapshots.listening import Listener
from tests.web.snapshots.shelf import Kept, keep_and_read

Shelve = Callable[..., tuple[Served, dict[str, Kept]]]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with started() as browser:
        yield browser


@pytest.fixture(scope="module")
def shelve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shelve]:
    """Keeps pages by path, reads them, and serves a desk over them."""
    with ExitStack() as stack:

        def shelved(
            pages: dict[str, bytes],
            *headers: str,
            renderings: tuple[Rendering, ...] = (),
            images: tuple[Exchange, ...] = (),
        ) -> tuple[Served, dict[str, Kept]]:
            home, clock = Home(tmp_path_factory.mktemp("shelf") / "home").create(), MovedClock()
            kept = keep_and_read(home, clock, pages, headers, renderings, images)
            served = stack.enter_context(serving(home, clock))
            for role in accounts.ROLES:
                accounts.add(served.desk.room, clock, role, role, None)
            return served, kept

        yield shelved


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    listener = Listener()
    yield listener
    listener.close()
