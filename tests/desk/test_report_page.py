"""The report of a run as a page: whole, still, escaped, and without the names of the dead."""

import re
import subprocess
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from shutil import which
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from archive import issues, runs
from archive.clock import stamp
from archive.database import connect
from archive.home import Home
from crawlers.registry import load
from desk.cli import main
from desk.reports.html import in_bytes
from desk.reports.remedies import REMEDIES
from tests.desk.nights_of_sources import Brought, Sources

ROOT = Path(__file__).parents[2]
HOSTILE = '"><script>document.title="broken into"</script><img src=x onerror="document.title=1">'
TOML = """title = "<b>Bold</b>"
home = "https://volna.example/"
kind = "press"
spider = "listing"
[crawl]
start = ["https://volna.example/"]
detail = "a"
[crawl.exceptions]
ignore_delay = "leave given <i>by the editor</i>"
"""


class Written(NamedTuple):
    home: Home
    page: str
    at: Path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    folder = tmp_path_factory.mktemp("report")
    (folder / "sources").mkdir()
    (folder / "sources" / "volna.toml").write_text(TOML, "utf-8")
    home = Home(folder / "home").create()
    db = connect(home)
    lived = Sources(db, {"volna": lambda night, random: Brought(3, 2)}, load(folder / "sources"))
    run = ""
    for night in range(3):
        run = lived.night(night)
    for kind, url in (
        ("redirect", f"https://volna.example/{HOSTILE}"),
        ("unread: Misquote", "https://volna.example/1"),
    ):
        issues.raise_issue(
            db,
            lived.clock,
            run=run,
            kind=kind,
            source="volna",
            url=url,
            detail=f"surname: 'Каменкин' {HOSTILE}",
        )
    _vanish(lived, f"https://volna.example/{HOSTILE}")
    ran = CliRunner().invoke(
        main, ["report", run, "--home", str(home.path), "--sources", str(folder / "sources")],
        env={"SINODIK_CLOCK": stamp(lived.clock.now())}, catch_exceptions=False,
    )  # fmt: skip
    db.close()
    at = Path(ran.stdout.strip())
    return Written(home, at.read_text("utf-8"), at)


def _vanish(lived: Sources, url: str) -> None:
    capture, key, at = lived.db.execute("SELECT id, url_key, fetched_at FROM capture").fetchone()
    (found,) = lived.db.execute("SELECT max(started_at) FROM run").fetchone()
    fate = ("volna", key, url, "volna.example", "gone", 0, at)
    lived.db.execute("INSERT INTO fate VALUES (?, ?, ?, ?, ?, ?, ?)", fate)
    turn = ("volna", key, 0, "gone", found, "404", capture, at, capture, at, "[]", 3)
    lived.db.execute(f"INSERT INTO turn VALUES ({', '.join('?' * 12)})", turn)


class Elements(HTMLParser):
    """Every element and attribute that there is."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attributes]


def test_the_page_has_no_script_and_loads_nothing(written: Written) -> None:
    elements = Elements(written.page)
    assert not elements.tags & {"script", "img", "link", "iframe", "object", "form", "a", "b0ld"}
    names = {name for name, _ in elements.attributes}
    assert not {name for name in names if name.startswith("on")} | names & {"src", "href", "style", "action"}


def test_the_policy_allows_its_own_style_and_nothing_else(written: Written) -> None:
    (style,) = re.findall(r"<style>(.*?)</style>", written.page, re.S)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'content="{policy}"' in written.page


def test_what_pages_say_is_shown_and_not_obeyed(written: Written) -> None:
    assert HOSTILE not in written.page
    assert (
        written.page.count("&lt;script&gt;document.title=") == 3
    )  # the issue's words and URL, the page gone
    assert "leave given &lt;i&gt;by the editor&lt;/i&gt;" in written.page


def test_the_dead_are_not_named(written: Written) -> None:
    unread = written.page.partition("unread: Misquote")[2].partition("</li>")[0]
    assert "Каменкин" not in unread
    assert "Пётр" not in written.page


def test_the_page_tells_what_came_what_vanished_and_what_to_do(written: Written) -> None:
    words = re.sub(r"<[^>]+>|\s+", " ", written.page)
    for told in ("3 new pages", "1 pages vanished", "2 issues", REMEDIES["redirect"], "The last 3 nights"):
        assert told in re.sub(r" +", " ", words)
    assert written.page.count("<svg ") == 2 and 'lang="en"' in written.page


@pytest.mark.skipif(not which("chromium"), reason="no Chromium here")
def test_a_browser_shows_it_and_runs_nothing(written: Written, tmp_path: Path) -> None:
    flags = (
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync",
        "--disable-component-update", "--disable-quic", "--no-first-run", f"--user-data-dir={tmp_path}",
    )  # fmt: skip
    shown = subprocess.run(
        ["chromium", *flags, "--dump-dom", written.at.as_uri()], capture_output=True, text=True, timeout=60
    )
    assert "Good" in shown.stdout
    assert "<title>Night of 04 March 2026" in shown.stdout and "broken into</title>" not in shown.stdout


def test_every_kind_of_issue_has_a_remedy() -> None:
    documents = [(ROOT / "docs" / name).read_text("utf-8") for name in ("sources.md", "operations.md")]
    told = {
        kind
        for document in documents
        for kind in re.findall(r"^\| `([a-z-]+)` \|", document.partition("## Issues")[2], re.M)
    }
    assert {"refused", "down"} <= told
    assert told <= set(REMEDIES)


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0 B"), (999, "999 B"), (1500, "1.5 kB"), (2_340_000, "2.3 MB"), (5 * 10**12, "5.0 TB")],
)
def test_bytes_in_words(number: int, said: str) -> None:
    assert in_bytes(number) == said


def test_without_a_night_there_is_no_report(tmp_path: Path) -> None:
    connect(Home(tmp_path).create()).close()
    ran = CliRunner().invoke(main, ["report", "--home", str(tmp_path)])
    assert ran.exit_code == 2 and "no nightly run yet" in ran.output
    assert "no run X" in CliRunner().invoke(main, ["report", "X", "--home", str(tmp_path)]).output


def test_a_run_that_never_ended_has_a_report_too(written: Written) -> None:
    db = connect(written.home)
    run = runs.start(db, Sources(db, {}, []).clock, "nightly", {})
    db.close()
    ran = CliRunner().invoke(main, ["report", run, "--home", str(written.home.path)], catch_exceptions=False)
    assert ran.exit_code == 0
    assert "Has not ended" in Path(ran.stdout.strip()).read_text("utf-8")
