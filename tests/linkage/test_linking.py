"""A table of mentions to persons: quality on invented men, order, the command, refusals."""

import json
from pathlib import Path
from random import Random

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.linkage import measured, quality
from benchmarks.mentions import write
from desk.cli import main
from desk.linkage.clusters import Bar, Edges, agglomerate
from desk.linkage.linking import link_table
from desk.linkage.model import model, prior
from desk.linkage.ties import Floats, no_ties
from tests.linkage.conftest import TableMaker

FAR = {
    "mention_id": "zz",
    "surname": "Ыйгыр",
    "given": "Очирбат",
    "region": "RU-CHU",
    "published": "2031-01-01",
}


def _linked(mentions: Path, out: Path) -> dict[str, str]:
    link_table(mentions, out, lambda *_: None)
    table = pq.read_table(out)
    return dict(zip(table["mention_id"].to_pylist(), table["person_id"].to_pylist(), strict=True))


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """2,000 invented men in 5,000 mentions, and the truth."""
    folder = tmp_path_factory.mktemp("invented")
    write(2_000, 5_000, 77, folder / "mentions.parquet", folder / "truth.parquet")
    return folder / "mentions.parquet", folder / "truth.parquet"


def test_invented_men_are_found_again(invented: tuple[Path, Path], tmp_path: Path) -> None:
    _linked(invented[0], tmp_path / "persons.parquet")
    found = measured(tmp_path / "persons.parquet", invented[1])
    assert found.b3 >= 0.993
    assert found.exact >= 0.97
    assert abs(found.count_error) <= 0.01


@pytest.mark.parametrize("mentions", [10_000, 100_000, 1_000_000])
def test_before_anything_is_known_the_odds_fall_by_less_than_a_table_grows(mentions: int) -> None:
    before, after = prior(model(), mentions), prior(model(), 10 * mentions)
    assert before / 10 < after < before / 3


def test_the_order_of_rows_changes_nothing(invented: tuple[Path, Path], tmp_path: Path) -> None:
    table = pq.read_table(invented[0])
    shuffled = list(range(len(table)))
    Random(3).shuffle(shuffled)
    pq.write_table(table.take(shuffled), tmp_path / "shuffled.parquet")
    first = _linked(invented[0], tmp_path / "one.parquet")
    assert _linked(tmp_path / "shuffled.parquet", tmp_path / "two.parquet") == first
    assert (tmp_path / "one.parquet").read_bytes() == (tmp_path / "two.parquet").read_bytes()


def test_a_far_mention_changes_nothing_else(table_of: TableMaker, tmp_path: Path) -> None:
    rows: list[dict[str, object]] = [
        {"mention_id": f"m{n}", "surname": "Вешняков", "given": given, "age": age, "region": "RU-PNZ"}
        for n, (given, age) in enumerate([("Егор", 31), ("Егору", 31), ("Егор", 52), ("Олег", 31)])
    ]
    before = _linked(table_of(rows), tmp_path / "before.parquet")
    after = _linked(table_of([*rows, FAR]), tmp_path / "after.parquet")
    assert {mention: after[mention] for mention in before} == before
    assert after["zz"] not in before.values()
    assert before["m0"] == before["m1"]
    assert len(set(before.values())) == 3


def test_the_command_says_what_it_did(table_of: TableMaker, tmp_path: Path) -> None:
    out = tmp_path / "persons.parquet"
    shown = CliRunner().invoke(main, ["link", "table", str(table_of([FAR])), "--out", str(out), "--json"])
    assert shown.exit_code == 0, shown.output
    assert json.loads(shown.stdout)[0]["persons"] == 1
    assert pq.read_schema(out).names == ["mention_id", "person_id", "score"]


def test_no_mentions_are_no_persons(table_of: TableMaker, tmp_path: Path) -> None:
    assert _linked(table_of([]), tmp_path / "persons.parquet") == {}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"death_date": "14.05.2023"}, "2023-05-14"),
        ({"published": "2023-13"}, "published"),
        ({"age": 340}, "age"),
        ({"mention_id": None}, "null"),
    ],
)
def test_a_wrong_value_is_refused_with_the_remedy(
    row: dict[str, object], said: str, table_of: TableMaker, tmp_path: Path
) -> None:
    command = ["link", "table", str(table_of([{**FAR, **row}])), "--out", str(tmp_path / "out.parquet")]
    shown = CliRunner().invoke(main, command)
    assert shown.exit_code == 1
    assert said in shown.output


