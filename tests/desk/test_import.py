"""Captures of others and volunteers' tips, from the command line to the mention, over the invented web."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner, Result

from archive.check import check
from archive.database import connect
from archive.home import Home
from crawlers.registry import load
from demo.web import SiteOnline, Web, serve
from desk.cli import main
from desk.importing import SourceJudge

SOURCE, PAGE = "sura-vestnik", "/2026/02/17/mat-ishchet-syna/"


class Place(NamedTuple):
    home: Home
    web: Web
    site: SiteOnline

    def call(self, *words: str) -> Result:
        """A verb of the command line, on this home and its sources."""
        options = ("--home", str(self.home.path), "--sources", str(self.home.path / "sources"))
        with_sources = words[0] in ("import", "tip", "crawl", "nightly")
        environment = {"SINODIK_CLOCK": "2026-03-02T01:10:00Z", "SINODIK_CONTACT": "mailto:test@example.org"}
        called = [*words, *(options if with_sources else options[:2])]
        return CliRunner().invoke(main, called, env=environment, catch_exceptions=False)

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        db = connect(self.home, readonly=True)
        try:
            return db.conn.execute(sql).fetchall()
        finally:
            db.close()


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with serve() as served:
        yield served


@pytest.fixture
def place(tmp_path: Path, web: Web) -> Place:
    home = Home(tmp_path / "home").create()
    web.write_sources(home.path / "sources")
    web.log.clear()
    return Place(home, web, web.sites[SOURCE])


@pytest.fixture
def copy(place: Place, tmp_path: Path) -> Path:
    """Pages of the source as a reader with wget would save them."""
    if not shutil.which("wget"):
        pytest.skip("GNU wget is not installed: apt-get install wget")
    pages = [path for path, page in place.site.pages[1].items() if page.purpose == "page"]
    file = tmp_path / "copy"
    urls = [place.site.base + path for path in ("/", "/robots.txt", *pages)]
    call = ["wget", "-q", "-e", "robots=off", "-P", str(tmp_path / "pages"), f"--warc-file={file}", *urls]
    subprocess.run(call, timeout=60, check=False)
    return file.with_suffix(".warc.gz")


def test_a_reader_s_copy_is_taken_in_read_and_shown_with_its_origin(place: Place, copy: Path) -> None:
    taken = place.call("import", str(copy), "--source", SOURCE, "--note", "from a reader", "--json")
    assert taken.exit_code == 0
    (row,) = json.loads(taken.stdout)
    assert (row["taken_in"], row["passed_over"]) == (len(place.rows("SELECT id FROM capture")), 0)
    purposes = dict(place.rows("SELECT purpose, count(*) FROM capture GROUP BY purpose"))
    assert purposes["robots"] == 1
    assert purposes["page"] > 5
    assert place.call("parse", "--workers", "1").exit_code == 0
    mentions = json.loads(place.call("mentions", "--json").stdout)
    assert len(mentions) > 5
    shown = json.loads(place.call("show", mentions[0]["mention"], "--json").stdout)
    (record,) = shown["records"]
    assert record["origin"].startswith("captured by others: copy.warc.gz, made by Wget/")
    assert record["origin"].endswith("from a reader")
    assert list(check(place.home)) == []


def test_the_same_copy_again_adds_nothing(place: Place, copy: Path) -> None:
    place.call("import", str(copy), "--source", SOURCE)
    before = place.rows("SELECT * FROM capture")
    (row,) = json.loads(place.call("import", str(copy), "--source", SOURCE, "--json").stdout)
    assert (row["import"], row["taken_in"], row["known_before"]) == (None, 0, len(before))
    assert place.rows("SELECT * FROM capture") == before


def test_a_night_after_an_import_fetches_everything_itself(place: Place, copy: Path) -> None:
    place.call("import", str(copy), "--source", SOURCE)
    assert place.call("crawl", SOURCE, "--loopback").exit_code == 0
    assert [visit for visit in place.web.log if visit.conditional] == []
    ours = place.rows("SELECT count(*) FROM own_capture WHERE purpose = 'page' AND record_type = 'response'")
    assert ours[0][0] > 5
    both = """SELECT count(*) FROM own_capture JOIN imported ON imported.capture = own_capture.refers_to"""
    assert place.rows(both) == [(0,)]
    assert list(check(place.home)) == []


def test_a_copy_that_was_cut_short_asks_for_a_person(place: Place, copy: Path) -> None:
    copy.write_bytes(copy.read_bytes()[:-50])
    assert place.call("import", str(copy), "--source", SOURCE).exit_code == 1
    ((kind, source, detail),) = place.rows("SELECT kind, source, detail FROM issue")
    assert (kind, source) == ("import", SOURCE)
    assert "copy.warc.gz at byte" in detail
    assert place.rows("SELECT exit_code FROM run_end") == [(1,)]


def test_what_is_no_archive_is_refused_in_one_line(place: Place, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<html>")
    refused = place.call("import", str(tmp_path / "page.html"), "--source", SOURCE)
    assert refused.exit_code == 2
    assert "is no WARC or WACZ file" in refused.stderr
    assert place.rows("SELECT exit_code FROM run_end") == [(2,)]
    assert place.call("import", str(tmp_path / "page.html"), "--source", "nobody").exit_code == 2


@pytest.mark.parametrize(
    ("path", "media_type", "purpose"),
    [
        ("/robots.txt", "text/plain", "robots"),
        ("/", "text/html", "list"),
        ("/n/1", "text/html; charset=utf-8", "page"),
        ("/n/1", "application/xhtml+xml", "page"),
        ("/n/1.pdf", "application/pdf", "page"),
        ("/n/1", "", "page"),
        ("/style.css", "text/css", "list"),
        ("/photo.jpg", "image/jpeg", "list"),
        ("https://elsewhere.example/", "text/html", "list"),
    ],
)
def test_what_a_capture_of_others_is_to_its_source(
    place: Place, path: str, media_type: str, purpose: str
) -> None:
    (source,) = (one for one in load(place.home.path / "sources") if one.id == "stepnaya-pravda")
    judge = SourceJudge(source, connect(place.home))
    base = source.home.rstrip("/") if path.startswith("/") else ""
    url = source.crawl.start[0] if path == "/" else base + path
    assert judge.verdict(url, 200, media_type, b"<p>words</p>").purpose == purpose


def test_a_captcha_that_others_saved_is_no_page(place: Place) -> None:
    (source,) = (one for one in load(place.home.path / "sources") if one.id == SOURCE)
    judge = SourceJudge(source, connect(place.home))
    body = (Path(__file__).parents[2] / "demo" / "captcha.html").read_bytes()
    assert judge.verdict(source.home, 200, "text/html; charset=utf-8", body).refusal == "captcha"


def test_a_tip_is_fetched_first_by_the_next_crawl(place: Place) -> None:
    url = f"{place.site.base}{PAGE}#top"
    tipped = place.call("tip", url, "--source", SOURCE, "--note", "a neighbour saw it", "--json")
    assert tipped.exit_code == 0
    assert json.loads(tipped.stdout)[0]["known_before"] is False
    assert place.rows("SELECT source, url, url_key, note FROM tip") == [
        (SOURCE, url, f"{place.site.base}{PAGE}", "a neighbour saw it")
    ]
    assert place.call("crawl", SOURCE, "--loopback").exit_code == 0
    asked = [visit.target for visit in place.web.log if visit.target != "/robots.txt"]
    assert asked[0] == PAGE
    kept = f"SELECT status, purpose FROM capture WHERE url_key = '{place.site.base}{PAGE}'"
    assert place.rows(kept) == [(200, "page")]
    assert list(check(place.home)) == []


def test_a_tip_of_a_page_that_was_fetched_makes_it_due_again(place: Place) -> None:
    place.call("crawl", SOURCE, "--loopback")
    asked = len(place.web.log)
    tipped = place.call("tip", place.site.base + PAGE, "--source", SOURCE, "--note", "changed", "--json")
    assert json.loads(tipped.stdout)[0]["known_before"] is True
    assert place.call("nightly", "--source", SOURCE, "--loopback", "--workers", "1").exit_code == 0
    assert [visit.target for visit in place.web.log[asked:] if visit.target != "/robots.txt"] == [PAGE]


def test_a_tip_may_come_while_a_night_goes_on(place: Place) -> None:
    with place.home.lock("nightly"):
        assert place.call("tip", place.site.base + PAGE, "--source", SOURCE, "--note", "x").exit_code == 0
    assert place.rows("SELECT state, rank FROM frontier") == [("queued", -1)]


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("https://elsewhere.example/n/1", "elsewhere.example is not a host of the source sura-vestnik"),
        ("ftp://{host}/n/1", "no http or https address"),
        ("javascript:alert(1)", "no http or https address"),
        ("n/1", "no http or https address"),
        ("http://{host}@elsewhere.example/", "elsewhere.example is not a host"),
    ],
)
def test_a_tip_that_is_no_page_of_the_source_is_refused(place: Place, url: str, why: str) -> None:
    host = place.site.base.removeprefix("http://")
    refused = place.call("tip", url.format(host=host), "--source", SOURCE, "--note", "x")
    assert refused.exit_code == 2
    assert why in refused.stderr
    assert not place.home.database.exists()
