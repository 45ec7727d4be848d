"""What is read from the labelled pages: sound on every page, and no worse than what we stand by.

The floors lie a little under what was measured last; a change that raises a figure raises its floor.
"""

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from desk.predictions import labelled_pages, predictions

CORPUS = Path(__file__).parent / "corpus"


class Floor(NamedTuple):
    """The least F1 of people and of fields, and the most of those read as dead who are not."""

    people: float
    fields: float
    false_dead: float


SETS = {
    "dev": Floor(0.95, 0.89, 0.012),
    "own": Floor(0.925, 0.905, 0.012),
    "fresh/a": Floor(0.71, 0.67, 0.12),
    "fresh/b": Floor(0.735, 0.675, 0.05),
    "fresh/c": Floor(0.955, 0.92, 0.015),
    "fresh/d": Floor(0.95, 0.865, 0.02),
    "fresh/e": Floor(0.945, 0.895, 0.025),
    "fresh/f": Floor(0.95, 0.945, 0.02),
    "fresh/g": Floor(0.92, 0.89, 0.045),
    "fresh/h": Floor(0.955, 0.885, 0.015),
    "fresh/i": Floor(0.935, 0.84, 0.032),
}
"""The labelled pages that came with the project, and those written since by other hands (fresh/README.md).

Pages on which no rule was grown fare worse: docs/parsers.md.
"""

NAMES_RIGHT, STATUS_RIGHT = 0.98, 0.93

DATES = ("birth_date", "death_date", "funeral_date", "missing_since")
ISO_PREFIX = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
DAYS_AHEAD = 21
"""A farewell is announced some days before it takes place."""


@pytest.fixture(scope="module", params=SETS)
def pages(request: pytest.FixtureRequest) -> Path:
    return CORPUS / str(request.param)


@pytest.fixture(scope="module")
def floor(pages: Path) -> Floor:
    return SETS[pages.relative_to(CORPUS).as_posix()]


@pytest.fixture(scope="module")
def read_pages(pages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("corpus") / "predictions.jsonl"
    out.write_bytes(b"".join(msgspec.json.encode(one) + b"\n" for one in predictions(pages, workers=2)))
    return out


@pytest.fixture(scope="module")
def figures(pages: Path, read_pages: Path) -> dict[str, Any]:
    score = [sys.executable, CORPUS / "score.py", pages, read_pages, "--json"]
    found: dict[str, Any] = json.loads(subprocess.run(score, check=True, capture_output=True).stdout)
    return found


@pytest.fixture(scope="module")
def claims(read_pages: Path) -> list[tuple[str, dict[str, Any]]]:
    read = map(json.loads, read_pages.read_text("utf-8").splitlines())
    return [
        (page["page"], claim) for page in read for person in page["persons"] for claim in person["claims"]
    ]


def test_every_page_is_read(figures: dict[str, Any], read_pages: Path) -> None:
    assert figures["pages"] == figures["pages read"]
    assert '"error"' not in read_pages.read_text("utf-8")


def test_the_score_has_not_fallen(figures: dict[str, Any], floor: Floor) -> None:
    assert figures["people"][2] >= floor.people
    assert figures["fields micro"][2] >= floor.fields
    assert figures["names right"] >= NAMES_RIGHT
    assert figures["status right"] >= STATUS_RIGHT


def test_few_of_those_read_as_dead_are_not(figures: dict[str, Any], floor: Floor) -> None:
    assert 1 - figures["dead"][0] <= floor.false_dead


def test_every_claim_quotes_its_document(figures: dict[str, Any]) -> None:
    assert set(figures["claims"]) == {"sound"}
    assert figures["claims"]["sound"] > 1000


def test_nobody_is_read_without_a_claim_of_status(read_pages: Path) -> None:
    persons = [
        one for line in read_pages.read_text("utf-8").splitlines() for one in json.loads(line)["persons"]
    ]
    assert persons
    assert all(any(claim["field"] == "status" for claim in person["claims"]) for person in persons)


def test_dates_are_iso_prefixes_of_real_days(claims: list[tuple[str, dict[str, Any]]]) -> None:
    values = [(page, claim["value"]) for page, claim in claims if claim["field"] in DATES]
    assert values
    for page, value in values:
        assert ISO_PREFIX.fullmatch(value), (page, value)
        date.fromisoformat(f"{value}-01-01"[:10])


def test_no_date_lies_in_the_future_of_its_capture(
    pages: Path, claims: list[tuple[str, dict[str, Any]]]
) -> None:
    fetched = {name: page.fetched_at.date() for name, page in labelled_pages(pages)}
    for page, claim in claims:
        if claim["field"] in DATES:
            ahead = (date.fromisoformat(f"{claim['value']}-01-01"[:10]) - fetched[page]).days
            assert ahead <= (DAYS_AHEAD if claim["field"] == "funeral_date" else 0), (page, claim)
