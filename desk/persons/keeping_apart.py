"""Clusters made to fit what the judgements demand, whoever made them."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence

from desk.persons.constraints import Constraints

Alike = Callable[[str, str], int]
"""How much two mentions agree: values they share less values in which they differ."""


def no_likeness(one: str, other: str) -> int:
    """For who does not know what the mentions say."""
    return 0


def fitted(
    clusters: Iterable[Collection[str]], said: Constraints, alike: Alike = no_likeness
) -> list[tuple[str, ...]]:
    """The clusters, joined where two mentions must be one man and taken apart where they cannot.

    Who must be one man stays together. Whoever no judgement speaks of goes where he is most alike, and where
    nothing tells, to the first part: that with the least mention.
    """
    found = []
    for cluster in _joined(clusters, said):
        if any(said.is_parted(mention) for mention in cluster):
            found += _apart(cluster, said, alike)
        else:
            found.append(tuple(sorted(cluster)))
    return sorted(found)


def _joined(clusters: Iterable[Collection[str]], said: Constraints) -> list[list[str]]:
    """Each list of mentions is one cluster, or several that a group of one man ties together."""
    made: dict[int, list[str]] = {}
    of_group: dict[str, int] = {}
    for number, cluster in enumerate(clusters):
        members = list(cluster)
        groups = {said.group(mention) for mention in members}
        for tied in {of_group[group] for group in groups if group in of_group}:
            members += made.pop(tied)
        made[number] = members
        of_group |= dict.fromkeys((said.group(mention) for mention in members), number)
    return list(made.values())


def _apart(cluster: Sequence[str], said: Constraints, alike: Alike) -> list[tuple[str, ...]]:
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for mention in sorted(cluster):
        groups[said.group(mention)].append(mention)
    # those who are parted settle first: the others choose among them
    ordered = sorted(groups.values(), key=lambda group: (not said.is_parted(group[0]), -len(group), group))
    parts: list[list[str]] = []
    for group in ordered:
        fit = [part for part in parts if all(said.parting(group[0], mention) is None for mention in part)]
        if fit:
            max(fit, key=lambda part: _likeness(group, part, alike)).extend(group)
        else:
            parts.append(list(group))
    return [tuple(sorted(part)) for part in parts]


def _likeness(group: Sequence[str], part: Sequence[str], alike: Alike) -> float:
    return sum(alike(one, other) for one in group for other in part) / (len(group) * len(part))
