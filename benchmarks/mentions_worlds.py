"""Worlds of sources for the linkage benchmark: the usual one, the counted one, and any.

`usual`: papers, channels and books of memory. `press`: what articles say, as counted. `varied`: every rate
drawn by itself around the usual one, so that training learns no one world's habits.
"""

from random import Random
from typing import Any

from benchmarks.mentions import KINDS, USUAL, Habits, Rates

_SAID = ("patronymic", "birth", "age", "death", "funeral", "settlement")
_PRESS = {"patronymic": 0.22, "birth": 0.05, "age": 0.23, "death": 0.14, "funeral": 0.14, "settlement": 0.46}
PRESS = Rates(
    kinds=(
        Habits("paper", 0.6, short=0.02, **_PRESS),
        KINDS[1]._replace(share=0.05),
        Habits("channel", 0.35, short=0.06, **_PRESS),
    ),
    region=0.94,
    rank=0.36,
    unit=0.14,
    category=0.28,
)
"""What a thousand characters of an article say, as counted of 325 men in 132 pages: a name, a region,
and little more."""
NAMES = ("usual", "press", "varied")
_MOST = 0.97


def world(name: str, seed: int) -> Rates:
    """The rates of a world; those of `varied` are the seed's."""
    return {"usual": USUAL, "press": PRESS, "varied": _varied(Random(seed))}[name]


def _varied(chance: Random) -> Rates:
    def near(rate: float, low: float, high: float) -> float:
        return min(_MOST, rate * chance.uniform(low, high))

    def kind(usual: Habits) -> Habits:
        said: dict[str, Any] = {name: near(getattr(usual, name), 0.35, 1.5) for name in _SAID}
        return usual._replace(share=near(usual.share, 0.4, 1.8), short=near(usual.short, 0.2, 2), **said)

    kinds = tuple(kind(usual) for usual in KINDS)
    rates: dict[str, Any]
    rates = {name: near(rate, 0.2, 2.2) for name, rate in USUAL._asdict().items() if isinstance(rate, float)}
    rates |= {"region": chance.uniform(0.7, 1.0), "soon": chance.uniform(0.5, 0.95)}
    late = (chance.uniform(4, 40), chance.uniform(80, 400))
    return Rates(**{**rates, "kinds": kinds, "late": late})
