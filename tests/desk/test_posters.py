"""An obituary that is a picture: kept with its page, and read where the extra is installed."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.clock import Clock
from desk.nightly import NightReport, run_night
from parsers.ocr.pictures import is_at_hand
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import response, serve

POSTER = Path(__file__).parents[1] / "parsers" / "reader" / "posters" / "poster.png"
NAMED = """SELECT capture.url, page.url, claim.value FROM claim
JOIN mention ON mention.id = claim.mention JOIN document ON document.snapshot = mention.document
JOIN capture ON capture.id = document.capture JOIN capture page ON page.id = capture.page
WHERE claim.field = 'name'"""


def a_night(folder: Path) -> tuple[NightReport, list[tuple[str, str, str]]]:
    """The night's report; who is named on pictures: the picture, its page, the name; addresses by path."""
    article = '<article><h1>Скорбим</h1><img src="/poster.png" width="900" height="1200"></article>'
    poster = response(POSTER.read_bytes(), content_type="image/png")
    answers = {"/": response('<a href="/1">…</a>'), "/1": response(article), "/poster.png": poster}
    with serve(dict(answers)) as site:
        archive = Archive(folder)
        source = archive.source("wall", site.url(), 'detail = "a"')
        clock = Clock(datetime(2024, 1, 1, tzinfo=UTC))
        report = run_night(archive.home, [source], clock=clock, loopback=True)
    named = [(_path(picture), _path(page), str(name)) for picture, page, name in archive.rows(NAMED)]
    return report, named


def _path(url: object) -> str:
    return "/" + str(url).rpartition("/")[2]


@pytest.mark.skipif(not is_at_hand(), reason="needs Tesseract with its Russian model: make ocr")
def test_the_man_on_a_poster_is_read_and_leads_to_the_page_that_showed_it(tmp_path: Path) -> None:
    _, named = a_night(tmp_path)
    assert named == [("/poster.png", "/1", "Верхолазов Тимур Игнатьевич")]


def test_without_the_extra_posters_are_kept_and_nothing_complains(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SINODIK_TESSDATA", str(tmp_path))
    report, named = a_night(tmp_path)
    assert (report.parse.read, report.parse.unread, named) == (1, 0, [])
