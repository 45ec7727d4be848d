"""Dates and ages as whole passages say them: the rows of tests/cases/dates.csv and ages.csv."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.records import Claim
from parsers.scope import Scope
from parsers.times import times
from tests.parsers.times.notation import Passage

CASES = Path(__file__).parents[2] / "cases"
FIELDS = {"death": "death_date", "funeral": "funeral_date", "birth": "birth_date", "missing": "missing_since"}


def rows(name: str) -> list[dict[str, str]]:
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def claims(passage: Passage) -> Iterator[tuple[int, Claim]]:
    return times(passage.document, passage.named, Scope(passage.document, passage.named))


def answer(passage: Passage, field: str) -> str:
    """The surest value of a field for each soldier in turn, as the tables write it."""
    found = list(claims(passage))
    values = []
    for who, one in enumerate(passage.named):
        if one.role == "soldier":
            mine = [claim for owner, claim in found if owner == who and claim.field == field]
            values.append(max(mine, key=lambda claim: claim.confidence).value if mine else "-")
    return " / ".join(values)


@pytest.mark.parametrize("case", rows("dates"), ids=lambda case: f"{case['field']}: {case['text']}")
def test_dates_are_read_with_their_role_and_year(case: dict[str, str]) -> None:
    published = None if case["published"] == "-" else case["published"]
    assert answer(Passage(case["text"], published), FIELDS[case["field"]]) == case["expected"], case["note"]


@pytest.mark.parametrize("case", rows("ages"), ids=lambda case: case["text"])
def test_ages_are_read_in_completed_years(case: dict[str, str]) -> None:
    assert answer(Passage(case["text"], "2023-06-15"), "age") == case["expected"], case["note"]


@pytest.mark.parametrize("case", rows("dates") + rows("ages"), ids=lambda case: case["text"])
def test_every_claim_quotes_the_page_and_belongs_to_a_soldier(case: dict[str, str]) -> None:
    passage = Passage(case["text"], "2023-06-15")
    for who, claim in claims(passage):
        assert passage.text[claim.start : claim.end] == claim.raw
        assert passage.named[who].role == "soldier"
        assert 0 < claim.confidence <= 1
        assert claim.rule.startswith(claim.field.removesuffix("_since"))
