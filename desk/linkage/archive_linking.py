"""Mentions of the archive to clusters, whole or a night at a time, under people's judgements."""

from collections.abc import Iterable, Mapping

import duckdb
import numpy as np
import pyarrow as pa
from msgspec import Struct

from desk.linkage.clusters import Edges
from desk.linkage.judgements import Pair, judged
from desk.linkage.keys import make_keys
from desk.linkage.linking import bar_of, belonging, cluster, read_edges, weigh_all, workbench
from desk.linkage.model import model
from desk.linkage.nightly_pairs import weigh_new
from desk.linkage.scoring import Progress
from desk.linkage.table import take_mentions
from desk.linkage.ties import Ints, tie, unbound
from desk.linkage.unsure import Near, near_pairs


class Clustering(Struct, frozen=True):
    """`person_of`: each mention → its cluster's label: the least id of the persons it had before, else of its
    mentions; `scores`: of the mentions weighed in this run, how surely each stands where it was put, 0 to 1;
    `near`: pairs of mentions that a person should judge, the least sure first, with the bits that their
    clusters are one man; `model`: the version of the parameters."""

    person_of: dict[str, str]
    scores: dict[str, float]
    near: list[Near]
    model: str


def cluster_mentions(
    mentions: pa.Table,
    must: Iterable[Pair],
    cannot: Iterable[Pair],
    known: Mapping[str, str] | None,
    progress: Progress,
) -> Clustering:
    """Which mentions (columns of docs/linkage.md) are one man.

    `must` and `cannot` are pairs of mentions that are one man or are not: they hold whatever the evidence,
    and those of mentions that are not there hold by what follows from them. `known`: mention → person of an
    earlier run; then only mentions without a person are compared, with each other and with all, and two
    persons are joined only by a judgement or by evidence beyond a higher bar. A person of whom two mentions
    are now judged to be two men is linked anew.

    Raises Contradiction for judgements that cannot all hold, BadTable for a table that cannot be linked.
    """
    said, chosen = judged(must, cannot), model()
    with workbench() as con:
        con.register("given", mentions)
        count = take_mentions(con, "given", "the mentions")
        ids = [row[0] for row in con.execute("select mention_id from mentions order by uid").fetchall()]
        numbers = {mention: number for number, mention in enumerate(ids) if mention in said.group}
        persons = unbound(_numbered(con, known or {}, count), said, numbers)
        ties = tie(persons, said, numbers)
        if known:
            progress("making keys", 0, None)
            make_keys(con)
            weigh_new(con, chosen, persons, ties, progress)
        else:
            weigh_all(con, chosen, count, progress)
        progress("clustering", 0, None)
        edges = read_edges(con)
        found = cluster(con, edges, ties, chosen)
        near = [
            pair for pair in near_pairs(con, found, ids, bar_of(chosen, count)) if not said.settles(*pair[:2])
        ]
    return Clustering(_labels(ids, found, known or {}), _scores(edges, found, ids), near, chosen.version)


def _numbered(con: duckdb.DuckDBPyConnection, known: Mapping[str, str], count: int) -> Ints:
    """For each mention the least number among its person's mentions, -1 if it has none."""
    told = pa.table(
        {"mention_id": pa.array(known.keys(), pa.string()), "person": pa.array(known.values(), pa.string())}
    )
    con.register("told", told)
    found = con.execute(
        "select uid, min(uid) over (partition by person) as person from mentions join told using (mention_id)"
    ).fetchnumpy()
    con.unregister("told")
    persons = np.full(count, -1, np.int32)
    persons[np.asarray(found["uid"])] = np.asarray(found["person"])
    return persons


def _labels(ids: list[str], found: Ints, known: Mapping[str, str]) -> dict[str, str]:
    before: dict[int, str] = {}
    for mention, least in zip(ids, found.tolist(), strict=True):
        person = known.get(mention)
        if person is not None:
            before[least] = min(person, before.get(least, person))
    labels: dict[int, str] = {}
    taken: set[str] = set()
    for least in np.unique(found).tolist():
        label = before.get(least, ids[least])
        # of a person that was taken apart, the first part
        labels[least] = ids[least] if label in taken else label
        taken.add(label)
    return {mention: labels[least] for mention, least in zip(ids, found.tolist(), strict=True)}


def _scores(edges: Edges, found: Ints, ids: list[str]) -> dict[str, float]:
    weighed = np.union1d(edges.a, edges.b)
    scores = belonging(edges, found)
    return {ids[number]: float(scores[number]) for number in weighed.tolist()}
