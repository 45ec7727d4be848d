"""How well and how fast mentions are linked, on tables whose truth is known.

    python -m benchmarks.linkage [--persons 100000 --mentions 250000 --seeds 11,12,13]
    python -m benchmarks.linkage --table X.parquet --truth T.parquet

Each table is linked in a fresh process; time and peak memory are that process's, imports included.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import numpy as np
import pyarrow.parquet as pq
from msgspec import Struct
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from benchmarks.mentions import write
from benchmarks.mentions_worlds import NAMES, world

Labels = NDArray[np.int64]


class Quality(Struct, frozen=True):
    """Against the truth: B³, pairs, the share of men with exactly their mentions, the count's error."""

    b3_precision: float
    b3_recall: float
    b3: float
    pair_precision: float
    pair_recall: float
    exact: float
    count_error: float


def quality(found: Labels, truth: Labels) -> Quality:
    """Both give each mention its person, in one order."""
    many = len(found)
    of_found, of_truth = np.bincount(found), np.bincount(truth)
    cells, both = np.unique(found * (truth.max() + 1) + truth, return_counts=True)
    in_found, in_truth = of_found[cells // (truth.max() + 1)], of_truth[cells % (truth.max() + 1)]
    precision, recall = (both**2 / in_found).sum() / many, (both**2 / in_truth).sum() / many
    together, pairs = _pairs(both), (_pairs(of_found), _pairs(of_truth))
    men = np.count_nonzero(of_truth)
    return Quality(
        b3_precision=precision,
        b3_recall=recall,
        b3=2 * precision * recall / (precision + recall),
        pair_precision=together / max(pairs[0], 1),
        pair_recall=together / max(pairs[1], 1),
        exact=np.count_nonzero((both == in_found) & (both == in_truth)) / men,
        count_error=np.count_nonzero(of_found) / men - 1,
    )


def _pairs(sizes: Labels) -> float:
    return float((sizes * (sizes - 1) // 2).sum())


def measured(persons: Path, truth: Path) -> Quality:
    """The quality of a table of persons against a table of truth (`mention_id, person`)."""
    told = {row["mention_id"]: row["person"] for row in pq.read_table(truth).to_pylist()}
    table = pq.read_table(persons)
    mine = np.unique(table["person_id"].to_numpy(), return_inverse=True)[1]
    known = np.unique([told[mention] for mention in table["mention_id"].to_pylist()], return_inverse=True)[1]
    return quality(mine.astype(np.int64), known.astype(np.int64))


class Run(Struct, frozen=True):
    """One table linked: seconds, and the process's peak in GB."""

    name: str
    seconds: float
    memory: float
    quality: Quality


def run(name: str, mentions: Path, truth: Path) -> Run:
    """Link a table by the command and measure what came out."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "persons.parquet"
        start = time.monotonic()
        command = [sys.executable, "-m", "desk.cli", "link", "table", str(mentions), "--out", str(out)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        seconds = time.monotonic() - start
        return Run(name, seconds, getrusage(RUSAGE_CHILDREN).ru_maxrss / 1e6, measured(out, truth))


def _show(runs: list[Run]) -> None:
    table = Table(title="Linkage against the truth")
    for column in ("table", "B³", "B³ P", "B³ R", "pairs P", "pairs R", "men exact", "count", "s", "GB"):
        table.add_column(column, justify="right")
    for one in runs:
        q = one.quality
        shares = (q.b3, q.b3_precision, q.b3_recall, q.pair_precision, q.pair_recall, q.exact)
        shown = (*(f"{share:.4f}" for share in shares), f"{q.count_error:+.2%}")
        table.add_row(one.name, *shown, f"{one.seconds:.0f}", f"{one.memory:.2f}")
    Console(width=120).print(table)


def main() -> None:
    """Prints a line for each table."""
    told = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    told.add_argument("--persons", type=int, default=100_000)
    told.add_argument("--mentions", type=int, default=250_000)
    told.add_argument("--seeds", default="11,12,13")
    told.add_argument("--world", choices=NAMES, default="usual")
    told.add_argument("--table", type=Path)
    told.add_argument("--truth", type=Path)
    given = told.parse_args()
    if given.table:
        _show([run(given.table.stem, given.table, given.truth)])
        return
    runs = []
    for seed in (int(word) for word in given.seeds.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            mentions, truth = Path(folder) / "mentions.parquet", Path(folder) / "truth.parquet"
            write(given.persons, given.mentions, seed, mentions, truth, world(given.world, seed))
            runs.append(run(f"seed {seed}", mentions, truth))
    _show(runs)


if __name__ == "__main__":
    main()
