"""What the likelihoods of the others on a page show of a person: those beside him share his fate, or none do.

Evidence of the second look: the first weighs everyone alone. «Это A, B и C» under an award to the dead says
little of each; that the page's others are lost says much.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

_STEPS = ((0.8, "lost"), (0.4, "maybe"), (0.1, "hardly"))
_MOST = 5  # others held to be lost that are told apart by number
_HELD = 0.6  # from this likelihood on one is counted among them


class Place(Struct, frozen=True):
    """Where a person is first named in full: the offset, the numbers of block and sentence; of his list."""

    at: int
    block: int
    sentence: int
    listed: int | None


class Circle:
    """People who stand together, and the likelihoods of all but one of them."""

    def __init__(self, likely: Sequence[float]) -> None:
        self._sorted = sorted(likely)
        self._sum = sum(likely)

    def __len__(self) -> int:
        return len(self._sorted)

    def most(self, but: float) -> float:
        """The greatest of the others'."""
        return self._sorted[-2] if self._sorted[-1] == but else self._sorted[-1]

    def least(self, but: float) -> float:
        """The least of the others'."""
        return self._sorted[1] if self._sorted[0] == but else self._sorted[0]

    def mean(self, but: float) -> float:
        """The mean of the others'."""
        return (self._sum - but) / (len(self._sorted) - 1)


Circles = dict[Hashable, Circle]


def marks_of_neighbours(places: Sequence[Place], likely: Sequence[float]) -> list[frozenset[str]]:
    """The evidence on each person from the likelihoods of all, in the order given."""
    circles = _circles(places, likely)
    held = sum(one > _HELD for one in likely)
    found = [
        set(_alone(one, held)) | set(_of_circles(p, one, circles))
        for p, one in zip(places, likely, strict=True)
    ]
    for i, j in pairwise(sorted(range(len(places)), key=lambda i: places[i].at)):
        here = ".here" if places[i].block == places[j].block else ""
        found[j].add(f"beside.before.{step(likely[i])}{here}")
        found[i].add(f"beside.after.{step(likely[j])}{here}")
    return [frozenset(marks) for marks in found]


def _circles(places: Sequence[Place], likely: Sequence[float]) -> Circles:
    members: defaultdict[Hashable, list[float]] = defaultdict(list)
    for place, one in zip(places, likely, strict=True):
        for circle in _named(place):
            members[circle].append(one)
    return {circle: Circle(those) for circle, those in members.items()}


def _named(place: Place) -> Iterator[tuple[str, int]]:
    """The circles he stands in."""
    yield "page", 0
    yield "block", place.block
    yield "sentence", place.sentence
    if place.listed is not None:
        yield "list", place.listed


def _alone(own: float, held: int) -> Iterator[str]:
    yield f"beside.self.{step(own)}"
    yield f"beside.held.{min(_MOST, held - (own > _HELD))}"


def _of_circles(place: Place, own: float, circles: Circles) -> Iterator[str]:
    for name, number in _named(place):
        circle = circles[name, number]
        if len(circle) < 2:
            if name == "page":
                yield "beside.nobody"
            continue
        yield f"beside.{name}.most.{step(circle.most(own))}"
        if name in {"page", "list"}:
            yield f"beside.{name}.mean.{step(circle.mean(own))}"
        if name == "list":
            yield f"beside.{name}.least.{step(circle.least(own))}"


def step(likely: float) -> str:
    """A likelihood in a word: lost, maybe, hardly, not."""
    return next((name for least, name in _STEPS if likely > least), "not")
