"""A run over mentions some of which have a person already: keys, pairs, weights, clusters."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import duckdb
import numpy as np
import pyarrow as pa

from desk.linkage.clusters import Edges
from desk.linkage.judgements import Judged
from desk.linkage.keys import make_keys
from desk.linkage.linking import cluster, read_edges, weigh_all
from desk.linkage.model import Model
from desk.linkage.nightly_pairs import weigh_new
from desk.linkage.scoring import Progress
from desk.linkage.standing import add_kept, attach, keep
from desk.linkage.ties import Ints, tie, unbound


class Run(NamedTuple):
    """`ids`: the mentions in the order of their numbers; `found`: for each the least number of its cluster;
    `edges`: the pairs weighed."""

    ids: list[str]
    found: Ints
    edges: Edges


def link_under(
    con: duckdb.DuckDBPyConnection,
    chosen: Model,
    said: Judged,
    known: pa.Table,
    state: Path | None,
    progress: Progress,
) -> Run:
    """Link the table `mentions` with those of `state` that `known` (mention_id, person) holds.

    If `known` has rows, only mentions without a person are compared, with each other and with all. Raises
    Stale for a state that cannot be gone on from.
    """
    progress("making keys", 0, None)
    make_keys(con)
    con.register("known", known)
    if state:
        attach(con, state)
        add_kept(con, "known")
    ids = [row[0] for row in con.execute("select mention_id from keys order by uid").fetchall()]
    numbers = {mention: number for number, mention in enumerate(ids) if mention in said.group}
    persons = unbound(_persons(con, len(ids)), said, numbers)
    ties = tie(persons, said, numbers)
    if len(known):
        weigh_new(con, chosen, persons, ties, progress)
    else:
        weigh_all(con, chosen, len(ids), progress)
    progress("clustering", 0, None)
    edges = read_edges(con)
    found = cluster(con, edges, ties, chosen)
    if state:
        keep(con)
    return Run(ids, found, edges)


def _persons(con: duckdb.DuckDBPyConnection, count: int) -> Ints:
    """For each mention the least number among its person's mentions, -1 if it has none."""
    found = con.execute(
        "select uid, min(uid) over (partition by person) as person from keys join known using (mention_id)"
    ).fetchnumpy()
    persons = np.full(count, -1, np.int32)
    persons[np.asarray(found["uid"])] = np.asarray(found["person"])
    return persons


def pairs_of(mentions: Iterable[str], persons: Iterable[str]) -> pa.Table:
    """The table of known persons."""
    columns = (pa.array(list(mentions), pa.string()), pa.array(list(persons), pa.string()))
    return pa.table(dict(zip(("mention_id", "person"), columns, strict=True)))
