"""What the judgements that stand demand of any grouping of mentions, and where they contradict.

Of the judgements of one pair the last holds, and a person's before a rule's. What people called different
stays apart, whatever chain of `same` leads from one to the other: that chain's youngest link is set aside.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from msgspec import Struct

from archive.persons_judged import Judgement


class Contradiction(Struct, frozen=True):
    """A judgement `same` that cannot hold beside an older or a stronger `different`."""

    same: Judgement
    different: Judgement


class Constraints:
    """Groups of mentions that are one man, and groups that are not.

    `must`: the pairs that are one man; `human_differences`: what people judged to be two.
    """

    def __init__(self, judgements: Iterable[Judgement]) -> None:
        self._above: dict[str, str] = {}
        self._apart: dict[str, dict[str, Judgement]] = {}
        self.must: list[tuple[str, str]] = []
        self.contradictions: list[Contradiction] = []
        self.human_differences: list[Judgement] = []
        for judgement in _in_order(judgements):
            self._take(judgement)

    @property
    def cannot(self) -> list[tuple[str, str]]:
        """Pairs of mentions that are two men."""
        return [(one, other) for one, others in self._apart.items() for other in others if one < other]

    def group(self, mention: str) -> str:
        """The mention that stands for all that are one man with this one; itself if nobody said so."""
        while (above := self._above.get(mention, mention)) != mention:
            mention = above
        return mention

    def parting(self, one: str, other: str) -> Judgement | None:
        """The judgement by which two mentions are two men, if one says it or it follows."""
        return self._apart.get(self.group(one), {}).get(self.group(other))

    def is_parted(self, mention: str) -> bool:
        """Whether anyone is said to be another man than this one."""
        return bool(self._apart.get(self.group(mention)))

    def _take(self, judgement: Judgement) -> None:
        one, other = self.group(judgement.one), self.group(judgement.other)
        against = self._apart.get(one, {}).get(other)
        if judgement.verdict == "different" and one != other:
            if judgement.is_human:
                self.human_differences.append(judgement)
            self._apart.setdefault(one, {}).setdefault(other, judgement)
            self._apart.setdefault(other, {}).setdefault(one, judgement)
        elif judgement.verdict == "same" and against:
            self.contradictions.append(Contradiction(judgement, against))
        elif judgement.verdict == "same":
            self.must.append((judgement.one, judgement.other))
            if one != other:
                self._join(min(one, other), max(one, other))

    def _join(self, kept: str, gone: str) -> None:
        self._above[gone] = kept
        for third, judgement in self._apart.pop(gone, {}).items():
            del self._apart[third][gone]
            self._apart.setdefault(kept, {}).setdefault(third, judgement)
            self._apart[third].setdefault(kept, judgement)


def _in_order(judgements: Iterable[Judgement]) -> Iterator[Judgement]:
    """What holds of each pair: people's before rules', `different` before `same`, the oldest first."""
    holding: dict[tuple[str, str], Judgement] = {}
    for one in sorted(judgements, key=lambda one: (one.is_human, one.id)):
        holding[one.one, one.other] = one
    ordered = sorted(holding.values(), key=lambda one: one.id)
    return chain.from_iterable(
        [one for one in ordered if one.is_human is human and one.verdict == verdict]
        for human in (True, False)
        for verdict in ("different", "same")
    )
