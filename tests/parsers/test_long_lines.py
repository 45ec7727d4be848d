"""A line without an end holds the reader up no longer than in proportion to its length."""

import time
from datetime import UTC, datetime

import pytest

from archive.records import Document, Page, Publisher
from parsers.reading import read_page

HEAD = "<html><body><p>Погиб рядовой Иван Петров из села Ключи.</p><p>"
PIECES = (
    "а ", "погиб ", "Иван ", "Иванов Иван Иванович, ", "погиб Иван Иванов. ", "И.И. Иванов ", "И. ", "и ",
    "12 мая ", "12.05.2023 ", "1", "24-летний ", "двадцать ", "в селе Ивановка ", "село ", "в ", "рядовой ",
    "в/ч 12345 ", "27-я бригада ", "отдельной гвардейской ", "мобилизован ", "родился ", "Ивано-", "-", "—",
    "«", "(", ". ", ", ", "<b>", "&amp;", "&", "<", "А", "Ив", "\u0301", "😀", "\t", "https://", "http://a.b/",
)  # fmt: skip


@pytest.mark.parametrize("piece", PIECES)
def test_a_long_line_is_read(piece: str) -> None:
    assert "Петров" in _read(piece, 10_000).text


@pytest.mark.soak
@pytest.mark.parametrize("piece", PIECES)
def test_four_times_the_line_takes_no_more_than_a_few_times_as_long(piece: str) -> None:
    _seconds(piece, 1_000)
    short, long = (min(_seconds(piece, size) for _ in range(2)) for size in (25_000, 100_000))
    # A square law would take sixteen times as long.
    assert long < 10 * short + 0.05, f"{short:.2f} s, then {long:.2f} s"


def _seconds(piece: str, size: int) -> float:
    before = time.process_time()
    _read(piece, size)
    return time.process_time() - before


def _read(piece: str, size: int) -> Document:
    body = HEAD + piece * (size // len(piece.encode()))
    page = Page(
        body.encode(),
        "text/html; charset=utf-8",
        "https://gazeta.example/1",
        datetime(2024, 3, 1, tzinfo=UTC),
        Publisher("Газета", "press"),
    )
    return read_page(page).document
