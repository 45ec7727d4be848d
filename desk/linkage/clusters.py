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

from desk.linkage.ties import Bools, Floats, Ints, Ties


class Bar(NamedTuple):
    """`link`: bits from which two clusters are one man; `missing`: bits of a pair that was never compared;
    `prior`: bits of any two mentions before anything is known; `known`: bits more that it takes to join two
    clusters which an earlier run left apart."""

    link: float
    missing: float
    prior: float
    known: float = 0.0


class Edges(NamedTuple):
    """Weighed pairs, a < b, in the order of (a, b)."""

    a: Ints
    b: Ints
    w: Floats

    def taken(self, which: Bools | NDArray[np.int64]) -> "Edges":
        return Edges(self.a[which], self.b[which], self.w[which])


def unclear(edges: Edges, parts: Ints, link: float, ties: Ties) -> Bools:
    """Which pairs lie in a component that is not one cluster at sight: not complete, a weak pair, or tied."""
    many = len(parts)
    of = parts[edges.a]
    inside = of == parts[edges.b]
    sizes = np.bincount(parts, minlength=many).astype(np.int64)
    pairs = np.bincount(of[inside], minlength=many)
    hard = np.bincount(of[inside & (edges.w < link)], minlength=many) > 0
    hard[parts[ties.tied()]] = True
    found: Bools = inside & ((pairs < sizes * (sizes - 1) // 2) | hard)[of]
    return found


def components(edges: Edges, ties: Ties, link: float) -> Ints:
    """For each mention the least number that a chain of ties and of pairs from `link` bits on leads to."""
    strong = edges.w >= link
    least: Ints = np.arange(len(ties.together), dtype=np.int32)
    a, b = np.append(edges.a[strong], least), np.append(edges.b[strong], ties.together)
    while True:
        before = least.copy()
        low = np.minimum(least[a], least[b])
        np.minimum.at(least, a, low)
        np.minimum.at(least, b, low)
        least = least[least]
        if np.array_equal(before, least):
            return least


def settle(parts: Ints, edges: Edges, fields: Floats, bar: Bar, ties: Ties) -> Ints:
    """Take apart the components of `edges` (`fields`: their weights): the least number of each cluster."""
    found = parts.copy()
    found[np.isin(parts, parts[edges.a])] = -1
    found = np.where(found < 0, ties.together, found)
    order = np.argsort(parts[edges.a], kind="stable")
    for of in _runs(parts[edges.a][order]):
        one = order[of]
        joined = agglomerate(edges.taken(one), fields[one], bar, ties)
        for members in joined.values():
            found[members] = min(members)
    settled: Ints = found[ties.together]
    return settled


def _runs(of: Ints) -> Iterator[slice]:
    bounds = [0, *(np.flatnonzero(np.diff(of)) + 1).tolist(), len(of)]
    return (slice(start, end) for start, end in pairwise(bounds) if start < end)


def agglomerate(edges: Edges, fields: Floats, bar: Bar, ties: Ties) -> dict[int, list[int]]:
    """The clusters of one component, of mentions or of groups tied together (by their least numbers): the
    two with most evidence are joined first."""
    clusters = _Clusters(edges, fields, bar, ties)
    heap = [
        clusters.offer(one, other) for one, near in clusters.near.items() for other in near if one < other
    ]
    heap = [offer for offer in heap if offer[0] <= -bar.link]
    heapq.heapify(heap)
    while heap:
        _, one, other, size, other_size = heapq.heappop(heap)
        if clusters.sizes.get(one) == size and clusters.sizes.get(other) == other_size:
            clusters.join(one, other)
            for third in clusters.near[one]:
                offer = clusters.offer(min(one, third), max(one, third))
                if offer[0] <= -bar.link:
                    heapq.heappush(heap, offer)
    return clusters.members


Offer = tuple[float, int, int, int, int]
"""The evidence, negated; two clusters, the lower number first; their sizes, which tell a stale offer."""


class _Clusters:
    """The clusters of a component as they stand."""

    def __init__(self, edges: Edges, fields: Floats, bar: Bar, ties: Ties) -> None:
        self._bar = bar
        self.near: dict[int, dict[int, Floats]] = defaultdict(dict)
        """Of two clusters: the sums of the fields' weights, in how many pairs each speaks, and the pairs."""
        a, b = ties.together[edges.a].tolist(), ties.together[edges.b].tolist()
        said = np.hstack([fields, fields != 0, np.ones((len(a), 1))])
        for one, other, bits in zip(a, b, said, strict=True):
            if one != other:
                self._add(one, other, bits)
        self.members = {node: [node] for node in self.near}
        self.sizes = {node: int(ties.sizes[node]) for node in self.near}
        self._known = {node for node in self.near if ties.known[node]}
        self._apart = {node: set(ties.apart.get(node, ())) for node in self.near}

    def _add(self, one: int, other: int, bits: Floats) -> None:
        before = self.near[one].get(other)
        self.near[one][other] = self.near[other][one] = bits if before is None else before + bits

    def offer(self, one: int, other: int) -> Offer:
        size, other_size = self.sizes[one], self.sizes[other]
        if other in self._apart[one]:
            return np.inf, one, other, size, other_size
        bits = between(self.near[one][other], size * other_size, self._bar)
        if one in self._known and other in self._known:
            bits -= self._bar.known
        return -bits, one, other, size, other_size

    def join(self, one: int, other: int) -> None:
        """Put the cluster `other` into `one`, the lower number."""
        self.members[one] += self.members.pop(other)
        self.sizes[one] += self.sizes.pop(other)
        if other in self._known:
            self._known.add(one)
        for third in self._apart.pop(other):
            self._apart[one].add(third)
            if third in self._apart:
                self._apart[third].add(one)
        gone = self.near.pop(other)
        del self.near[one][other], gone[one]
        for third, said in gone.items():
            del self.near[third][other]
            self._add(one, third, said)


def between(said: Floats, pairs: int, bar: Bar) -> float:
    """The evidence, in bits, that two clusters with so many pairs between them are one man."""
    fields = len(said) // 2
    evidence = bar.prior + float((said[:fields] / np.maximum(said[fields:-1], 1)).sum())
    compared = float(said[-1]) / pairs
    return compared * evidence + (1 - compared) * bar.missing
