"""How likely a person is a soldier lost in this war: the sum of the evidence's weights, kept as JSON.

Each piece of evidence (evidence.py, neighbours.py) has one weight for each look; nothing else enters.
train.py makes them.
"""

import math
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec
from msgspec import Struct

WEIGHTS = Path(__file__).parents[1] / "data" / "role_weights.json"
ALWAYS = "always"
"""The evidence that everyone has: how likely a person is before anything is known of him."""

Weights = Mapping[str, float]
Marks = frozenset[str]


class Looks(Struct, frozen=True):
    """The weights of the first look, at each alone, and of the second, which knows the first at all."""

    first: dict[str, float]
    second: dict[str, float]


@cache
def looks() -> Looks:
    """The weights as they were learnt."""
    return msgspec.json.decode(WEIGHTS.read_bytes(), type=Looks)


def likelihood(marks: Marks, weights: Weights) -> float:
    """The probability, 0 to 1, that the evidence is on a lost soldier."""
    total = weights.get(ALWAYS, 0.0) + math.fsum(weights.get(mark, 0.0) for mark in marks)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
