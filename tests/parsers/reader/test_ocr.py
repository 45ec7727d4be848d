"""Words in pictures: read where the extra is installed, marked as such, and never silently passed over."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.records import Page, Publisher
from parsers.errors import OcrMissing, PdfWithoutText, PictureUnread, Unreadable
from parsers.ocr.pictures import is_at_hand, is_picture
from parsers.reading import Reading, read_page

POSTERS = Path(__file__).parent / "posters"
needs_ocr = pytest.mark.skipif(not is_at_hand(), reason="needs Tesseract with its Russian model: make ocr")


def read(body: bytes) -> Reading:
    when = datetime(2024, 1, 1, tzinfo=UTC)
    publisher = Publisher("Газета", "press")
    return read_page(Page(body, "image/png", "https://gazeta.example/a.png", when, publisher))


@needs_ocr
@pytest.mark.parametrize(("name", "layout"), [("poster.png", "poster"), ("scan.pdf", "pdf")])
def test_the_man_on_a_picture_is_read_and_every_claim_says_that_it_was_a_picture(
    name: str, layout: str
) -> None:
    reading = read((POSTERS / name).read_bytes())
    assert (reading.document.layout, reading.document.charset) == (layout, "ocr")
    (man,) = reading.mentions
    values = {
        "name": "Верхолазов Тимур Игнатьевич",
        "status": "killed",
        "birth_date": "1991-03-14",
        "death_date": "2023-11-22",
        "funeral_date": "2023-12-02",
        "category": "mobilised",
    }
    assert {field: man.value(field) for field in values} == values
    for claim in man.claims:
        assert reading.document.text[claim.start : claim.end] == claim.raw
        assert claim.rule.endswith(" (ocr)")
        assert claim.confidence <= 0.8


@needs_ocr
@pytest.mark.parametrize(
    ("body", "error"),
    [
        ((POSTERS / "poster.png").read_bytes()[:900], PictureUnread),
        (b"\xff\xd8\xff" + b"\0" * 100, PictureUnread),
        (b"RIFF\0\0\0\0WEBPVP8 ", PictureUnread),
    ],
)
def test_a_broken_picture_names_the_remedy(body: bytes, error: type[Unreadable]) -> None:
    with pytest.raises(error, match="read it by eye"):
        read(body)


@pytest.mark.parametrize(("name", "error"), [("poster.png", OcrMissing), ("scan.pdf", PdfWithoutText)])
def test_without_the_extra_a_picture_names_the_remedy(
    name: str, error: type[Unreadable], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SINODIK_TESSDATA", str(tmp_path))
    with pytest.raises(error, match="make ocr"):
        read((POSTERS / name).read_bytes())


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"\x89PNG\r\n\x1a\n...", True),
        (b"\xff\xd8\xff\xe0", True),
        (b"RIFF....WEBP", True),
        (b"RIFF....WAVE", False),
        (b"<html>", False),
        (b"", False),
    ],
)
def test_a_picture_is_told_by_its_first_bytes(body: bytes, expected: bool) -> None:
    assert is_picture(body) is expected
