"""Any bytes yield a document, soon; a named layout that is not there is a loud failure."""

from datetime import UTC, datetime
from time import perf_counter

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.records import Document, Page, Publisher
from parsers.errors import LayoutChanged, Unreadable
from parsers.reader import read_document

NOW = datetime(2024, 3, 2, tzinfo=UTC)
SENTENCE = "Погиб рядовой Каменкин, ему было двадцать лет, он служил в пехоте."
PIECES = [
    *(
        "<p>",
        "</p>",
        "<div class=news-detail>",
        "</div>",
        "<table>",
        "<tr>",
        "<td>",
        "</table>",
        "<dl><dt>",
        "<dd>",
    ),
    *(
        "<h1>",
        "</h1>",
        "<a href=#>",
        "</a>",
        "<br>",
        "<b>",
        "<ul><li>",
        "<script type=application/ld+json>",
        "</script>",
    ),
    *(
        "<title>",
        "</title>",
        "<div class=tgme_widget_message_text>",
        "<div class=pi_text>",
        "<time datetime=",
        ">",
        '"',
    ),
    *(
        SENTENCE,
        "Звание: рядовой",
        "Читайте также",
        "Комментарии",
        "12.05.2023",
        "Напомним, ",
        "&nbsp;",
        "\0",
        "<!--",
    ),
    *(
        "[",
        "{",
        '{"content":"',
        "<rss><item>",
        "<![CDATA[",
        "]]>",
        "2023-99-99",
        "Фото: ",
        "\ufeff",
        "\ud7ff",
    ),
]


def read(body: bytes, parser: str = "auto", content_type: str = "text/html") -> Document:
    publisher = Publisher("Invented", "press", None, "invented", parser)
    return read_document(Page(body, content_type, "https://a.example/2023/01/01/", NOW, publisher))


@given(st.binary(max_size=2000))
@example(b"")
@example(b"\xff\xfe")
@example(b"<")
@example(b"{}")
@example(b"[[]]")
@example(b"%PDF-")
@example(b"GIF8")
@example(b"<p \x01=1 \x0bclass=a>a</p>")
@example(b"<i class=tgme_widget_message_text>a<time datetime=2023-01-01T99:00:00Z>")
@example(b"<noscript><h1>Headline</h1></noscript><p>")
@settings(max_examples=150, deadline=None)
def test_arbitrary_bytes_are_read(body: bytes) -> None:
    try:
        document = read(body)
    except Unreadable as error:  # a file that begins as a PDF or a picture, and is none
        assert str(error).endswith(error.remedy)
        return
    assert all(0 <= block.start <= block.end <= len(document.text) for block in document.blocks)


@given(st.lists(st.sampled_from(PIECES), max_size=60))
@example(["<rss><item>", "&nbsp;", "&nonsense;", "<title>", SENTENCE, "&mdash;", "<b>", "&zzz;"])
@example(["<rss><item>", "<title>", "<![CDATA["])
@example(["<feed>", "\ufeff"])
@settings(max_examples=250, deadline=None)
def test_shuffled_markup_is_read_and_blocks_tile_the_text(pieces: list[str]) -> None:
    document = read("".join(pieces).encode())
    assert "\n".join(document.text[block.start : block.end] for block in document.blocks) == document.text
    for block in document.blocks:
        assert all(block.start <= cell.start <= cell.end <= block.end for cell in block.cells)


@pytest.mark.parametrize(
    "body",
    [
        *("<p>" + unit * 400_000 for unit in ("а", "А ", "1.2.", "12 ", "a:", "«", "— ")),
        "<p>" + "1 мая 2022 " * 50_000 + "</p>",
        "<title>" + " | " * 60_000 + "</title><h1>Прощание</h1><p>" + SENTENCE,
        "<div>" * 100_000 + SENTENCE,
        "<b>" * 100_000 + SENTENCE,
        "<table><tr><td>" * 3_000 + SENTENCE,
        "<p>" * 50_000,
        "[" * 100_000,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>",
    ],
)  # fmt: skip
def test_no_line_and_no_nesting_takes_long(body: str) -> None:
    start = perf_counter()
    read(body.encode())
    assert perf_counter() - start < 4  # seconds; under one on an idle machine


def test_deep_nesting_keeps_the_text() -> None:
    assert SENTENCE in read(("<div>" * 1000 + SENTENCE).encode()).text


def test_an_empty_page_is_an_empty_document() -> None:
    document = read(b"")
    assert (document.text, document.blocks, document.title, document.published) == (
        "",
        (),
        None,
        "2023-01-01",
    )


def test_plain_text_keeps_its_paragraphs() -> None:
    document = read(f"{SENTENCE}\n\nПохоронят его завтра.".encode(), content_type="text/plain; charset=utf-8")
    assert document.text == f"{SENTENCE}\nПохоронят его завтра."


ARTICLE = f"<h1>Прощание</h1><p>{SENTENCE}</p>".encode()
CARD = (
    "<h1>Каменкин Илья</h1><dl><dt>Звание</dt><dd>рядовой</dd><dt>Дата гибели</dt><dd>1 мая 2023</dd></dl>"
).encode()
TABLE = (
    "<table><tr><th>ФИО</th><th>Звание</th></tr><tr><td>Каменкин Илья</td><td>рядовой</td></tr>"
    "<tr><td>Петрин Лев</td><td>матрос</td></tr></table>"
).encode()
CHANNEL = f"<div class=tgme_widget_message_text>{SENTENCE}</div>".encode()


@pytest.mark.parametrize(
    ("parser", "body"),
    [("memorial_card", CARD), ("book_table", TABLE), ("telegram", CHANNEL), ("auto", ARTICLE)],
)
def test_a_named_layout_is_read(parser: str, body: bytes) -> None:
    assert read(body, parser).text


@pytest.mark.parametrize("parser", ["memorial_card", "book_table", "telegram"])
def test_a_named_layout_that_is_gone_is_a_loud_failure(parser: str) -> None:
    with pytest.raises(LayoutChanged, match=r"https://a\.example/2023/01/01/: expected "):
        read(ARTICLE, parser)
