"""Judgements of pairs of mentions made whole: what follows from them, and where they contradict."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from desk.linkage.errors import Contradiction

Pair = tuple[str, str]


class Judged(NamedTuple):
    """`group`: each mention that was judged → the least of all that are one man with it; `apart`: groups
    that are not one man, both ways."""

    group: Mapping[str, str]
    apart: Mapping[str, set[str]]

    def settles(self, one: str, other: str) -> bool:
        """Whether two mentions are judged to be one man, or two."""
        groups = self.group.get(one, one), self.group.get(other, other)
        return groups[0] == groups[1] or groups[1] in self.apart.get(groups[0], ())


def judged(must: Iterable[Pair], cannot: Iterable[Pair]) -> Judged:
    """What follows of pairs of mentions that are one man (`must`) and that are not (`cannot`).

    `must` is transitive, also through a mention that is not there any more; `cannot` holds between groups.
    Raises Contradiction for a `must` that would bring together what a `cannot` keeps apart.
    """
    forbidden = sorted({_ordered(pair) for pair in cannot})
    wanted = sorted({_ordered(pair) for pair in must})
    group = {mention: mention for pair in (*forbidden, *wanted) for mention in pair}
    members = {mention: [mention] for mention in group}
    against: dict[str, list[Pair]] = {}
    for pair in forbidden:
        if pair[0] == pair[1]:
            raise Contradiction(f"{pair[0]} is said to be another man than itself: withdraw that judgement")
        against.setdefault(pair[0], []).append(pair)
        against.setdefault(pair[1], []).append(pair)
    for pair in wanted:
        into, gone = sorted((group[pair[0]], group[pair[1]]))
        if into != gone:
            _check(pair, gone, into, members, group, against)
            group |= dict.fromkeys(members[gone], into)
            members[into] += members.pop(gone)
    apart: dict[str, set[str]] = {}
    for one, other in forbidden:
        apart.setdefault(group[one], set()).add(group[other])
        apart.setdefault(group[other], set()).add(group[one])
    return Judged(group, apart)


def _ordered(pair: Pair) -> Pair:
    return pair if pair[0] <= pair[1] else (pair[1], pair[0])


def _check(
    pair: Pair,
    gone: str,
    into: str,
    members: Mapping[str, list[str]],
    group: Mapping[str, str],
    against: Mapping[str, list[Pair]],
) -> None:
    for mention in members[gone]:
        for kept in against.get(mention, ()):
            other = kept[1] if kept[0] == mention else kept[0]
            if group[other] == into:
                raise Contradiction(
                    f"{pair[0]} and {pair[1]} are judged to be one man, and so would be {kept[0]} and "
                    f"{kept[1]}, who are judged to be two: withdraw one of these judgements"
                )
