"""An archive in which persons are made."""

from collections.abc import Iterator

import pytest

from archive.database import connect
from archive.home import Home
from tests.archive.conftest import home
from tests.publication.invented import Persons

__all__ = ["home"]


@pytest.fixture
def persons(home: Home) -> Iterator[Persons]:
    db = connect(home)
    yield Persons(db)
    db.close()
