"""Vanished pages at the desk: the night finds them, the command lists them with what proves it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from crawlers.registry import read
from crawlers.source import SourceConfig
from desk.cli import main
from desk.nightly import NightReport, run_night
from desk.report import print_night, report_rows
from tests.crawlers.raw_server import Site, response, serve

FIRST_NIGHT = datetime(2026, 3, 2, 1, 10, tzinfo=UTC)
LIST = '<a class="page" href="/stays">…</a><a class="page" href="/goes">…</a>'
LOST = response("<h1>404</h1>", status="404 Not Found")


class World:
    """A small site, a home, and nights over it."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.site = site
        self.home = Home(folder / "home")
        self.told: list[NightReport] = []
        toml = f"""
title = "Волна"
home = "{site.url()}"
kind = "press"
spider = "listing"
[crawl]
start = ["{site.url()}"]
detail = "a.page"
delay = 0.0
"""
        (folder / "volna.toml").write_text(toml, "utf-8")
        self._source: SourceConfig = read(folder / "volna.toml")

    def night(self, day: float, goes: bytes | None = None) -> NightReport:
        """A night; `goes` is what the page that goes is answered from now on."""
        if goes is not None:
            self.site.answers["/goes"] = goes
        clock = Clock(FIRST_NIGHT + timedelta(days=day))
        return run_night(self.home, [self._source], clock=clock, loopback=True, workers=1)

    def gone(self, *arguments: str) -> Result:
        """The command's result."""
        ran = CliRunner().invoke(main, ["gone", "--home", str(self.home.path), *arguments])
        assert ran.exit_code == 0, ran.output
        return ran


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """Nights in which a page is missing from day 30 on; `told`: what those nights said."""
    answers = {"/": response(LIST), "/stays": response("Остаётся"), "/goes": response("Уходит")}
    with serve(answers) as site:
        made = World(tmp_path_factory.mktemp("gone"), site)
        for day in (0, 1, 3, 7):
            made.night(day)
        made.told = [made.night(30, LOST), *(made.night(day) for day in (31, 33, 38))]
        yield made


def test_the_night_that_finds_a_page_gone_says_so(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    told = world.told
    assert [(report.vanished, report.back) for report in told] == [(0, 0), (0, 0), (0, 0), (1, 0)]
    assert [report.crawl.sources[0].gone for report in told] == [1, 1, 1, 1]
    print_night(told[-1])
    assert "1 pages vanished, 0 are back: sinodik gone" in capsys.readouterr().out
    print_night(told[0])
    assert "vanished" not in capsys.readouterr().out
    assert report_rows(told[-1])["vanished"] == 1
    assert told[-1].summary()["vanished"] == 1


def test_a_page_that_is_gone_is_listed_with_what_proves_it(world: World) -> None:
    (page,) = json.loads(world.gone("--json").stdout)
    rows = connect(world.home, readonly=True).conn.execute(
        "SELECT id, fetched_at, status, payload_digest FROM capture WHERE url LIKE '%/goes' ORDER BY id"
    )
    captures = list(rows)
    seen, missed = [row for row in captures if row[2] != 404][-1], [row for row in captures if row[2] == 404]
    assert (page["url"], page["state"], page["why"]) == (world.site.url("/goes"), "gone", "answered 404")
    assert (page["last_capture"], page["last_seen"], page["snapshot"]) == (seen[0], seen[1], seen[3])
    assert page["first_missed"] == missed[0][1]
    assert page["evidence"] == [row[0] for row in missed]
    assert page["looks"] == 4
    assert page["since"] == missed[-1][1]


def test_the_list_reads_well_in_a_terminal(world: World) -> None:
    shown = world.gone().stdout
    (page,) = json.loads(world.gone("--json").stdout)
    assert page["url"] in shown and page["snapshot"] in shown
    assert "last seen  2026-03-09T01:10Z" in shown
    assert "2026-04-01T01:10Z first; 4 looks count" in shown
    assert shown.endswith("1 pages\n")


@pytest.mark.parametrize(
    ("arguments", "found"),
    [
        (("--since", "2026-04-01"), 1),
        (("--since", "2026-04-10"), 0),
        (("--source", "volna"), 1),
        (("--source", "bereg"), 0),
        (("--all",), 1),
    ],
)
def test_the_list_can_be_narrowed(world: World, arguments: tuple[str, ...], found: int) -> None:
    assert len(json.loads(world.gone("--json", *arguments).stdout)) == found


def test_a_day_that_is_none_is_refused(world: World) -> None:
    ran = CliRunner().invoke(main, ["gone", "--home", str(world.home.path), "--since", "yesterday"])
    assert ran.exit_code == 2


def test_the_ledger_derived_anew_is_the_same(world: World) -> None:
    before = world.gone("--all", "--json").stdout
    ran = CliRunner().invoke(main, ["rebuild", "ledger", "--home", str(world.home.path), "--json"])
    assert json.loads(ran.stdout) == [{"pages judged": 1, "gone": 1}]
    assert world.gone("--all", "--json").stdout == before


def test_a_page_that_is_back_leaves_the_list_and_the_night_says_so(tmp_path: Path) -> None:
    answers = {"/": response(LIST), "/stays": response("Остаётся"), "/goes": response("Уходит")}
    with serve(answers) as site:
        world = World(tmp_path, site)
        for day in (0, 1):
            world.night(day)
        for day in (3, 4, 6, 11):
            report = world.night(day, LOST)
        assert (report.vanished, report.back) == (1, 0)
        report = world.night(45, response("Уходит"))
        assert (report.vanished, report.back) == (0, 1)
        assert json.loads(world.gone("--json").stdout) == []
        assert "No page is gone." in world.gone().stdout
        (page,) = json.loads(world.gone("--json", "--all").stdout)
        assert page["state"] == "live"


def test_looks_that_the_ledger_has_not_read_are_told(tmp_path: Path) -> None:
    with serve({"/": response(LIST), "/stays": response("a"), "/goes": response("b")}) as site:
        world = World(tmp_path, site)
        world.night(0)
        db = connect(world.home)
        db.execute("DELETE FROM ledger_read")
        db.close()
        assert "4 looks are not read yet" in world.gone().stderr
