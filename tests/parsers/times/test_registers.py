"""Dates without a year in a register whose heading names the year."""

import pytest

from archive.records import Block, Cell, Document
from parsers.person import Named
from parsers.scope import Scope
from parsers.times import times
from tests.parsers.documents import document


def register(heading: str, day: str) -> tuple[Document, Named]:
    """One row of a register: a date and a name."""
    name = "Ракитин Тимофей"
    text = f"{heading}\n{day}; {name}"
    row = len(heading) + 1
    start = row + len(day) + 2
    cells = (Cell("Дата", row, row + len(day)), Cell("ФИО", start, len(text)))
    blocks = Block(0, row - 1, "title", "heading"), Block(row, len(text), "main", "row", 1, cells=cells)
    page = document(text, blocks, title=heading)
    span = (start, len(text))
    return page, Named(*span, (span,), "soldier", "killed", "m", "Ракитин", "Тимофей", None)


@pytest.mark.parametrize(
    ("heading", "day", "expected"),
    [
        ("Захоронения за февраль 2023 года", "11.02", ["2023-02-11"]),
        ("Захоронения за 2022–2023 годы", "11.02", []),
        ("Захоронения за февраль 2023 года", "11.13", []),
    ],
)
def test_a_register_s_heading_gives_the_year(heading: str, day: str, expected: list[str]) -> None:
    page, one = register(heading, day)
    found = [claim for _, claim in times(page, [one], Scope(page, [one]))]
    assert [claim.value for claim in found if claim.field == "funeral_date"] == expected
