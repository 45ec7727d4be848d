"""Labelled pages that tell of one man twice, and those that tell of namesakes: joined, and not chained."""

import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from desk.linkage.archive_linking import cluster_mentions
from desk.linkage.surnames import surname_key
from desk.predictions import predictions
from tests.linkage.conftest import Row, write_table

DEV = Path(__file__).parents[1] / "corpus" / "dev"
TAGS = ("same-person:", "namesake:")
COLUMNS = (
    *("surname", "given", "patronymic", "birth_date", "age", "death_date", "funeral_date"),
    *("region", "settlement", "rank", "unit", "category"),
)
Answer = dict[str, Any]
Found = dict[str, list[tuple[str, str]]]
"""Each tag → for each mention of a man of that name its page and his cluster."""


def _answers() -> dict[str, Answer]:
    found: dict[str, Answer] = {}
    for path in sorted(DEV.rglob("*.json")):
        answer = json.loads(path.read_text("utf-8"))
        if any(tag.startswith(TAGS) for tag in answer["phenomena"]):
            found[path.relative_to(DEV).with_suffix("").as_posix()] = answer
    return found


ANSWERS = _answers()


def _row(page: str, number: int, person: Answer, published: object) -> Row:
    row: Row = {column: person[column] for column in COLUMNS}
    return {**row, "mention_id": f"{page}#{number}", "published": published, "source": page}


def _labelled() -> list[Row]:
    return [
        _row(page, number, person, person.get("published") or answer["published"])
        for page, answer in ANSWERS.items()
        for number, person in enumerate(answer["persons"])
    ]


def _read(folder: Path) -> list[Row]:
    """The same pages as the parsers read them."""
    for page in ANSWERS:
        for path in DEV.glob(f"{page}.*"):
            (folder / page).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, folder / page.rpartition("/")[0])
    pages: list[Answer] = list(predictions(folder, workers=2))
    return [
        _row(str(told["page"]), number, person, told["published"])
        for told in pages
        for number, person in enumerate(told["persons"])
    ]


@pytest.fixture(scope="module", params=["as labelled", "as read"])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Found:
    folder = tmp_path_factory.mktemp("pages")
    rows = _labelled() if request.param == "as labelled" else _read(folder)
    table = pq.read_table(write_table(rows, folder / "mentions.parquet"))
    persons = cluster_mentions(table, [], [], None, lambda *_: None).person_of
    told: Found = {}
    for page, answer in ANSWERS.items():
        for tag in answer["phenomena"]:
            if tag.startswith(TAGS):
                told.setdefault(tag, []).extend(
                    (page, persons[str(row["mention_id"])])
                    for row in rows
                    if row["source"] == page and _is_meant(row, tag)
                )
    return told


def _is_meant(row: Row, tag: str) -> bool:
    surname, name = (surname_key(part) for part in tag.partition(":")[2].split("-"))
    same = surname_key(str(row["surname"]))[:4] == surname[:4]
    return same and surname_key(str(row["given"]))[:1] == name[:1]


@pytest.mark.parametrize(
    "tag", sorted({t for a in ANSWERS.values() for t in a["phenomena"] if t.startswith(TAGS)})
)
def test_one_man_on_two_pages_is_one_person_and_namesakes_are_not(found: Found, tag: str) -> None:
    clusters = [cluster for _, cluster in found[tag]]
    if tag.startswith("same-person:"):
        assert len(set(clusters)) == 1, found[tag]
    else:
        assert len(set(clusters)) == len(clusters), found[tag]
