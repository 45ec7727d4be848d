"""An archive in which persons are made."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from archive import runs, sources
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.recorder import Recorder
from tests.archive.volna import SOURCE, START, TOML, Archive
from tests.publication.invented import Persons


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Home]:
    """A home in memory where there is such a place: each unit of work is synced."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else tmp_path) as folder:
        yield Home(Path(folder) / "home").create()


@pytest.fixture
def persons(home: Home) -> Iterator[Persons]:
    db = connect(home)
    yield Persons(db)
    db.close()


@pytest.fixture
def archive(home: Home) -> Iterator[Archive]:
    """An archive under lock, with a run that crawls an invented newspaper."""
    clock = Clock(START)
    with home.lock("test"):
        db = connect(home)
        run = runs.start(db, clock, "crawl", {"source": SOURCE})
        sources.record(db, clock, SOURCE, TOML)
        made = Archive(home, clock, db, run, Recorder(home, clock, run))
        yield made
        made.recorder.close()
        db.close()
