"""What is settled before any evidence is weighed: mentions that are one man, and mentions that are not."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from desk.linkage.judgements import Judged

Ints = NDArray[np.int32]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float32]


class Ties(NamedTuple):
    """`together`: for each mention the least number of the group it is tied into, its own if none;
    `sizes`: mentions in the group of each least number; `known`: whether the group of that number has a
    person already; `apart`: groups, by their least numbers, that are never to be joined."""

    together: Ints
    sizes: Ints
    known: Bools
    apart: Mapping[int, set[int]]

    def tied(self) -> Ints:
        """The mentions that any tie is about."""
        moved = np.flatnonzero(self.together != np.arange(len(self.together)))
        found: Ints = np.union1d(moved, np.fromiter(self.apart, np.int64, len(self.apart))).astype(np.int32)
        return found


def no_ties(mentions: int) -> Ties:
    """Nothing is settled of so many mentions."""
    return tie(np.full(mentions, -1, np.int32), Judged({}, {}), {})


def tie(persons: Ints, said: Judged, numbers: Mapping[str, int]) -> Ties:
    """The ties of mentions. `persons`: for each the least number among its person's mentions, -1 if it has
    no person yet, none of them `unbound`; `numbers`: of the judged mentions those that are there."""
    groups = _groups(said, numbers)
    together = _joined(persons, groups)
    known = np.zeros(len(persons), np.bool_)
    known[together[persons >= 0]] = True
    apart: dict[int, set[int]] = {}
    for one, other in _apart(said, groups):
        apart.setdefault(int(together[one]), set()).add(int(together[other]))
    return Ties(together, np.bincount(together, minlength=len(persons)).astype(np.int32), known, apart)


def unbound(persons: Ints, said: Judged, numbers: Mapping[str, int]) -> Ints:
    """The persons without those of whom two mentions are judged to be two men: their mentions have none."""
    groups = _groups(said, numbers)
    together = _joined(persons, groups)
    broken = {int(together[one]) for one, other in _apart(said, groups) if together[one] == together[other]}
    if not broken:
        return persons
    return np.where(np.isin(together, list(broken)), -1, persons).astype(np.int32)


def _groups(said: Judged, numbers: Mapping[str, int]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for mention, group in said.group.items():
        if mention in numbers:
            found.setdefault(group, []).append(numbers[mention])
    return found


def _apart(said: Judged, groups: Mapping[str, list[int]]) -> list[tuple[int, int]]:
    """A mention of each of two groups that are to be kept apart, both ways."""
    return [
        (groups[one][0], groups[other][0])
        for one, others in said.apart.items()
        for other in others
        if one in groups and other in groups
    ]


def _joined(persons: Ints, groups: Mapping[str, list[int]]) -> Ints:
    """For each mention the least number of all that its person and its group tie it to."""
    alone = np.arange(len(persons), dtype=np.int32)
    together = np.where(persons >= 0, persons, alone).astype(np.int32)
    into = alone.copy()

    def least(root: int) -> int:
        while into[root] != root:
            root = int(into[root])
        return root

    for members in groups.values():
        roots = sorted({least(int(together[member])) for member in members})
        into[roots] = roots[0]
    for root in {int(together[member]) for members in groups.values() for member in members}:
        into[root] = least(root)
    joined: Ints = into[together]
    return joined
