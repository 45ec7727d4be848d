"""Whose a marked feature is: the rows of tests/cases/scope.csv."""

import csv
from pathlib import Path

import pytest

from parsers.scope import Scope
from tests.parsers.times.notation import Passage

CASES = Path(__file__).parents[2] / "cases" / "scope.csv"
LETTER = {"soldier": "", "official": "o", "relative": "r"}


def rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def shown(passage: Passage, owners: tuple[int, ...]) -> str:
    """«1,2»: numbers count the people of one role in order; `o` is an official, `r` a relative."""
    numbers = []
    for who in sorted(owners):
        role = passage.named[who].role
        place = sum(one.role == role for one in passage.named[: who + 1])
        numbers.append(f"{place}{LETTER[role]}")
    return ",".join(numbers) or "-"


@pytest.mark.parametrize("case", rows(), ids=lambda case: f"{case['lean']}: {case['text']}")
def test_a_feature_goes_to_whom_the_text_gives_it(case: dict[str, str]) -> None:
    passage = Passage(case["text"])
    start, end = passage.stars
    owners = Scope(passage.document, passage.named).owners(start, end, lean=case["lean"])  # type: ignore[arg-type]
    assert shown(passage, owners) == case["expected"], case["note"]
