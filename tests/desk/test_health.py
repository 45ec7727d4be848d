"""`sinodik health` and `sinodik issues --settle`, over an archive of invented nights."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner, Result

from archive.clock import stamp
from archive.database import connect
from archive.home import Home
from crawlers.registry import load
from desk.cli import main
from desk.health.printed import sparkline
from tests.desk.nights_of_sources import Brought, Sources

TOML = """title = "{name}"
home = "https://{name}.example/"
kind = "press"
spider = "listing"
status = "{status}"
note = "the editor asked us to wait"
[crawl]
start = ["https://{name}.example/"]
detail = "a"
"""


class Watched(NamedTuple):
    home: Home
    folder: Path
    now: str

    def sinodik(self, *arguments: str) -> Result:
        folders = (
            "--home",
            str(self.home.path),
            *(("--sources", str(self.folder)) if arguments[0] == "health" else ()),
        )
        return CliRunner().invoke(main, [*arguments, *folders], env={"SINODIK_CLOCK": self.now})


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watched]:
    folder = tmp_path / "sources"
    folder.mkdir()
    statuses = {"kamenka": "active", "volna": "active", "bereg": "paused", "novaya": "active"}
    for name, status in statuses.items():
        (folder / f"{name}.toml").write_text(TOML.format(name=name, status=status), "utf-8")
    home = Home(tmp_path / "home").create()
    db = connect(home)
    lives = {
        "kamenka": lambda night, random: Brought(3, 2, full=1),
        "volna": lambda night, random: Brought(is_down=True) if night > 5 else Brought(9, 9),
    }
    lived = Sources(db, lives, load(folder))
    for night in range(9):
        lived.night(night)
    now = stamp(lived.clock.now())
    db.close()
    yield Watched(home, folder, now)


def test_each_source_has_a_state_and_its_reason(watched: Watched) -> None:
    shown = watched.sinodik("health", "--json")
    assert shown.exit_code == 1
    found = {one["source"]: one for one in json.loads(shown.stdout)}
    assert {name: one["state"] for name, one in found.items()} == {
        "kamenka": "good", "volna": "failing", "bereg": "paused", "novaya": "look"
    }  # fmt: skip
    assert found["volna"]["why"].startswith("down: no page and no list came in 3 nights")
    assert found["novaya"]["why"] == "not visited in 120 days"
    assert found["bereg"]["why"] == "the editor asked us to wait"
    kamenka = found["kamenka"]
    assert (kamenka["pages"], kamenka["new_7"], kamenka["new_30"], kamenka["mentions"]) == (27, 21, 27, 18)
    assert kamenka["fill"] == {"name": 1.0, "age": 0.5, "settlement": 0.5}
    assert found["volna"]["last_good"].startswith("2026-03-07") and found["volna"]["failed"] == 9


def test_a_good_source_by_itself_ends_with_0_and_shows_its_nights(watched: Watched) -> None:
    shown = watched.sinodik("health", "kamenka")
    assert shown.exit_code == 0
    assert shown.stdout.count("2026-03-") == 9 and "█████████" in shown.stdout
    nights = json.loads(watched.sinodik("health", "kamenka", "--json").stdout)["nights"]
    assert [night["mentions"] for night in nights] == [2] * 9


def test_a_source_forgotten_for_days_is_looked_at(watched: Watched) -> None:
    later = watched._replace(now="2026-03-20T01:00:00Z")
    (kamenka,) = [
        one for one in json.loads(later.sinodik("health", "--json").stdout) if one["source"] == "kamenka"
    ]
    assert (kamenka["state"], kamenka["why"]) == ("look", "not visited since 2026-03-10")


def test_a_person_settles_an_issue_with_a_reason(watched: Watched) -> None:
    (found,) = json.loads(watched.sinodik("issues", "--json").stdout)
    assert watched.sinodik("issues", "--settle", found["issue"]).exit_code == 2
    settled = watched.sinodik("issues", "--settle", found["issue"], "--why", "the paper closed")
    assert settled.exit_code == 0 and found["issue"] not in settled.stdout
    again = watched.sinodik("issues", "--settle", found["issue"], "--why", "twice")
    assert again.exit_code == 2 and "no open issue" in again.output


@pytest.mark.parametrize(
    ("numbers", "bars"), [([], ""), ([0, 0], "  "), ([1, 4, 8], "▁▄█"), ([3, 3], "██"), ([1, 1000], "▁█")]
)
def test_a_sparkline_is_as_high_as_its_numbers(numbers: list[int], bars: str) -> None:
    assert sparkline(numbers) == bars
