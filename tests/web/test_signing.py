"""An address that the desk signed holds as it was signed, for two hours, at this desk."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from archive.home import Home
from desk.web.room import Room
from desk.web.signing import HOLDS, holds, signed
from tests.archive.years import MovedClock


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Room]:
    made = Room(Home(tmp_path / "home").create())
    yield made
    made.close()


def parted(address: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(address)
    return parts.path, dict(parse_qsl(parts.query))


def test_it_holds_for_two_hours(room: Room) -> None:
    clock = MovedClock()
    address = parted(signed(room, clock, "/page/1", tab="text"))
    assert holds(room, clock, *address)
    clock.moment += HOLDS - timedelta(minutes=1)
    assert holds(room, clock, *address)
    clock.moment += timedelta(minutes=2)
    assert not holds(room, clock, *address)


@pytest.mark.parametrize(
    "changed",
    [{"tab": "page"}, {"until": "99999999999"}, {"signature": "0" * 64}, {"more": "1"}, {"until": "x"}],
    ids=str,
)
def test_nothing_of_it_can_be_changed(room: Room, changed: dict[str, str]) -> None:
    clock = MovedClock()
    path, query = parted(signed(room, clock, "/page/1", tab="text"))
    assert not holds(room, clock, path, {**query, **changed})
    assert not holds(room, clock, "/page/2", query)
    assert not holds(room, clock, path, {name: value for name, value in query.items() if name != "tab"})


def test_another_desk_signs_otherwise(room: Room, tmp_path: Path) -> None:
    clock, other = MovedClock(), Room(Home(tmp_path / "other").create())
    address = parted(signed(room, clock, "/page/1"))
    assert not holds(other, clock, *address)
    other.close()
