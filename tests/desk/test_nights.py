"""Two nights over the invented web, end to end: real HTTP, real WARC files, a real database."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from archive import captures, readings
from archive.check import check
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.rebuild import rebuild_captures
from crawlers.registry import load
from crawlers.tally import Tally
from demo.answers import what_changed
from demo.nights import NIGHTS
from demo.web import Web
from desk import demo, parsing
from desk.demo import compared, invented_web
from desk.nightly import NightReport, run_night

PEOPLE_FOUND = 0.8
"""Of the lost whom the pages name. The corpus judges the parsers; this says that they are called."""


class Nights(NamedTuple):
    home: Home
    web: Web
    first: NightReport
    second: NightReport


@pytest.fixture(scope="module")
def nights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nights]:
    home = Home(tmp_path_factory.mktemp("nights") / "home")
    with invented_web(home) as web:
        first, second = (report for _, report in demo.nights(home, web))
        yield Nights(home, web, first, second)


def test_the_first_night_keeps_every_page_and_finds_the_people(nights: Nights) -> None:
    assert all(tally.new == tally.fetched and not tally.failed for tally in nights.first.crawl.sources)
    assert nights.first.parse.read > 120
    assert nights.first.exit_code == 0
    found = compared(nights.home, nights.web, 2)
    assert found.found >= PEOPLE_FOUND * found.named


def test_a_night_s_row_holds_the_sums_of_its_sources(nights: Nights) -> None:
    totals = nights.second.summary()["crawl"]
    assert isinstance(totals, dict)
    assert {"due", "fetched", "new", "gone", "refused", "left"} <= set(totals)
    for name, total in totals.items():
        assert total == sum(getattr(tally, name) for tally in nights.second.crawl.sources)


@pytest.mark.parametrize(
    ("fate", "column"),
    [
        ("gone-404", "gone"),
        ("gone-410", "gone"),
        ("captcha", "refused"),
        ("moved", "moved"),
        ("busy", "busy"),
    ],
)
def test_the_second_night_tells_what_became_of_the_pages(nights: Nights, fate: str, column: str) -> None:
    kinds = {"gone": ("gone-404", "gone-410")}.get(column, (fate,))
    for tally in nights.second.crawl.sources:
        if tally.source != "kanal-suhokum":  # a channel's posts have no page of their own
            changed = what_changed()[tally.source]
            assert getattr(tally, column) == sum(changed[kind] for kind in kinds), tally.source


def test_an_unchanged_page_is_asked_for_conditionally_and_gives_no_new_snapshot(nights: Nights) -> None:
    unchanged = {source: kinds["unchanged-304"] for source, kinds in what_changed().items()}
    asked = [
        visit for visit in nights.web.log if visit.night == 2 and visit.conditional and visit.status == 304
    ]
    assert len(asked) >= sum(unchanged.values()) > 80
    assert sum(tally.unchanged for tally in nights.second.crawl.sources) == len(asked)
    changed_or_new = sum(
        kinds[kind] for kinds in what_changed().values() for kind in ("new", "edited", "touched")
    )
    assert nights.second.parse.read <= changed_or_new


def test_the_night_with_captchas_asks_for_a_person(nights: Nights) -> None:
    assert nights.second.exit_code == 1
    assert {issue["kind"] for issue in nights.second.issues} == {"refused"}


def test_what_robots_txt_forbids_is_never_asked_for(nights: Nights) -> None:
    assert sum(tally.disallowed for tally in nights.first.crawl.sources) == 11
    assert not [visit for visit in nights.web.log if visit.target.startswith("/pechat/")]


def test_every_record_and_the_log_hold(nights: Nights) -> None:
    assert list(check(nights.home)) == []


def test_the_captures_can_be_rebuilt_from_the_warc_files(nights: Nights) -> None:
    with nights.home.lock("test"):
        rebuilt = rebuild_captures(nights.home)
    fetched = sum(tally.fetched for report in nights[2:] for tally in report.crawl.sources)
    assert rebuilt.captures >= fetched
    assert (rebuilt.added, rebuilt.different, rebuilt.unread) == (0, [], [])


def test_a_new_version_reads_all_again_and_every_mention_keeps_its_id(
    nights: Nights, monkeypatch: pytest.MonkeyPatch
) -> None:
    db = connect(nights.home)
    before = db.conn.execute("SELECT id, document FROM mention ORDER BY id").fetchall()
    snapshots = db.conn.execute("SELECT count(*) FROM document").fetchone()[0]
    monkeypatch.setattr(parsing, "VERSION", "next")
    with nights.home.lock("test"):
        report = parsing.Parser(nights.home, db, Clock(NIGHTS[1]), nights.second.run).parse(workers=2)
    assert report.read == snapshots
    assert db.conn.execute("SELECT id, document FROM mention ORDER BY id").fetchall() == before
    assert list(captures.unread(db, "next")) == []


def test_each_mention_quotes_the_words_of_its_page(nights: Nights) -> None:
    db = connect(nights.home, readonly=True)
    snapshots = [row[0] for row in db.conn.execute("SELECT DISTINCT document FROM mention")]
    assert len(snapshots) > 80
    for snapshot in snapshots:
        text = readings.document(db, snapshot).text
        for mention in readings.mentions(db, snapshot).values():
            assert all(text[claim.start : claim.end] == claim.raw for claim in mention.claims)


def test_a_third_run_in_the_same_night_finds_nothing_due(nights: Nights) -> None:
    visits = len(nights.web.log)
    again = run_night(
        nights.home, load(nights.home.path / "sources"), clock=Clock(NIGHTS[1]), loopback=True, workers=1
    )
    assert [tally for tally in again.crawl.sources if tally.fetched] == []
    assert {visit.target for visit in nights.web.log[visits:]} <= {"/robots.txt"}


def test_a_source_with_fewer_mentions_than_expected_is_looked_at(nights: Nights, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    toml = (nights.home.path / "sources" / "nekropol.toml").read_text("utf-8").partition("[expect]")[0]
    (tmp_path / "sources" / "nekropol.toml").write_text(toml + "[expect]\nmentions = 5000\n", "utf-8")
    home = Home(tmp_path / "home")
    report = run_night(home, load(tmp_path / "sources"), clock=Clock(NIGHTS[1]), loopback=True, workers=1)
    assert [(issue["kind"], issue["source"]) for issue in report.issues] == [("few-mentions", "nekropol")]
    assert report.exit_code == 1


def sinodik(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "desk.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, env={**os.environ, **environment})


def test_the_command_says_the_same_in_json_and_by_its_exit_code(nights: Nights, tmp_path: Path) -> None:
    arguments = ("--loopback", "--json", "--source", "sura-vestnik", "--source", "nekropol")
    folders = ("--home", str(tmp_path / "home"), "--sources", str(nights.home.path / "sources"))
    ran = sinodik("nightly", *folders, *arguments, SINODIK_CLOCK="2026-03-03T01:40:00Z")
    assert ran.returncode == 0, ran.stderr
    report = json.loads(ran.stdout)
    tallies = [Tally(**tally) for tally in report["sources"]]
    assert [tally.source for tally in tallies] == ["sura-vestnik", "nekropol"]
    assert report["parse"]["read"] == sum(1 for _ in _documents(tmp_path / "home"))
    written = (tmp_path / "home" / "reports" / f"{report['run']}.html").read_text("utf-8")
    assert "Good" in written and "sura-vestnik" in written


def _documents(home: Path) -> Iterator[str]:
    for (snapshot,) in connect(Home(home), readonly=True).conn.execute("SELECT snapshot FROM document"):
        yield snapshot


def test_a_second_writer_is_told_who_holds_the_home(nights: Nights) -> None:
    with nights.home.lock("a long night"):
        ran = sinodik("parse", "--home", str(nights.home.path))
    assert ran.returncode == 2
    assert "a long night" in ran.stderr and str(os.getpid()) in ran.stderr


def test_a_crawl_of_others_sites_needs_a_contact(nights: Nights, tmp_path: Path) -> None:
    folders = ("--home", str(tmp_path / "home"), "--sources", str(nights.home.path / "sources"))
    ran = sinodik("nightly", *folders, SINODIK_CONTACT="")
    assert ran.returncode == 2
    assert "SINODIK_CONTACT" in ran.stderr and "Traceback" not in ran.stderr


@pytest.mark.parametrize("verb", ["status", "issues", "mentions", "check"])
def test_a_verb_that_reads_needs_an_archive(verb: str, tmp_path: Path) -> None:
    ran = sinodik(verb, "--home", str(tmp_path))
    assert ran.returncode == 2
    assert "no archive" in ran.stderr and "Traceback" not in ran.stderr


def test_show_gives_each_value_with_its_words_and_the_record_that_proves_it(nights: Nights) -> None:
    home = ("--home", str(nights.home.path))
    found = json.loads(sinodik("mentions", *home, "--status", "killed", "--json").stdout)
    shown = json.loads(sinodik("show", found[0]["mention"], *home, "--json").stdout)
    assert {"surname", "status"} <= {claim["field"] for claim in shown["claims"]}
    assert shown["records"][0]["url"] == found[0]["url"]
    assert (nights.home.warc / shown["records"][0]["warc"].split(" @ ")[0]).exists()
    missing = sinodik("show", "NOBODY", *home)
    assert missing.returncode == 1 and "sinodik mentions" in missing.stderr
