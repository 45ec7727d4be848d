"""An archive of invented people, the desk's own database beside it, and a clock that can be moved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.database import connect
from archive.home import Home
from archive.sqlite import Database
from desk.review.store import SCHEMA
from desk.web.room import Room
from tests.archive.years import MovedClock
from tests.review.crowd import people


@pytest.fixture
def clock() -> MovedClock:
    return MovedClock()


@pytest.fixture
def home(tmp_path: Path, clock: MovedClock) -> Home:
    home = Home(tmp_path / "home").create()
    people(home, clock, 12)
    return home


@pytest.fixture
def db(home: Home) -> Iterator[Database]:
    db = connect(home)
    yield db
    db.close()


@pytest.fixture
def room(home: Home) -> Iterator[Room]:
    room = Room(home, SCHEMA)
    yield room
    room.close()
