"""Invented mentions: any world of sources, the same for the same seed."""

from pathlib import Path

import pyarrow.parquet as pq
import pytest

from benchmarks.mentions import write
from benchmarks.mentions_worlds import NAMES, world


@pytest.mark.parametrize("name", NAMES)
def test_a_world_s_mentions_are_the_seed_s(name: str, tmp_path: Path) -> None:
    tables = []
    for at in ("one", "two"):
        write(50, 120, 4, tmp_path / f"{at}.parquet", tmp_path / "truth.parquet", world(name, 4))
        tables.append(pq.read_table(tmp_path / f"{at}.parquet"))
    assert tables[0].equals(tables[1])
    assert tables[0].num_rows == 120


def test_the_press_says_less_than_the_usual_sources(tmp_path: Path) -> None:
    shares = {}
    for name in ("usual", "press"):
        write(400, 1_000, 5, tmp_path / "mentions.parquet", tmp_path / "truth.parquet", world(name, 5))
        table = pq.read_table(tmp_path / "mentions.parquet")
        shares[name] = {column: 1 - table[column].null_count / 1_000 for column in table.column_names}
    assert all(
        shares["press"][column] < shares["usual"][column] for column in ("age", "patronymic", "birth_date")
    )
    assert shares["press"]["region"] > shares["usual"]["region"]
    assert shares["press"]["age"] == pytest.approx(0.23, abs=0.05)
