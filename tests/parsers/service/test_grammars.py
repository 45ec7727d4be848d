"""Ranks, units and categories as single phrases say them: the rows of tests/cases."""

import csv
from pathlib import Path

import pytest

from parsers.serving.category import categories
from parsers.serving.passage import folded
from parsers.serving.ranks import ranks
from parsers.serving.units import units

CASES = Path(__file__).parents[2] / "cases"


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def language(text: str) -> str:
    if text.isascii():
        return "en"
    return "uk" if any(letter in "іїє" for letter in text) else "ru"


@pytest.mark.parametrize("case", rows("ranks"), ids=lambda case: case["text"])
def test_ranks_are_read_in_every_form(case: dict[str, str]) -> None:
    found = ranks(folded(case["text"]), lang=language(case["text"]))
    assert "; ".join(rank.value for rank in found) == case["expected"]


@pytest.mark.parametrize("case", rows("units"), ids=lambda case: case["text"])
def test_units_are_read_and_put_into_the_nominative(case: dict[str, str]) -> None:
    text = case["text"]
    found = units(text, folded(text), lang=language(text))
    assert "; ".join(unit.value for unit in found) == case["expected"]


@pytest.mark.parametrize("case", rows("categories"), ids=lambda case: f"{case['text']} ({case['published']})")
def test_categories_follow_words_and_dates(case: dict[str, str]) -> None:
    low = folded(case["text"])
    found = categories(low, 0, len(low), case["published"])
    assert "; ".join(dict.fromkeys(one.value for one in found)) == case["expected"]
