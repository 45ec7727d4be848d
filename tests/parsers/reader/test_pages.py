"""Invented pages in the markup of real engines, each beside what the reader must make of it.

`contains` and `lacks` are of the document's text; `rows`, `cells`, `groups` and `captions` of its blocks.
A new page is a file `NAME.html` with `NAME.json` in `pages/`; no code.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from archive.records import Block, Document, Page, Publisher
from parsers.reader import read_document

PAGES = Path(__file__).parent / "pages"
NAMES = sorted(path.stem for path in PAGES.glob("*.html"))


def answer(name: str) -> dict[str, Any]:
    return json.loads((PAGES / f"{name}.json").read_text("utf-8"))


def read(name: str) -> Document:
    said = answer(name)
    page = Page(
        body=(PAGES / f"{name}.html").read_bytes(),
        content_type=said.get("content_type", "text/html"),
        url=said["url"],
        fetched_at=datetime.fromisoformat(said["fetched_at"]),
        publisher=Publisher("Invented", said.get("kind", "press"), said.get("region")),
    )
    return read_document(page)


def words(document: Document, block: Block) -> str:
    return document.text[block.start : block.end]


@pytest.mark.parametrize("name", NAMES)
def test_article_is_in_and_the_rest_of_the_page_is_out(name: str) -> None:
    document, said = read(name), answer(name)
    assert [phrase for phrase in said["contains"] if phrase not in document.text] == []
    assert [phrase for phrase in said["lacks"] if phrase in document.text] == []
    assert not (said.get("empty") and document.text)


@pytest.mark.parametrize("name", NAMES)
def test_date_language_title_layout_and_charset_are_as_the_page_states(name: str) -> None:
    document, said = read(name), answer(name)
    known = {
        "published": document.published,
        "how": document.published_how,
        "lang": document.lang,
        "title": document.title,
        "layout": document.layout,
        "charset": document.charset,
    }
    assert {key: known[key] for key in known if key in said} == {
        key: said[key] for key in known if key in said
    }


@pytest.mark.parametrize("name", NAMES)
def test_blocks_tile_the_text_and_cells_lie_in_their_blocks(name: str) -> None:
    document = read(name)
    assert "\n".join(words(document, block) for block in document.blocks) == document.text
    assert all(words(document, block).strip() for block in document.blocks)
    for block in document.blocks:
        assert all(block.start <= cell.start < cell.end <= block.end for cell in block.cells)


@pytest.mark.parametrize("name", [name for name in NAMES if "rows" in answer(name)])
def test_rows_of_a_register_carry_their_columns(name: str) -> None:
    document = read(name)
    rows = [block for block in document.blocks if block.kind == "row"]
    said = answer(name)["rows"]
    found = [{cell.label: document.text[cell.start : cell.end] for cell in row.cells} for row in rows]
    assert [{key: row.get(key) for key in want} for row, want in zip(found, said, strict=False)] == said
    assert len({row.group for row in rows}) == len(rows)


@pytest.mark.parametrize("name", [name for name in NAMES if "cells" in answer(name)])
def test_values_of_a_card_carry_their_labels(name: str) -> None:
    document = read(name)
    cells = [cell for block in document.blocks if block.kind == "card" for cell in block.cells]
    found = {cell.label: document.text[cell.start : cell.end] for cell in cells}
    assert {key: found.get(key) for key in answer(name)["cells"]} == answer(name)["cells"]
    assert {block.group for block in document.blocks} == {0}


@pytest.mark.parametrize("name", [name for name in NAMES if answer(name).get("layout") == "channel"])
def test_posts_are_groups_with_their_own_days(name: str) -> None:
    document = read(name)
    days = {words(document, block): block.published for block in document.blocks}
    said = answer(name).get("groups", {})
    assert {text: days.get(text) for text in said} == said
    assert all(block.group > 0 for block in document.blocks)


def test_each_of_several_cards_is_a_group_with_its_heading() -> None:
    document = read("cards-several")
    groups: dict[int, list[str]] = {}
    for block in document.blocks:
        groups.setdefault(block.group, []).append(words(document, block))
    assert {group[0]: group[1].split("\n")[-1] for key, group in groups.items() if key} == answer(
        "cards-several"
    )["groups"]


@pytest.mark.parametrize("name", [name for name in NAMES if "tail" in answer(name)])
def test_what_the_article_recalls_is_its_tail(name: str) -> None:
    document = read(name)
    tails = [words(document, block) for block in document.blocks if block.part == "tail"]
    assert all(any(phrase in tail for tail in tails) for phrase in answer(name)["tail"])


@pytest.mark.parametrize("name", [name for name in NAMES if "captions" in answer(name)])
def test_credits_are_captions(name: str) -> None:
    document = read(name)
    captions = [words(document, block) for block in document.blocks if block.part == "caption"]
    assert captions == answer(name)["captions"]


@pytest.mark.parametrize("name", [name for name in NAMES if "headings" in answer(name)])
def test_subheads_are_headings(name: str) -> None:
    document = read(name)
    heads = [block for block in document.blocks if block.kind == "heading" and block.part == "main"]
    assert [words(document, head) for head in heads] == answer(name)["headings"]


@pytest.mark.parametrize("name", [name for name in NAMES if "items" in answer(name)])
def test_lines_of_a_list_are_items(name: str) -> None:
    document = read(name)
    assert sum(block.kind == "item" for block in document.blocks) == answer(name)["items"]
