"""Who is one man and who is not: tests/cases/links.csv, which anyone may extend."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk.linkage.keys import make_keys
from desk.linkage.linking import weigh_all, workbench
from desk.linkage.model import model
from desk.linkage.table import read_mentions
from tests.linkage.conftest import Row, write_table

CASES = Path(__file__).parents[1] / "cases" / "links.csv"
WORDS = {"born": "birth_date", "died": "death_date", "buried": "funeral_date"}


def _cases() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def _mention(name: str, facts: str, mention_id: str) -> Row:
    parts = name.split(" ", 2)
    row: Row = dict(zip(("surname", "given", "patronymic"), parts, strict=False))
    for fact in facts.split(", "):
        what, value = fact.split(" ", 1)
        row[WORDS.get(what, what)] = int(value) if what == "age" else value
    return {**row, "mention_id": mention_id}


@pytest.fixture(scope="module")
def weights(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[tuple[int, int], float]]:
    """The weights of all pairs of all cases' mentions; case N is the pair (2N, 2N + 1)."""
    rows = []
    for place, case in enumerate(_cases()):
        rows += [_mention(case[f"name_{n}"], case[f"facts_{n}"], f"{place:04d}-{n}") for n in (1, 2)]
    table = write_table(rows, tmp_path_factory.mktemp("links") / "mentions.parquet")
    with workbench() as con:
        count = read_mentions(con, table)
        make_keys(con)
        weigh_all(con, model(), count, lambda *_: None)
        yield {(a, b): w for a, b, w in con.sql("select a, b, w from edges").fetchall()}


@pytest.mark.parametrize("place", range(len(_cases())), ids=[case["why"] for case in _cases()])
def test_two_mentions_are_one_man_or_two(place: int, weights: dict[tuple[int, int], float]) -> None:
    weight = weights.get((2 * place, 2 * place + 1), model().missing)
    assert (weight >= model().link) == (_cases()[place]["one_man"] == "yes"), f"{weight:.1f} bits"


def test_there_are_cases_enough_and_each_is_of_its_own() -> None:
    cases = _cases()
    assert len(cases) >= 60
    assert len({case["why"] for case in cases}) == len(cases)
    assert {case["one_man"] for case in cases} == {"yes", "no"}
