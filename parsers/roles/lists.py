"""People named in one list, «A, B и рядовой C»: who stands beside whom, and the words around them all."""

import re

from parsers.names.person import Person, Spot
from parsers.roles.story import Ground, Span, Story

_AROUND = 160  # characters before and after a list that may be about all in it


class Lists:
    """The lists of a document: each person's number in `of` (None: in no list), `members` by that number,
    `around` what is around his lists. Lists that share a person are one."""

    def __init__(self, story: Story, ground: Ground, everyone: list[Person]) -> None:
        self.of: list[int | None] = [None for _ in everyone]
        self.members: list[set[int]] = []
        self.around: list[list[Span]] = [[] for _ in everyone]
        for run in _runs(story.text, everyone):
            self._join({i for _, i in run})
            for i in {i for _, i in run}:
                self.around[i] += _around(story, ground, run[0][0], run[-1][0])

    def others(self, i: int) -> set[int]:
        """All others in a person's list."""
        number = self.of[i]
        return set() if number is None else self.members[number] - {i}

    def _join(self, run: set[int]) -> None:
        known = sorted({number for i in run if (number := self.of[i]) is not None})
        whole = run.union(*(self.members[number] for number in known))
        number = known[0] if known else len(self.members)
        if not known:
            self.members.append(set())
        self.members[number] = whole
        for i in whole:
            self.of[i] = number


def _around(story: Story, ground: Ground, first: Spot, last: Spot) -> list[Span]:
    """From the name before a list to it, and from its end to the next name, within its sentences."""
    start = max(story.span(story.sentence(first.start))[0], ground.between(first)[0], first.start - _AROUND)
    end = min(story.span(story.sentence(last.start))[1], ground.between(last)[1], last.end + _AROUND)
    return [(start, first.start), (last.end, max(end, last.end))]


def _runs(text: str, everyone: list[Person]) -> list[list[tuple[Spot, int]]]:
    """Full names, each with its person, that stand in one list: «A, B и C»; «A; B»; line by line."""
    spots = sorted(
        ((s, i) for i, p in enumerate(everyone) for s in p.spots if s.kind == "full"),
        key=lambda x: x[0].start,
    )
    runs: list[list[tuple[Spot, int]]] = []
    for spot in spots:
        before = runs[-1][-1] if runs else None
        if before and _are_listed(text, before, spot):
            runs[-1].append(spot)
        else:
            runs.append([spot])
    return [run for run in runs if len(run) > 1]


def _are_listed(text: str, before: tuple[Spot, int], after: tuple[Spot, int]) -> bool:
    (a, i), (b, j) = before, after
    return i != j and _in_one_case(a, b) and _is_list_gap(text[a.end : b.start])


def _in_one_case(a: Spot, b: Spot) -> bool:
    """Whether two names may stand in one case: those in a list do."""
    cases = [{name.case for name in spot.names if name.score > spot.names[0].score - 2} for spot in (a, b)]
    masculine = {"gent", "accs"}
    return bool(cases[0] & cases[1]) or all(found & masculine for found in cases)


_ABBREVIATED = re.compile(r"\b[а-яё]{1,4}\. (?=[а-яё])")  # «мл. с-т», «гв. ст. л-т»


def _is_list_gap(gap: str) -> bool:
    """Short, with a comma or «и», no full stop; ranks, ages and places may stand between."""
    gap = _ABBREVIATED.sub("", gap)
    if len(gap) > 110 or "\n" in gap.strip("\n") or ". " in gap:
        return False
    bare = gap.strip()
    if bare.startswith((", а ", ", но ")):
        return False
    return (
        bare in {",", "и", ";", ""}
        or bare.startswith((",", ";", "и ", "(", "из "))
        or bare.endswith((" и", ","))
    )
