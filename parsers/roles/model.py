"""How likely a person is a soldier lost in this war: the sum of the evidence's weights, kept as JSON.

Each piece of evidence (evidence.py) has one weight; nothing else enters. train.py makes them.
"""

import json
import math
from functools import cache
from pathlib import Path

WEIGHTS = Path(__file__).parents[1] / "data" / "role_weights.json"
ALWAYS = "always"
"""The evidence that everyone has: how likely a person is before anything is known of him."""


@cache
def weights() -> dict[str, float]:
    """The weight of each piece of evidence."""
    loaded: dict[str, float] = json.loads(WEIGHTS.read_text("utf-8"))
    return loaded


def likelihood(marks: frozenset[str]) -> float:
    """The probability, 0 to 1, that the evidence is on a lost soldier."""
    known = weights()
    total = known.get(ALWAYS, 0.0) + math.fsum(known.get(mark, 0.0) for mark in marks)
    return 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, total))))
