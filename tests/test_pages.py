"""Every kept page is read as its answer says (`make keep`, `make accept`)."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import golden
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import response, serve

CASES = list(golden.answers(golden.PAGES))


@pytest.mark.parametrize("answer", CASES, ids=lambda answer: answer.parent.name + "/" + answer.stem)
def test_the_page_is_read_as_its_answer_says(answer: Path) -> None:
    """If the reading is right and the answer is not: `make accept`, and look at what it changes."""
    assert golden.text_of(golden.read_again(answer)) == answer.read_text("utf-8")


def test_there_are_pages_of_every_layout_and_one_that_names_nobody() -> None:
    read = [golden.read_again(answer) for answer in CASES]
    assert {kept.layout for kept in read} >= {"article", "card", "table", "channel"}
    assert any(not kept.people for kept in read)


def test_accept_shows_what_changes_and_writes_it(tmp_path: Path) -> None:
    answer = tmp_path / "gazeta" / "one.json"
    answer.parent.mkdir()
    source = CASES[0].with_suffix(".html")
    answer.with_suffix(".html").write_bytes(source.read_bytes())
    kept = golden.read_again(CASES[0])
    kept.title = "Другой заголовок"
    answer.write_text(golden.text_of(kept), "utf-8")
    shown = _golden("accept", "--pages", tmp_path)
    assert '-  "title": "Другой заголовок"' in shown
    assert golden.text_of(golden.read_again(answer)) == answer.read_text("utf-8")


def test_keep_copies_a_page_out_of_an_archive_with_what_is_read_from_it(tmp_path: Path) -> None:
    archive = Archive(tmp_path)
    page = CASES[0].with_suffix(".html").read_bytes()
    with serve({"/": response('<a href="/1">…</a>'), "/1": response(page)}) as site:
        archive.night(archive.source("gazeta", site.url(), 'detail = "a"'))
        url = site.url("/1")
    case = ("--capture", url, "--case", "gazeta/one", "--pages", tmp_path / "pages")
    _golden("keep", "--home", archive.home.path, *case)
    kept = tmp_path / "pages" / "gazeta" / "one.html"
    assert kept.read_bytes() == page
    assert (
        golden.text_of(golden.read_again(kept.with_suffix(".json"))) == kept.with_suffix(".json").read_text()
    )


def _golden(*arguments: object) -> str:
    command = [sys.executable, "-m", "tests.golden", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
