"""PDF files are read by their text layer; one that has none says what to do.

`pdf/list.pdf` is `pdf/list.html` as Chromium prints it; all people in it are invented.
"""

import pickle
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest

from archive.records import Page, ParserName, Publisher
from parsers.errors import LayoutChanged, PdfBroken, PdfLocked, PdfTooLong, PdfUnread, PdfWithoutText
from parsers.pdf import lines
from parsers.pdf.lines import Line, Span
from parsers.pdf.markup import as_markup, joined
from parsers.reader import read_document
from parsers.reading import read_page

LIST = (Path(__file__).parent / "pdf" / "list.pdf").read_bytes()
URL = "https://adm.example/spisok.pdf"


def page(body: bytes, content_type: str = "application/pdf", parser: ParserName = "auto") -> Page:
    publisher = Publisher("Администрация", "official", "RU-PNZ", parser=parser)
    return Page(body, content_type, URL, datetime(2026, 3, 3, tzinfo=UTC), publisher)


def blank(pages: int) -> bytes:
    document = pypdfium2.PdfDocument.new()
    for _ in range(pages):
        document.new_page(200, 200)
    written = BytesIO()
    document.save(written)
    return written.getvalue()


LOCKED = b"""%%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
3 0 obj<</Filter/Standard/V 1/R 2/Length 40/P -44/O<%s>/U<%s>>>endobj
trailer<</Root 1 0 R/Size 4/Encrypt 3 0 R/ID[<00><00>]>>
%%%%EOF""" % (b"11" * 32, b"22" * 32)


def test_paragraphs_are_whole_across_lines_broken_words_and_pages() -> None:
    text = read_document(page(LIST)).text.split("\n")
    assert text[0] == "Книга памяти Озёрского района"
    assert text[1].endswith("Он подписал контракт с Министерством обороны осенью 2024 года.")
    assert "при выполнении воинского долга в ходе" in text[1]
    assert "рассказал, что сержант Голубцов Антон Маркович погиб 2 марта" in "\n".join(text)
    assert "Память о земляках сохранит музей школы в Ростове-на-Дону." in text
    assert not any(line.strip("— ").isdigit() for line in text), "numbers of pages"


def test_a_table_is_read_by_its_rows_with_the_labels_of_its_columns() -> None:
    document = read_document(page(LIST))
    rows = [block for block in document.blocks if block.kind == "row"]
    cells = [{cell.label: document.text[cell.start : cell.end] for cell in row.cells} for row in rows]
    assert [cell["Дата гибели"] for cell in cells] == ["03.02.2026", "06.02.2026", "12.01.2026"]
    assert cells[0] == {
        "№": "1",
        "Фамилия, имя, отчество": "Подорожников Геннадий Львович",
        "Дата рождения": "03.05.1974",
        "Дата гибели": "03.02.2026",
        "Откуда": "село Сухой Кумор",
    }


def test_people_are_read_from_it_with_offsets_that_hold() -> None:
    reading = read_page(page(LIST))
    names = {mention.value("name") for mention in reading.mentions}
    assert names == {
        "Каменкин Илья Петрович",
        "Подорожников Геннадий Львович",
        "Курамшин Раиль Сабитович",
        "Свиристелев Степан Ильич",
        "Голубцов Антон Маркович",
    }
    for claim in (claim for mention in reading.mentions for claim in mention.claims):
        assert reading.document.text[claim.start : claim.end] == claim.raw


@pytest.mark.parametrize("content_type", ["application/pdf", "text/html; charset=windows-1251", ""])
@pytest.mark.parametrize("before", [b"", b"\r\n\xef\xbb\xbf"], ids=["at once", "after some bytes"])
def test_a_pdf_is_known_by_its_bytes(content_type: str, before: bytes) -> None:
    document = read_document(page(before + LIST, content_type))
    assert (document.layout, document.lang) == ("pdf", "ru")
    assert document.text.startswith("Книга памяти")


def test_a_page_that_speaks_of_pdf_is_none() -> None:
    html = "<html><body><p>Файл начинается с %PDF-1.4, пояснил сотрудник.</p></body></html>"
    assert read_document(page(html.encode(), "text/html")).layout == "article"


def test_a_pdf_that_is_not_the_layout_its_source_names_is_told() -> None:
    with pytest.raises(LayoutChanged):
        read_document(page(LIST, parser="telegram"))


@pytest.mark.parametrize(
    ("body", "error", "remedy"),
    [
        (blank(2), PdfWithoutText, "by eye"),
        (LOCKED, PdfLocked, "open copy"),
        (LIST[:9000], PdfBroken, "fetch it again"),
        (b"%PDF-1.7\nnothing else", PdfBroken, "fetch it again"),
        (blank(lines.MOST_PAGES + 1), PdfTooLong, "in parts"),
    ],
    ids=["pictures", "locked", "cut short", "garbage", "too long"],
)
def test_a_pdf_without_a_text_names_the_remedy(body: bytes, error: type[PdfUnread], remedy: str) -> None:
    with pytest.raises(error) as raised:
        read_document(page(body))
    assert str(raised.value).startswith(URL) and remedy in str(raised.value)
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


def test_a_book_with_too_many_letters_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lines, "MOST_CHARACTERS", 100)
    with pytest.raises(PdfTooLong):
        read_document(page(LIST))


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (["воинского дол\xad", "га в ходе"], "воинского долга в ходе"),
        (["воинского дол-", "га"], "воинского долга"),
        (["в Ростове-", "на-Дону"], "в Ростове-на-Дону"),
        (["Новиков-", "Прибой"], "Новиков- Прибой"),
        (["15-", "й полк"], "15- й полк"),
        (["погиб", "в бою"], "погиб в бою"),
    ],
)
def test_words_broken_at_the_end_of_a_line_are_joined(broken: list[str], whole: str) -> None:
    assert joined(broken) == whole


def row(bottom: float, *spans: tuple[str, float]) -> Line:
    return Line([Span(text, left, left + 40) for text, left in spans], bottom, 12)


def test_a_wide_gap_in_a_justified_line_makes_no_table() -> None:
    text = [
        row(100, ("Погиб", 60), ("земляк", 180)),
        row(86, ("Илья Каменкин", 60), ("из", 240), ("Озёрска", 300)),
    ]
    assert as_markup([text]) == "<p>Погиб земляк Илья Каменкин из Озёрска</p>"


def test_heads_and_feet_that_pages_share_are_left_out() -> None:
    pages = [
        [row(800, ("Книга памяти", 60)), row(700, (f"Страница о {n}", 60)), row(20, (f"стр. {n}", 60))]
        for n in range(3)
    ]
    assert as_markup(pages) == "<p>Страница о 0</p>\n<p>Страница о 1</p>\n<p>Страница о 2</p>"
