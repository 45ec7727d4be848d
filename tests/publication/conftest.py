"""A town's archive, and the sets published of it: made once, read by many tests."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from msgspec import Struct

from archive.database import connect
from archive.home import Home
from desk.counting.questions import question
from desk.publication.publishing import Published, publish
from desk.publication.showing import Tier
from tests.counting.conftest import home
from tests.publication import town
from tests.publication.invented import FIRST_DAY

__all__ = ["home"]

CONTACT = "mailto:desk@count.example"


class Town(Struct):
    """The archive, and its sets by tier."""

    home: Home
    sets: dict[Tier, Published]


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """In memory where there is such a place: every file of a set is synced."""
    memory = Path("/dev/shm")
    around = memory if os.access(memory, os.W_OK) else tmp_path_factory.mktemp("sets")
    with TemporaryDirectory(dir=around) as made:
        yield Path(made)


@pytest.fixture(scope="session")
def made(folder: Path) -> Town:
    """Both sets, published on the evening of the first day; not to be changed."""
    town_home = Home(folder / "home").create()
    db = connect(town_home)
    town.build(db)
    db.close()
    asked = question("bbc-1", FIRST_DAY)
    tiers: tuple[Tier, ...] = ("public", "partner")
    return Town(
        town_home,
        {
            tier: publish(town_home, folder / tier, tier, asked, clock=town.later(0), contact=CONTACT)
            for tier in tiers
        },
    )
