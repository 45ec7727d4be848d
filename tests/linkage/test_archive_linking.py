"""Mentions of an archive: whole, a night at a time, under judgements."""

from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from benchmarks.mentions import write
from desk.linkage.archive_linking import Clustering, cluster_mentions
from tests.linkage.conftest import Row, write_table

EGOR: Row = {"surname": "Вешняков", "given": "Егор", "age": 31, "region": "RU-PNZ", "settlement": "Каменка"}
OLEG: Row = {"surname": "Дзюба", "given": "Олег", "age": 52, "region": "RU-ROS"}


def _linked(
    mentions: pa.Table,
    known: dict[str, str] | None = None,
    must: list[tuple[str, str]] | None = None,
    cannot: list[tuple[str, str]] | None = None,
) -> Clustering:
    return cluster_mentions(mentions, must or [], cannot or [], known, lambda *_: None)


@pytest.fixture
def four(tmp_path: Path) -> pa.Table:
    """Two mentions of Egor, a and b, and two of Oleg, c and d."""
    rows = [{**EGOR, "mention_id": "a"}, {**EGOR, "mention_id": "b"}]
    rows += [{**OLEG, "mention_id": "c"}, {**OLEG, "mention_id": "d"}]
    return pq.read_table(write_table(rows, tmp_path / "four.parquet"))


def _groups(found: Clustering) -> set[frozenset[str]]:
    groups: dict[str, set[str]] = {}
    for mention, person in found.person_of.items():
        groups.setdefault(person, set()).add(mention)
    return {frozenset(group) for group in groups.values()}


def test_one_man_s_mentions_are_one_cluster_named_after_the_first(four: pa.Table) -> None:
    found = _linked(four)
    assert found.person_of == {"a": "a", "b": "a", "c": "c", "d": "c"}
    assert found.scores.keys() == found.person_of.keys()
    assert min(found.scores.values()) > 0.9


def test_judgements_hold_against_the_evidence(four: pa.Table) -> None:
    found = _linked(four, must=[("a", "c")], cannot=[("d", "c")])
    assert found.person_of["a"] == found.person_of["c"]
    assert found.person_of["d"] != found.person_of["c"]


def test_a_new_mention_joins_its_person(four: pa.Table) -> None:
    assert _linked(four, {"a": "P1", "c": "P2"}).person_of == {"a": "P1", "b": "P1", "c": "P2", "d": "P2"}


def test_persons_stay_as_they_are_without_a_reason(four: pa.Table) -> None:
    known = {"a": "P1", "b": "P2", "c": "P3"}
    assert _linked(four, known).person_of == {**known, "d": "P3"}


def test_a_person_who_is_judged_to_be_two_men_is_linked_anew(four: pa.Table) -> None:
    known = {"a": "P1", "b": "P1", "c": "P3", "d": "P3"}
    found = _linked(four, known, cannot=[("a", "b")]).person_of
    assert found["a"] != found["b"]
    assert "P1" in (found["a"], found["b"])
    assert (found["c"], found["d"]) == ("P3", "P3")


def test_a_judgement_joins_two_persons(four: pa.Table) -> None:
    found = _linked(four, {"a": "P2", "b": "P2", "c": "P1", "d": "P1"}, must=[("b", "c")])
    assert set(found.person_of.values()) == {"P1"}


def test_a_night_puts_new_mentions_where_a_full_run_does(tmp_path: Path) -> None:
    write(1_000, 2_500, 78, tmp_path / "mentions.parquet", tmp_path / "truth.parquet")
    mentions = pq.read_table(tmp_path / "mentions.parquet")
    is_old = pc.not_equal(pc.utf8_slice_codeunits(mentions["mention_id"], 8, 9), "7")
    before = _linked(mentions.filter(is_old)).person_of
    whole, night = _groups(_linked(mentions)), _groups(_linked(mentions, before))
    assert len(whole & night) / len(whole) > 0.995


def test_pairs_near_the_bar_are_for_a_person_to_judge(tmp_path: Path) -> None:
    rows: list[Row] = [
        {"mention_id": "a", "surname": "Смирнов", "given": "Иван", "region": "RU-PNZ", "age": 30},
        {"mention_id": "b", "surname": "Смирнов", "given": "Иван", "region": "RU-PNZ", "age": 32},
        {**OLEG, "mention_id": "c"},
    ]
    mentions = pq.read_table(write_table(rows, tmp_path / "near.parquet"))
    found = _linked(mentions)
    assert [pair[:2] for pair in found.near] == [("a", "b")]
    assert _linked(mentions, cannot=[("a", "b")]).near == []
