"""People's judgements hold whatever the evidence; judgements that cannot all hold are refused by name."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desk.linkage.clusters import Bar, Edges, components, settle, unclear
from desk.linkage.errors import Contradiction
from desk.linkage.judgements import Judged, Pair, judged
from desk.linkage.ties import Ints, tie, unbound

MENTIONS = [f"m{number}" for number in range(9)]
BAR = Bar(0.0, -6.0, 0.0, 3.0)
Weights = dict[tuple[int, int], float]

_two = st.lists(st.sampled_from(MENTIONS), min_size=2, max_size=2, unique=True).map(lambda p: (p[0], p[1]))
_weights = st.dictionaries(
    st.tuples(st.integers(0, 8), st.integers(0, 8)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(-20, 20, width=32),
)


def _clusters(weights: Weights, said: Judged, persons: Ints) -> list[int]:
    pairs = sorted(weights.items())
    a, b = (np.array([pair[end] for pair, _ in pairs], np.int32) for end in (0, 1))
    edges = Edges(a, b, np.array([weight for _, weight in pairs], np.float32))
    ties = tie(persons, said, {mention: number for number, mention in enumerate(MENTIONS)})
    parts = components(edges, ties, BAR.link)
    hard = edges.taken(unclear(edges, parts, BAR.link, ties))
    found: list[int] = settle(parts, hard, hard.w[:, None], BAR, ties).tolist()
    return found


def _of(clusters: list[int], mention: str) -> int:
    return clusters[MENTIONS.index(mention)]


@settings(max_examples=300, deadline=None)
@given(
    _weights,
    st.lists(_two, max_size=5),
    st.lists(_two, max_size=5),
    st.lists(st.integers(0, 3), min_size=9, max_size=9),
)
def test_no_evidence_and_no_earlier_run_breaks_a_judgement(
    weights: Weights, must: list[Pair], cannot: list[Pair], earlier: list[int]
) -> None:
    try:
        said = judged(must, cannot)
    except Contradiction:
        return
    first = {person: earlier.index(person) for person in earlier}
    before = np.array([first[person] if person else -1 for person in earlier], np.int32)
    numbers = {mention: number for number, mention in enumerate(MENTIONS)}
    persons = unbound(before, said, numbers)
    clusters = _clusters(weights, said, persons)
    assert all(_of(clusters, one) == _of(clusters, other) for one, other in must)
    assert all(_of(clusters, one) != _of(clusters, other) for one, other in cannot)
    for number, person in enumerate(persons.tolist()):
        assert person < 0 or clusters[number] == clusters[person]


@settings(max_examples=200, deadline=None)
@given(st.lists(_two, max_size=8), st.lists(_two, max_size=4))
def test_judgements_are_refused_exactly_if_they_cannot_all_hold(must: list[Pair], cannot: list[Pair]) -> None:
    groups = {mention: {mention} for mention in MENTIONS}
    for one, other in must:
        whole = groups[one] | groups[other]
        groups |= dict.fromkeys(whole, whole)
    possible = all(other not in groups[one] for one, other in cannot)
    if possible:
        judged(must, cannot)
    else:
        with pytest.raises(Contradiction):
            judged(must, cannot)


def test_a_contradiction_names_both_judgements() -> None:
    with pytest.raises(Contradiction, match=r"^c and d are judged to be one man.* a and d.* two"):
        judged([("a", "b"), ("c", "d"), ("c", "b")], [("d", "a")])


def test_a_judgement_holds_through_a_mention_that_is_gone() -> None:
    said = judged([("m1", "gone"), ("m5", "gone")], [])
    nobody = np.full(9, -1, np.int32)
    assert _of(_clusters({}, said, nobody), "m1") == _of(_clusters({}, said, nobody), "m5")


def test_two_persons_are_joined_only_beyond_a_higher_bar() -> None:
    persons = np.array([0, 0, 2, 2, -1, -1, -1, -1, -1], np.int32)
    pairs = [(0, 2), (0, 3), (1, 2), (1, 3)]
    nothing = judged([], [])
    assert len(set(_clusters(dict.fromkeys(pairs, 2.0), nothing, persons)[:4])) == 2
    assert len(set(_clusters(dict.fromkeys(pairs, 4.0), nothing, persons)[:4])) == 1
