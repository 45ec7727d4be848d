"""A home with a run, in which persons are made."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from archive import runs
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.sqlite import Database
from tests.archive.volna import START
from tests.persons.pages import Pages


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home in memory where there is such a place: each unit of work is synced."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        yield Home(Path(folder) / "home").create()


@pytest.fixture
def clock() -> Clock:
    return Clock(START)


@pytest.fixture
def db(home: Home) -> Iterator[Database]:
    db = connect(home)
    yield db
    db.close()


@pytest.fixture
def run(db: Database, clock: Clock) -> str:
    return runs.start(db, clock, "link", {})


@pytest.fixture
def pages(db: Database, clock: Clock) -> Pages:
    return Pages(db, clock)
