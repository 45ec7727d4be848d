"""Which lists each person stands on, and how many persons share each pattern of lists."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import get_args

from msgspec import Struct

from desk.counting.grading import GRADING
from desk.counting.mistakes import Mistake
from desk.counting.person import Counted, SourceClass

CONFIRMING = GRADING["grade-1"].alone
"""Only a class that confirms alone makes a list: who stands on none of these may not be counted at all."""


class NotLists(Mistake):
    """The lists cannot be read, or nothing can be estimated from them; the message says why."""


class SourceList(Struct, frozen=True):
    """The persons whom one class of sources reports, or any of several taken together: `media+relative`."""

    name: str
    classes: frozenset[SourceClass]


class Overlaps(Struct, frozen=True):
    """How many persons have each pattern: `(1, 0, 1)` is on the first and third list, not on the second.

    `on_none`: counted persons who stand on no list chosen, and have no part in an estimate.
    """

    lists: tuple[str, ...]
    patterns: dict[tuple[int, ...], int]
    on_none: int = 0

    @property
    def identified(self) -> int:
        """Persons on at least one list."""
        return sum(self.patterns.values())

    def on(self, *places: int) -> int:
        """Persons on all of the lists at these places."""
        return sum(n for pattern, n in self.patterns.items() if all(pattern[place] for place in places))


def source_lists(text: str) -> tuple[SourceList, ...]:
    """Read `official,media+relative,memorial+grave`. Raises NotLists."""
    lists = tuple(_source_list(part) for part in text.split(","))
    named = [one for part in lists for one in part.classes]
    if len(lists) < 2 or len(named) != len(set(named)):
        raise NotLists(f"{text!r}: at least two lists are needed, and each class stands in one")
    return lists


def _source_list(part: str) -> SourceList:
    names = part.split("+")
    classes = frozenset(one for one in get_args(SourceClass) if one in names and one in CONFIRMING)
    if len(classes) != len(names):
        raise NotLists(f"{part!r}: a list is made of {', '.join(sorted(CONFIRMING))}, joined by +")
    return SourceList(part, classes)


def overlaps(persons: Iterable[Counted], lists: Sequence[SourceList] | None = None) -> Overlaps:
    """The patterns of persons over lists: those given, or each class that reports anyone.

    Raises NotLists where fewer than two classes, or not each list, report anyone.
    """
    sets = Counter(frozenset(person.source_classes) for person in persons)
    chosen = list(lists or _every_class(sets))
    patterns: Counter[tuple[int, ...]] = Counter()
    for classes, n in sets.items():
        patterns[tuple(int(bool(classes & one.classes)) for one in chosen)] += n
    on_none = patterns.pop((0,) * len(chosen), 0)
    if len(chosen) < 2:
        raise NotLists("fewer than two classes of sources report anyone: nothing overlaps")
    empty = [one.name for place, one in enumerate(chosen) if not any(pattern[place] for pattern in patterns)]
    if empty:
        raise NotLists(f"nobody is on the list {empty[0]}: leave it out, or take it together with another")
    return Overlaps(tuple(one.name for one in chosen), dict(sorted(patterns.items())), on_none)


def _every_class(sets: Iterable[frozenset[SourceClass]]) -> list[SourceList]:
    seen: frozenset[SourceClass] = frozenset().union(*sets)
    return [SourceList(one, frozenset({one})) for one in sorted(seen & CONFIRMING)]
