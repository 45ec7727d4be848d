"""To Scrapy, every source is a spider: `scrapy list` names it, `scrapy crawl` crawls it as we would."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from scrapy import Request
from scrapy.settings import Settings

from crawlers.loader import SourceLoader
from crawlers.registry import PROJECT_SOURCES, BadSource
from tests.crawlers.conftest import FIRST_NIGHT, Archive
from tests.crawlers.raw_server import Answer, Site, response, serve


def scrapy(archive: Archive, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs Scrapy's own command in the project, with the archive's sources."""
    settings = {"SINODIK_SOURCES": str(archive.folder / "sources"), "SINODIK_CLOCK": FIRST_NIGHT.isoformat()}
    command = [sys.executable, "-m", "scrapy", *arguments]
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SINODIK_")}
    return subprocess.run(
        command,
        env=inherited | settings | environment,
        cwd=PROJECT_SOURCES.parent,
        capture_output=True,
        text=True,
        timeout=60,
    )


def answers() -> dict[str, Answer]:
    links = "".join(f'<a class="page" href="/{n}">…</a>' for n in range(6))
    pages = {f"/{n}": response(f"<p>Страница {n}") for n in range(3)}
    moved = {"/3": response("", status="301 Moved", location="/0"), "/4": response("", status="410 Gone")}
    return {"/": response(links), **pages, **moved}


def test_scrapy_lists_every_source(archive: Archive) -> None:
    for name in ("volna", "azbuka", "kamenka"):
        archive.source(name, "https://golos.example/")
    assert scrapy(archive, "list").stdout.split() == ["azbuka", "kamenka", "volna"]


def test_scrapy_crawls_a_source_as_we_do(tmp_path: Path) -> None:
    archives = []
    for name in ("ours", "scrapy"):
        (tmp_path / name).mkdir()
        archives.append(Archive(tmp_path / name))
    with serve(answers()) as site:
        ours, theirs = archives
        ours.night(ours.source("volna", site.url()))
        done = crawled_by_scrapy(theirs, site)
        assert done.returncode == 0, done.stderr
    assert theirs.captured() == ours.captured()
    assert len(ours.captured()) == 7
    assert frontier(theirs) == frontier(ours)
    assert theirs.rows("SELECT kind, exit_code FROM run JOIN run_end ON run = id") == [("crawl", 0)]


def crawled_by_scrapy(archive: Archive, site: Site) -> subprocess.CompletedProcess[str]:
    archive.source("volna", site.url())
    allowed = ("-s", "SINODIK_ALLOW_LOOPBACK=1", "-s", "SINODIK_CONTACT=mailto:test@example.org")
    return scrapy(archive, "crawl", "volna", *allowed, SINODIK_HOME=str(archive.home.path))


def frontier(archive: Archive) -> list[tuple[object, ...]]:
    return archive.rows(
        "SELECT source, key, url, purpose, callback, depth, again, state FROM frontier ORDER BY key"
    )


@pytest.mark.parametrize(
    ("home", "said"),
    [("", "no home: set SINODIK_HOME"), ("HOME", "set SINODIK_CONTACT")],
    ids=["home", "contact"],
)
def test_what_is_missing_is_said(archive: Archive, home: str, said: str) -> None:
    archive.source("volna", "https://golos.example/")
    done = scrapy(archive, "crawl", "volna", SINODIK_HOME=home.replace("HOME", str(archive.home.path)))
    assert done.returncode != 0
    assert said in done.stderr


def test_the_loader_names_what_is_wrong(archive: Archive) -> None:
    settings = Settings({"SINODIK_SOURCES": str(archive.folder / "sources")})
    archive.source("volna", "https://golos.example/")
    with pytest.raises(KeyError, match="no source 'nobody'"):
        SourceLoader(settings).load("nobody")
    (archive.folder / "sources" / "odd.toml").write_text('title = "…"\n', "utf-8")
    with pytest.raises(BadSource, match=r"odd\.toml: home: missing"):
        SourceLoader(settings)


def test_the_loader_finds_the_sources_of_a_url(archive: Archive) -> None:
    archive.source("volna", "https://volna.example/")
    archive.source("golos", "https://www.golos.example/")
    loader = SourceLoader(Settings({"SINODIK_SOURCES": str(archive.folder / "sources")}))
    assert loader.find_by_request(Request("https://news.golos.example/7")) == ["golos"]
