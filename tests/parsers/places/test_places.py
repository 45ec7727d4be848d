"""Places of invented people in invented sentences: `tests/cases/places.csv`, one row a case.

`{…}` marks each soldier; several answers are parted by `|`, in the order of the names. Empty: no claim.
"""

import csv
import re
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.records import Block, Cell, Claim, Document, Publisher
from parsers.person import Named
from parsers.places import places
from parsers.scope import Scope
from tests.parsers.documents import document

CASES = Path(__file__).parents[2] / "cases" / "places.csv"
ROWS = list(csv.DictReader(CASES.open(encoding="utf-8")))
FIELDS = {"region": "region", "settlement": "settlement", "type": "settlement_type"}


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_a_sentence_tells_where_its_men_are_from(row: dict[str, str]) -> None:
    document, named = _document(row["text"], row["publisher"] or None)
    claims = list(places(document, named, Scope(document, named)))
    for column, field in FIELDS.items():
        told = [fold(_best(claims, who, field)) for who in range(len(named))]
        assert told == [fold(one) for one in (row[column] or "|" * (len(named) - 1)).split("|")], claims


@pytest.mark.parametrize("row", ROWS, ids=[row["text"] for row in ROWS])
def test_every_claim_quotes_the_page(row: dict[str, str]) -> None:
    document, named = _document(row["text"], row["publisher"] or None)
    for _, claim in places(document, named, Scope(document, named)):
        assert document.text[claim.start : claim.end] == claim.raw != ""
        assert claim.rule.startswith(f"{claim.field}.")
        assert 0 < claim.confidence < 1


def test_the_table_is_wide_enough_for_a_linguist_to_trust() -> None:
    assert len(ROWS) >= 120
    assert len({row["text"] + row["publisher"] for row in ROWS}) == len(ROWS)


def test_an_officials_town_is_nobodys_home() -> None:
    document, named = _document("Мэр {Пётр Ольхин} родом из Лысьвы. Погиб {Иван Каменкин}.", None)
    named[0].role, named[0].status = "official", None
    assert [claim.value for who, claim in places(document, named, Scope(document, named)) if who == 0] == []


def test_birthplace_and_grave_are_kept_apart_from_home() -> None:
    document, named = _document("{Иван Каменкин} родился в Кунгуре, жил в Лысьве, похоронен в Чусовом.", None)
    claims = list(places(document, named, Scope(document, named)))
    found = {field: _best(claims, 0, field) for field in ("settlement", "birth_place", "funeral_place")}
    assert found == {"settlement": "Лысьва", "birth_place": "Кунгур", "funeral_place": "Чусовой"}


def test_a_district_is_told_in_the_nominative() -> None:
    document, named = _document("Погиб {Иван Каменкин} из Балтайского района.", None)
    assert _best(list(places(document, named, Scope(document, named))), 0, "district") == "Балтайский"


LABELS = [
    ("Место рождения", "birth_place", "Кунгур"),
    ("Откуда", "settlement", "Кунгур"),
    ("Населённый пункт", "settlement", "Кунгур"),
    ("Место захоронения", "funeral_place", "Кунгур"),
    ("Место гибели", "settlement", None),
    ("Где служил", "settlement", None),
]


@pytest.mark.parametrize(("label", "field", "value"), LABELS)
def test_a_cell_speaks_by_its_label(label: str, field: str, value: str | None) -> None:
    text = "Каменкин Иван; г. Кунгур"
    cell = Cell(label, text.index("г."), len(text))
    document = _page(text, (Block(0, len(text), kind="row", group=1, cells=(cell,)),), None)
    named = [_soldier(0, 13)]
    assert _best(list(places(document, named, Scope(document, named))), 0, field) == value


def test_a_row_of_a_table_keeps_to_itself() -> None:
    lines = ["Каменкин Иван; с. Камышла", "Ольхин Пётр; г. Сызрань", "Луговой Семён;"]
    text = "\n".join(lines)
    blocks, named, at = [], [], 0
    for group, line in enumerate(lines):
        cell = Cell("Откуда", at + line.index(";") + 1, at + len(line))
        blocks.append(Block(at, at + len(line), kind="row", group=group, cells=(cell,)))
        named.append(_soldier(at, at + line.index(";")))
        at += len(line) + 1
    document = _page(text, tuple(blocks), "RU-SAM")
    claims = list(places(document, named, Scope(document, named)))
    assert [_best(claims, who, "settlement") for who in range(3)] == ["Камышла", "Сызрань", None]


def test_a_heading_governs_the_names_below_it() -> None:
    lines = ["Омутнинский район", "Похоронили Ивана Каменкина.", "Кирово-Чепецк", "Проводили Петра Ольхина."]
    text = "\n".join(lines)
    blocks, at = [], 0
    for place, line in enumerate(lines):
        blocks.append(Block(at, at + len(line), kind="paragraph" if place % 2 else "heading"))
        at += len(line) + 1
    document = _page(text, tuple(blocks), "RU-KIR")
    named = [
        _soldier(text.index(name), text.index(name) + len(name))
        for name in ("Ивана Каменкина", "Петра Ольхина")
    ]
    claims = list(places(document, named, Scope(document, named)))
    assert [_best(claims, who, "settlement") for who in range(2)] == [None, "Кирово-Чепецк"]
    assert _best(claims, 0, "district") == "Омутнинский"


LINES = [
    "а",
    "А",
    "погиб ",
    "в ",
    "родился в ",
    "Из ",
    "похоронен на ",
    "Киров, ",
    "сёл Ольховка, Луговое и ",
    "- ",
]


@pytest.mark.parametrize("piece", LINES)
def test_a_long_line_is_read_in_linear_time(piece: str) -> None:
    """Of CPU time; a square of the length would need far more."""
    text = "Иван Каменкин " + piece * (20_000 // len(piece))
    document = _page(text, (Block(0, len(text)),), "RU-TYU")
    named = [_soldier(0, 13)]
    begun = time.process_time()
    list(places(document, named, Scope(document, named)))
    assert time.process_time() - begun < 3


def fold(value: str | None) -> str:
    return (value or "").replace("ё", "е").lower()


def _best(claims: list[tuple[int, Claim]], who: int, field: str) -> str | None:
    own = [claim for owner, claim in claims if owner == who and claim.field == field]
    return max(own, key=lambda claim: claim.confidence).value if own else None


def _document(marked: str, region: str | None) -> tuple[Document, list[Named]]:
    named, text = [], ""
    for piece in re.split(r"(\{.+?\})", marked):
        if piece.startswith("{"):
            named.append(_soldier(len(text), len(text) + len(piece) - 2))
            piece = piece[1:-1]
        text += piece
    return _page(text, (Block(0, len(text)),), region), named


def _soldier(start: int, end: int) -> Named:
    return Named(start, end, ((start, end),), "soldier", "killed", "m", None, None, None)


def _page(text: str, blocks: tuple[Block, ...], region: str | None) -> Document:
    lang = "en" if re.match(r"[A-Z]", text) else "uk" if "І" in text else "ru"
    return document(
        text,
        blocks,
        lang=lang,
        fetched_at=datetime(2024, 1, 1, tzinfo=UTC),
        publisher=Publisher("", "press", region),
    )