def test_an_id_given_twice_is_refused(table_of: TableMaker, tmp_path: Path) -> None:
    command = ["link", "table", str(table_of([FAR, FAR])), "--out", str(tmp_path / "out.parquet")]
    shown = CliRunner().invoke(main, command)
    assert "'zz' is there twice" in shown.output


def test_a_missing_column_is_refused_by_name(table_of: TableMaker, tmp_path: Path) -> None:
    table = pq.read_table(table_of([FAR])).drop_columns(["unit"])
    pq.write_table(table, tmp_path / "in.parquet")
    command = ["link", "table", str(tmp_path / "in.parquet"), "--out", str(tmp_path / "out.parquet")]
    assert "lacks the column unit" in CliRunner().invoke(main, command).output


def test_a_wrong_type_is_refused(table_of: TableMaker, tmp_path: Path) -> None:
    table = pq.read_table(table_of([FAR]))
    at = table.schema.get_field_index("region")
    pq.write_table(table.set_column(at, "region", pa.array([1.5])), tmp_path / "in.parquet")
    command = ["link", "table", str(tmp_path / "in.parquet"), "--out", str(tmp_path / "out.parquet")]
    assert "region is DOUBLE" in CliRunner().invoke(main, command).output


def test_why_two_mentions_are_one_man_is_told_and_drawn(table_of: TableMaker, tmp_path: Path) -> None:
    rows = [{**FAR, "mention_id": name, "age": 31} for name in ("a", "b")]
    picture = tmp_path / "why.svg"
    command = ["link", "explain", str(table_of(rows)), "a", "b", "--picture", str(picture), "--json"]
    shown = CliRunner().invoke(main, command)
    assert shown.exit_code == 0, shown.output
    told = {row["comparison"]: row for row in json.loads(shown.stdout)}
    assert told["birth"]["level"] == "same age"
    assert told["together"]["level"] == "one man"
    parts = [row["bits"] for what, row in told.items() if what != "together"]
    assert sum(parts) == pytest.approx(told["together"]["bits"], abs=0.1)
    assert "<svg" in picture.read_text("utf-8")


def _edges(pairs: dict[tuple[int, int], float]) -> Edges:
    a, b = zip(*pairs, strict=True)
    return Edges(np.array(a, np.int32), np.array(b, np.int32), np.array(list(pairs.values()), np.float32))


def _one_field(edges: Edges) -> Floats:
    return edges.w[:, None].astype(np.float32)


def test_namesakes_are_not_chained_through_a_poor_mention() -> None:
    edges = _edges({(0, 1): 9.0, (2, 3): 9.0, (0, 2): -20.0, (1, 3): -20.0, (1, 2): 4.0, (0, 3): -20.0})
    assert sorted(
        map(sorted, agglomerate(edges, _one_field(edges), Bar(0.0, -6.0, 0.0), no_ties(8)).values())
    ) == [
        [0, 1],
        [2, 3],
    ]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.dictionaries(st.tuples(st.integers(0, 7), st.integers(0, 7)), st.floats(-20, 20, width=32), min_size=1)
)
def test_clusters_part_the_mentions(weights: dict[tuple[int, int], float]) -> None:
    pairs = {(a, b): w for (a, b), w in sorted(weights.items()) if a < b}
    if not pairs:
        pairs = {(0, 1): 1.0}
    edges = _edges(pairs)
    clusters = list(agglomerate(edges, _one_field(edges), Bar(0.0, -6.0, 0.0), no_ties(8)).values())
    members = sorted(mention for cluster in clusters for mention in cluster)
    assert members == sorted({mention for pair in pairs for mention in pair})


def test_the_measures_know_a_split_and_a_merger() -> None:
    truth = np.array([0, 0, 1, 1])
    assert quality(np.array([0, 0, 1, 1]), truth).b3 == 1.0
    split = quality(np.array([0, 1, 2, 2]), truth)
    assert (split.b3_precision, split.b3_recall, split.exact, split.count_error) == (1.0, 0.75, 0.5, 0.5)
    merged = quality(np.array([0, 0, 0, 0]), truth)
    assert (merged.b3_precision, merged.b3_recall, merged.exact, merged.count_error) == (0.5, 1.0, 0.0, -0.5)
