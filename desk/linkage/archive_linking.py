"""Mentions of the archive to clusters, whole or a night at a time, under people's judgements."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import pyarrow as pa
from msgspec import Struct

from desk.linkage.clusters import Edges
from desk.linkage.judgements import Pair, judged
from desk.linkage.linking import bar_of, belonging, workbench
from desk.linkage.model import model
from desk.linkage.nightly import link_under, pairs_of
from desk.linkage.scoring import Progress
from desk.linkage.table import take_mentions
from desk.linkage.ties import Ints
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
    state: Path | None = None,
) -> Clustering:
    """Which mentions (columns of docs/linkage.md) are one man.

    `must` and `cannot` are pairs of mentions that are one man or are not: they hold whatever the evidence,
    and those of mentions that are not there hold by what follows from them. `known`: mention → person of an
    earlier run; then only mentions without a person are compared, with each other and with all, and two
    persons are joined only by a judgement or by evidence beyond a higher bar. A person of whom two mentions
    are now judged to be two men is linked anew. `state`: a file that keeps keys from run to run; with it
    `mentions` may leave out those of `known` that have not changed since. Mentions of neither are gone.

    Raises Contradiction for judgements that cannot all hold, BadTable for a table that cannot be linked,
    Stale for a state that cannot be gone on from.
    """
    said, chosen, before = judged(must, cannot), model(), known or {}
    with workbench() as con:
        con.register("given", mentions)
        take_mentions(con, "given", "the mentions")
        ids, found, edges = link_under(con, chosen, said, pairs_of(before, before.values()), state, progress)
        near = near_pairs(con, found, ids, bar_of(chosen, len(ids)))
    unjudged = [pair for pair in near if not said.settles(*pair[:2])]
    return Clustering(_labels(ids, found, before), _scores(edges, found, ids), unjudged, chosen.version)


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
