"""Tables as large as they come, linked by the command in a process of its own: time, memory, quality.

The floors lie a little under what was measured (docs/linkage.md); a change that raises a figure raises its
floor. Seeds are not those of training.
"""

from pathlib import Path

import pytest

from benchmarks.linkage import run
from benchmarks.mentions import write


@pytest.mark.soak
@pytest.mark.parametrize(
    ("persons", "mentions", "seed", "b3", "seconds", "gigabytes"),
    [(100_000, 250_000, 501, 0.994, 90, 2), (1_000_000, 2_500_000, 301, 0.985, 900, 6)],
)
def test_a_large_table_is_linked_well_in_time_and_memory(
    persons: int, mentions: int, seed: int, b3: float, seconds: float, gigabytes: float, tmp_path: Path
) -> None:
    table, truth = tmp_path / "mentions.parquet", tmp_path / "truth.parquet"
    write(persons, mentions, seed, table, truth)
    done = run(f"seed {seed}", table, truth)
    assert done.quality.b3 >= b3
    assert done.seconds <= seconds
    assert done.memory <= gigabytes
