"""One desk for all tests that only read; those that write make their own archive."""

from collections.abc import Iterator

import pytest

from archive.home import Home
from desk.web import accounts
from tests.archive.years import MovedClock
from tests.web.people import keep_and_read, make_persons
from tests.web.served import PASSWORD, Served, serving


@pytest.fixture(scope="session")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk over an archive of invented people, with an account of each role, named like it."""
    home, clock = Home(tmp_path_factory.mktemp("desk") / "home"), MovedClock()
    keep_and_read(home, clock)
    make_persons(home, clock)
    with serving(home, clock) as served:
        for role in accounts.ROLES:
            accounts.add(served.desk.room, clock, role, role, PASSWORD)
        yield served
