"""Words of claims are marked where they stand on the page, or it is said that they were not found."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import Block, Document, Publisher
from desk.web.snapshots.extracted import passages
from desk.web.snapshots.folding import Folded
from desk.web.snapshots.marks import Marker, Span
from desk.web.snapshots.markup import texts, tree
from desk.web.snapshots.placing import placed

NIGHT = datetime(2026, 3, 2, 1, 10, tzinfo=UTC)


def document(*blocks: str) -> Document:
    """A document of paragraphs."""
    found, at = [], 0
    for text in blocks:
        found.append(Block(at, at + len(text)))
        at += len(text) + 1
    text, paper = "\n".join(blocks), Publisher("", "press")
    return Document(text, tuple(found), None, None, None, "ru", "utf-8", "article", "", NIGHT, paper)


def marked_on(page: str, read: Document, words: str) -> str | None:
    """What is marked on a page for words of a document, None if they were not found."""
    start = read.text.index(words)
    found = texts(tree(page))
    result = placed(found, read, [Span(start, start + len(words), "0")])
    if result.lost:
        return None
    spans = sorted((n, span) for n, spans in result.marks.items() for span in spans)
    return "".join(found[n][span.start : span.end] for n, span in spans)


PLACES = {
    "plain": ("<p>Погиб Иван Тестов.</p>", ["Погиб Иван Тестов."], "Иван", "Иван"),
    "over elements and line breaks": (
        "<p>Погиб <b>Иван</b>\n  <i>Тес</i>тов.</p>",
        ["Погиб Иван Тестов."],
        "Иван Тестов",
        "Иван\n  Тестов",
    ),
    "soft hyphen, zero width, stress": (
        "<p>Погиб И\xadван\u200b Те\u0301стов.</p>",
        ["Погиб Иван Тестов."],
        "Иван Тестов",
        "И\xadван\u200b Те\u0301стов",
    ),
    "a letter in two parts": ("<p>Андреи\u0306 пал.</p>", ["Андрей пал."], "Андрей", "Андреи"),
    "a card whose labels stand in cells": (
        "<table><tr><td>Звание<td>рядовой<tr><td>Возраст<td>31 год</table>",
        ["Звание: рядовой\nВозраст: 31 год"],
        "31",
        "31",
    ),
    "the same number before it": (
        "<p>Сказал: 31.</p><ul><li>Имя<li>Тестов И. И.<li>Лет<li>31</ul>",
        ["Сказал: 31.", "Имя: Тестов И. И.\nЛет: 31"],
        "Лет: 31",
        "Лет31",
    ),
    "a card whose values stand in another order": (
        "<ul><li>Возраст<li>31<li>Мобилизованный рядовой</ul>",
        ["Звание: Мобилизованный рядовой\nЛет: 31"],
        "Мобилизованный рядовой",
        "Мобилизованный рядовой",
    ),
    "words that stand twice, and nothing tells which": (
        "<ul><li>Мобилизованный<li>Контрактник<li>Мобилизованный</ul>",
        ["Категория службы: Мобилизованный"],
        "Мобилизованный",
        None,
    ),
    "not on the page": ("<p>Совсем другое.</p>", ["Пал Иван Тестов."], "Иван", None),
    "a number that stands elsewhere": (
        "<p>31 января. 31 год прошёл.</p>",
        ["Из данных: возраст 31"],
        "31",
        None,
    ),
    "words that only a script has": (
        "<script>Иван Тестов</script><p>Иван пал.</p>",
        ["Иван Тестов"],
        "Тестов",
        None,
    ),
}


@pytest.mark.parametrize(("page", "blocks", "words", "marked"), PLACES.values(), ids=PLACES)
def test_words_are_marked_where_they_stand(
    page: str, blocks: list[str], words: str, marked: str | None
) -> None:
    assert marked_on(page, document(*blocks), words) == marked


def test_a_line_that_stands_thrice_is_marked_after_what_was_read_before_it() -> None:
    page = "<p>Вечная память</p><h1>Вечная память</h1><p>Пал Тестов Иван.</p><p>Вечная память</p>"
    read = document("Пал Тестов Иван.", "Вечная память")
    start = read.text.index("память")
    assert list(placed(texts(tree(page)), read, [Span(start, start + 6, "0")]).marks) == [3]


def test_marks_nest_where_claims_share_words() -> None:
    spans = [Span(0, 11, "name"), Span(0, 4, "given"), Span(5, 11, "surname"), Span(8, 16, "odd")]
    assert Marker({"odd": 'a "title"'}).marked("Иван Тестов пал", spans[:3]) == (
        '<mark id="claim-name" data-claim="name"><mark id="claim-given" data-claim="given">Иван</mark> '
        '<mark id="claim-surname" data-claim="surname">Тестов</mark></mark> пал'
    )
    crossing = Marker({"odd": 'a "title"'}).marked("Иван Тестов пал", [spans[0], Span(8, 15, "odd")])
    assert crossing.count('id="claim-odd"') == 1
    assert 'title="a &quot;title&quot;"' in crossing


words = st.text(st.sampled_from("аб в<>&\"'\U0001f56f"), max_size=12)
spans = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12), st.sampled_from("123")), max_size=5)


@given(words, spans)
def test_marks_change_no_letter_and_always_close(text: str, drawn: list[tuple[int, int, str]]) -> None:
    marked = Marker().marked(text, [Span(*one) for one in drawn])
    assert unescape(re.sub(r"<[^>]*>", "", marked)) == text
    assert marked.count("<mark") == marked.count("</mark>")
    identities = re.findall(r'id="([^"]*)"', marked)
    assert len(identities) == len(set(identities))


@given(st.lists(words.filter(str.strip), max_size=4), spans)
def test_the_text_view_holds_the_document_to_the_letter(
    blocks: list[str], drawn: list[tuple[int, int, str]]
) -> None:
    read = document(*blocks)
    for passage in passages(read, [Span(*one) for one in drawn], {}):
        text = unescape(re.sub(r"<[^>]*>", "", passage.markup))
        assert read.text[passage.start : passage.start + len(text)] == text


def test_folding_knows_where_each_letter_stood() -> None:
    folded = Folded("«Ёлка»\xad, 3-й")
    assert folded.text == "Елка3и"
    assert folded.unfolded(*folded.span(1, 5)) == (1, 5)
