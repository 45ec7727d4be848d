"""From weighed pairs to persons: clusters joined while the evidence between them says one man.

Average linkage, field by field: of all pairs between two clusters, each field counts by its mean over the
pairs in which both mentions say something, and the odds against any two being one man count once. So a poor
mention is held against all that is known of a man, and two namesakes that are each like a third, poorer
mention are not chained through it. Pairs that no rule brought together weigh as missing evidence.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


class Bar(NamedTuple):
    """`link`: bits from which two clusters are one man; `missing`: bits of a pair that was never compared;
    `prior`: bits of any two mentions before anything is known."""

    link: float
    missing: float
    prior: float


class Edges(NamedTuple):
    """Weighed pairs, a < b, in the order of (a, b)."""

    a: Ints
    b: Ints
    w: Floats

    def taken(self, which: NDArray[np.bool_] | NDArray[np.int64]) -> "Edges":
        return Edges(self.a[which], self.b[which], self.w[which])


def unclear(edges: Edges, parts: Ints, link: float) -> NDArray[np.bool_]:
    """Which pairs lie in a component that is not one cluster at sight: not complete, or with a weak pair."""
    many = len(parts)
    of = parts[edges.a]
    inside = of == parts[edges.b]
    sizes = np.bincount(parts, minlength=many).astype(np.int64)
    pairs = np.bincount(of[inside], minlength=many)
    weak = np.bincount(of[inside & (edges.w < link)], minlength=many)
    found: NDArray[np.bool_] = inside & ((pairs < sizes * (sizes - 1) // 2) | (weak > 0))[of]
    return found


def components(edges: Edges, mentions: int, link: float) -> Ints:
    """For each mention the least number that any chain of pairs of at least `link` bits leads to."""
    strong = edges.w >= link
    a, b = edges.a[strong], edges.b[strong]
    least: Ints = np.arange(mentions, dtype=np.int32)
    while True:
        before = least.copy()
        low = np.minimum(least[a], least[b])
        np.minimum.at(least, a, low)
        np.minimum.at(least, b, low)
        least = least[least]
        if np.array_equal(before, least):
            return least


def settle(parts: Ints, edges: Edges, fields: Floats, bar: Bar) -> Ints:
    """Take apart the components of `edges` (`fields`: their weights): the least number of each cluster."""
    found = parts.copy()
    order = np.argsort(parts[edges.a], kind="stable")
    for of in _runs(parts[edges.a][order]):
        one = order[of]
        joined = agglomerate(edges.taken(one), fields[one], bar)
        for members in joined.values():
            found[members] = min(members)
    return found


def _runs(of: Ints) -> Iterator[slice]:
    bounds = [0, *(np.flatnonzero(np.diff(of)) + 1).tolist(), len(of)]
    return (slice(start, end) for start, end in pairwise(bounds) if start < end)


def agglomerate(edges: Edges, fields: Floats, bar: Bar) -> dict[int, list[int]]:
    """The clusters of one component: the pair of clusters with most evidence is joined first."""
    a, b, w = edges.a.tolist(), edges.b.tolist(), edges.w.tolist()
    near: dict[int, dict[int, Floats]] = defaultdict(dict)
    # of a pair: the fields' weights, which fields speak, and one pair
    for one, other, said in zip(a, b, np.hstack([fields, fields != 0, np.ones((len(a), 1))]), strict=True):
        near[one][other] = near[other][one] = said
    members = {mention: [mention] for mention in near}
    heap = [
        (-weight, one, other, 1, 1) for one, other, weight in zip(a, b, w, strict=True) if weight >= bar.link
    ]
    heapq.heapify(heap)
    while heap:
        _, one, other, size, other_size = heapq.heappop(heap)
        if len(members.get(one, ())) == size and len(members.get(other, ())) == other_size:
            _join(one, other, near, members)
            for third, said in near[one].items():
                bits = between(said, len(members[one]) * len(members[third]), bar)
                if bits >= bar.link:
                    low, high = min(one, third), max(one, third)
                    heapq.heappush(heap, (-bits, low, high, len(members[low]), len(members[high])))
    return members


def between(said: Floats, pairs: int, bar: Bar) -> float:
    """The evidence, in bits, that two clusters with so many pairs between them are one man."""
    fields = len(said) // 2
    evidence = bar.prior + float((said[:fields] / np.maximum(said[fields:-1], 1)).sum())
    compared = float(said[-1]) / pairs
    return compared * evidence + (1 - compared) * bar.missing


def _join(one: int, other: int, near: dict[int, dict[int, Floats]], members: dict[int, list[int]]) -> None:
    """Put the cluster `other` into `one`, the lower number."""
    members[one] += members.pop(other)
    gone = near.pop(other)
    del near[one][other], gone[one]
    for third, said in gone.items():
        del near[third][other]
        mine = near[one].get(third)
        near[one][third] = near[third][one] = said if mine is None else mine + said
