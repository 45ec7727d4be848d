import sqlite3
from hashlib import sha256

import pytest

from archive import facts, log, runs
from archive.clock import Clock
from archive.database import atomic, connect
from archive.home import Home
from archive.log import Peaks, leaf_hash
from tests.archive.volna import SOURCE, Archive, answer

# The test vectors of the certificate transparency project for RFC 6962: leaf entries, root of each prefix.
ENTRIES = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, as it is written there."""
    if len(leaves) <= 1:
        return leaves[0] if leaves else sha256().digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\x01" + by_definition(leaves[:half]) + by_definition(leaves[half:])).digest()


def test_the_roots_are_those_of_the_published_vectors() -> None:
    peaks = Peaks()
    heads = [peaks.head()]
    for entry in ENTRIES:
        peaks.add(leaf_hash(bytes.fromhex(entry)))
        heads.append(peaks.head())
    assert [head.root for head in heads] == ROOTS
    assert [head.size for head in heads] == list(range(9))


def test_the_roots_are_those_of_the_definition_at_every_size() -> None:
    peaks, leaves = Peaks(), []
    for number in range(70):
        leaves.append(leaf_hash(str(number).encode()))
        peaks.add(leaves[-1])
        assert peaks.head().root == by_definition(leaves).hex()


def test_every_fact_is_a_leaf_and_the_head_is_that_of_all_leaves(archive: Archive) -> None:
    for number in range(5):
        archive.keep(f"{number}", answer(b"page %d" % number))
    runs.end(archive.db, archive.clock, archive.run, 0, {"captures": 5})
    leaves = archive.rows("SELECT fact, leaf FROM log ORDER BY seq")
    assert [fact for fact, _ in leaves] == ["run", "source_version", "warc_file", *["capture"] * 5, "run_end"]
    assert log.head(archive.db).root == by_definition([bytes(leaf) for _, leaf in leaves]).hex()  # type: ignore[arg-type]


def test_a_run_ends_with_the_head_of_the_log_before_it(archive: Archive) -> None:
    before = log.head(archive.db)
    runs.end(archive.db, archive.clock, archive.run, 0, {})
    assert archive.rows("SELECT log_size, log_root FROM run_end") == [(before.size, before.root)]


def test_a_leaf_outlives_a_column_that_is_added_later() -> None:
    row = {"id": "a", "source": SOURCE}
    assert facts.leaf("capture", row) == facts.leaf("capture", {**row, "added": None})
    assert facts.leaf("capture", row) != facts.leaf("capture", {**row, "added": 0})


def test_a_fact_and_its_leaf_come_in_together_or_not_at_all(home: Home, clock: Clock) -> None:
    db = connect(home)
    with pytest.raises(RuntimeError), atomic(db):
        runs.start(db, clock, "crawl", {})
        raise RuntimeError
    assert log.head(db).size == db["run"].count == 0


@pytest.mark.parametrize("table", ["source_version", "run", "run_end", "capture", "anchor", "log"])
@pytest.mark.parametrize("change", ["UPDATE {} SET rowid = rowid + 1", "DELETE FROM {}"])
def test_a_fact_refuses_to_change(archive: Archive, table: str, change: str) -> None:
    archive.keep("1", answer(b"page"))
    runs.end(archive.db, archive.clock, archive.run, 0, {})
    a_fact_of(archive, table)
    with pytest.raises(sqlite3.IntegrityError, match=f"{table} is a fact"):
        archive.db.execute(change.format(table))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE warc_file SET size = size - 1",
        "UPDATE warc_file SET name = 'other.warc.gz'",
        "DELETE FROM warc_file",
        "INSERT OR REPLACE INTO warc_file SELECT name, run, 0 FROM warc_file",
    ],
)
def test_a_warc_file_only_grows(archive: Archive, change: str) -> None:
    archive.keep("1", answer(b"page"))
    with pytest.raises(sqlite3.IntegrityError, match="warc_file is a fact"):
        archive.db.execute(change)


def a_fact_of(archive: Archive, table: str) -> None:
    """Sees to it that the table has a row."""
    if table == "anchor":
        row = {"id": "x", "mention": "x", "snapshot": "0" * 64, "ordinal": 0, "text_digest": "0" * 64}
        facts.append(archive.db, "anchor", [{**row, "start": 0, "end": 1, "raw": "А", "version": "v1"}])
    assert archive.rows(f"SELECT 1 FROM {table} LIMIT 1")
