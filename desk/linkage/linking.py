"""A table of mentions to persons: keys, pairs, weights, clusters."""

import math
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from msgspec import Struct
from numpy.typing import NDArray

from desk.linkage.blocking import make_near
from desk.linkage.clusters import Bar, Edges, components, settle, unclear
from desk.linkage.frequencies import make_frequencies
from desk.linkage.keys import make_keys
from desk.linkage.model import Model, model, prior
from desk.linkage.scoring import FIELDS, Progress, score
from desk.linkage.table import read_mentions
from desk.linkage.ties import Floats, Ints, Ties, no_ties

Scores = NDArray[np.float64]
MEMORY = "1GB"
"""What DuckDB may hold before it turns to files."""


KNOWN = 2.0
"""Bits more that it takes to join two persons of an earlier run."""


class Linked(Struct, frozen=True):
    """What a run did: mentions read, persons found, pairs weighed, the model's version."""

    mentions: int
    persons: int
    pairs: int
    model: str


def link_table(mentions: Path, out: Path, progress: Progress, memory: str = MEMORY) -> Linked:
    """Link a Parquet table of mentions and write `mention_id, person_id, score`.

    Raises BadTable for a table that cannot be linked as it is.
    """
    with workbench(memory) as con:
        progress("reading mentions", 0, None)
        count = read_mentions(con, mentions)
        progress("making keys", 0, None)
        make_keys(con)
        pairs = weigh_all(con, model(), count, progress)
        progress("clustering", 0, None)
        edges = read_edges(con)
        found = cluster(con, edges, no_ties(count), model())
        persons = write_persons(con, found, belonging(edges, found), out)
    return Linked(count, persons, pairs, model().version)


@contextmanager
def workbench(memory: str = MEMORY) -> Iterator[duckdb.DuckDBPyConnection]:
    """A DuckDB with bounded memory, its file and its spill in a folder that goes with it."""
    with (
        tempfile.TemporaryDirectory(prefix="sinodik-link-") as folder,
        duckdb.connect(f"{folder}/work.duckdb") as con,
    ):
        con.execute(f"set memory_limit = '{memory}'; set temp_directory = '{folder}/spill'")
        # joins as they are written: the planner's estimates vary, and at times it joins all of one initial
        con.execute("set preserve_insertion_order = false; set disabled_optimizers = 'join_order'")
        con.execute("set enable_progress_bar = false")
        yield con


def weigh_all(con: duckdb.DuckDBPyConnection, chosen: Model, count: int, progress: Progress) -> int:
    """Make `edges` of the table `keys`; how many pairs were weighed."""
    make_near(con)
    make_frequencies(con)
    score(con, chosen, count, progress)
    return int(con.sql("select count(*) from edges").fetchall()[0][0])


def read_edges(con: duckdb.DuckDBPyConnection) -> Edges:
    """The weighed pairs in the order that makes a run repeatable."""
    columns = con.execute("select a, b, w from edges order by a, b").fetchnumpy()
    return Edges(*(np.asarray(columns[name]) for name in ("a", "b", "w")))


def cluster(con: duckdb.DuckDBPyConnection, edges: Edges, ties: Ties, chosen: Model) -> Ints:
    """For each mention the least number of its cluster; `edges` are those of the table `edges`."""
    bar = bar_of(chosen, len(ties.together))
    parts = components(edges, ties, bar.link)
    hard = edges.taken(unclear(edges, parts, bar.link, ties))
    return settle(parts, hard, _fields(con, hard), bar, ties)


def bar_of(chosen: Model, count: int) -> Bar:
    """What it takes to be one man among so many mentions."""
    odds = prior(chosen, count)
    return Bar(chosen.link, chosen.missing, math.log2(odds / (1 - odds)), KNOWN)


def _fields(con: duckdb.DuckDBPyConnection, edges: Edges) -> Floats:
    """The weights of each field, a row a pair, in the pairs' order."""
    con.register("hard", pa.table({"a": edges.a, "b": edges.b}))
    found = con.execute(
        f"select {', '.join(FIELDS)} from edges join hard using (a, b) order by a, b"
    ).fetchnumpy()
    con.unregister("hard")
    return np.stack([np.asarray(found[field], np.float32) for field in FIELDS], axis=1)


def belonging(edges: Edges, found: Ints) -> Scores:
    """How surely each mention stands where it was put: by its mean weight with the others of its person,
    and for one that stands alone, by its best weight with anyone else."""
    count = len(found)
    inside = found[edges.a] == found[edges.b]
    sums, pairs = np.zeros(count), np.zeros(count)
    for ends in (edges.a, edges.b):
        sums += np.bincount(ends[inside], weights=edges.w[inside], minlength=count)
        pairs += np.bincount(ends[inside], minlength=count)
    best = np.full(count, -30.0)
    for ends in (edges.a, edges.b):
        np.maximum.at(best, ends[~inside], edges.w[~inside].astype(np.float64))
    bits = np.where(pairs > 0, sums / np.maximum(pairs, 1), -best)
    surely: Scores = np.round(1 / (1 + np.exp2(-np.clip(bits, -30, 30))), 6)
    return surely


def write_persons(
    con: duckdb.DuckDBPyConnection,
    found: Ints,
    scores: Scores,
    out: Path,
) -> int:
    """Write the table of persons in the order of `mention_id`; how many there are."""
    ids = [row[0] for row in con.execute("select mention_id from mentions order by uid").fetchall()]
    names = {int(least): opaque(ids[least]) for least in np.unique(found)}
    table = pa.table(
        {"mention_id": ids, "person_id": [names[least] for least in found.tolist()], "score": scores}
    )
    pq.write_table(table, out, compression="zstd")
    return len(names)


def opaque(first: str) -> str:
    """A person's id in the form of a table: of the least id among his mentions, telling nothing else."""
    return blake2b(first.encode(), digest_size=10, person=b"sinodik person").hexdigest()
