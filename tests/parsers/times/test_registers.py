"""Dates without a year in a register whose heading names the year."""

from datetime import UTC, datetime

import pytest

from archive.records import Block, Cell, Document, Publisher
from parsers.person import Named
from parsers.scope import Scope
from parsers.times import times


def register(heading: str, day: str) -> tuple[Document, Named]:
    """One row of a register: a date and a name."""
    name = "Ракитин Тимофей"
    text = f"{heading}\n{day}; {name}"
    row = len(heading) + 1
    start = row + len(day) + 2
    cells = (Cell("Дата", row, row + len(day)), Cell("ФИО", start, len(text)))
    document = Document(
        text=text,
        blocks=(Block(0, row - 1, "title", "heading"), Block(row, len(text), "main", "row", 1, cells=cells)),
        title=heading,
        published=None,
        published_how=None,
        lang="ru",
        charset="utf-8",
        layout="article",
        url="https://zarya.example/1",
        fetched_at=datetime(2026, 3, 1, tzinfo=UTC),
        publisher=Publisher("Заря", "press"),
    )
    span = (start, len(text))
    return document, Named(*span, (span,), "soldier", "killed", "m", "Ракитин", "Тимофей", None)


@pytest.mark.parametrize(
    ("heading", "day", "expected"),
    [
        ("Захоронения за февраль 2023 года", "11.02", ["2023-02-11"]),
        ("Захоронения за 2022–2023 годы", "11.02", []),
        ("Захоронения за февраль 2023 года", "11.13", []),
    ],
)
def test_a_register_s_heading_gives_the_year(heading: str, day: str, expected: list[str]) -> None:
    document, one = register(heading, day)
    found = [claim for _, claim in times(document, [one], Scope(document, [one]))]
    assert [claim.value for claim in found if claim.field == "funeral_date"] == expected
