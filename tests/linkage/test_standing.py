"""What is kept from run to run: new mentions join what was linked before, and a file of no use says so."""

import json
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from benchmarks.linkage import measured
from benchmarks.mentions import write
from desk.cli import main
from desk.linkage.archive_linking import cluster_mentions
from desk.linkage.errors import Stale
from desk.linkage.table_linking import link_into


@pytest.fixture(scope="module")
def halves(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with 2,000 invented mentions (`all`), most of them (`old`) and the others (`new`)."""
    folder = tmp_path_factory.mktemp("halves")
    write(800, 2_000, 79, folder / "all.parquet", folder / "truth.parquet")
    mentions = pq.read_table(folder / "all.parquet")
    is_new = pc.equal(pc.utf8_slice_codeunits(mentions["mention_id"], 8, 9), "7")
    pq.write_table(mentions.filter(is_new), folder / "new.parquet")
    pq.write_table(mentions.filter(pc.invert(is_new)), folder / "old.parquet")
    return folder


def _persons(table: Path) -> dict[str, str]:
    rows = pq.read_table(table)
    return dict(zip(rows["mention_id"].to_pylist(), rows["person_id"].to_pylist(), strict=True))


def test_a_table_is_linked_into_what_is_kept(halves: Path, tmp_path: Path) -> None:
    state, out = tmp_path / "kept.duckdb", tmp_path / "persons.parquet"
    link_into(state, halves / "old.parquet", out, lambda *_: None)
    before = _persons(out)
    shown = CliRunner().invoke(
        main,
        ["link", "table", str(halves / "new.parquet"), "--into", str(state), "--out", str(out), "--json"],
    )
    assert shown.exit_code == 0, shown.output
    after = _persons(out)
    assert json.loads(shown.stdout)[0]["mentions"] == len(after) == 2_000
    assert sum(after[mention] == person for mention, person in before.items()) / len(before) > 0.995
    assert measured(out, halves / "truth.parquet").b3 > 0.985


def test_the_same_table_again_changes_nothing(halves: Path, tmp_path: Path) -> None:
    state = tmp_path / "kept.duckdb"
    for out in ("one", "two"):
        link_into(state, halves / "old.parquet", tmp_path / f"{out}.parquet", lambda *_: None)
    assert _persons(tmp_path / "one.parquet") == _persons(tmp_path / "two.parquet")


def _linked(mentions: pa.Table, known: dict[str, str] | None, state: Path) -> dict[str, str]:
    return cluster_mentions(mentions, [], [], known, lambda *_: None, state).person_of


def test_a_night_needs_only_the_new_mentions(halves: Path, tmp_path: Path) -> None:
    state = tmp_path / "kept.duckdb"
    old, new = (pq.read_table(halves / f"{name}.parquet") for name in ("old", "new"))
    before = _linked(old, None, state)
    all_of_them = pq.read_table(halves / "all.parquet")
    assert _linked(new, before, state) == _linked(all_of_them, before, tmp_path / "other.duckdb")


def test_a_mention_that_is_gone_is_forgotten(halves: Path, tmp_path: Path) -> None:
    state = tmp_path / "kept.duckdb"
    before = _linked(pq.read_table(halves / "old.parquet"), None, state)
    gone = before.popitem()[0]
    assert gone not in _linked(pq.read_table(halves / "new.parquet"), before, state)
    with pytest.raises(Stale, match=f"no keys are kept of mention {gone}"):
        _linked(pq.read_table(halves / "new.parquet"), {**before, gone: "P"}, state)


def test_a_file_of_another_version_is_refused_with_the_remedy(halves: Path, tmp_path: Path) -> None:
    state, out = tmp_path / "kept.duckdb", tmp_path / "persons.parquet"
    with duckdb.connect(str(state)) as con:
        con.execute("create table version as select '0' as version")
    with pytest.raises(Stale, match="delete it"):
        link_into(state, halves / "new.parquet", out, lambda *_: None)
    (tmp_path / "text.duckdb").write_text("no database, but long enough to be taken for one" * 100)
    with pytest.raises(Stale, match="delete it"):
        link_into(tmp_path / "text.duckdb", halves / "new.parquet", out, lambda *_: None)
