"""Where a text says words that place people in its story: death, war, office, kin, speech and so on."""

from bisect import bisect_left
from functools import cache
from pathlib import Path

from ahocorasick import Automaton

from parsers.names.lists import fold

_FILE = Path(__file__).parents[1] / "lexicons" / "cues.tsv"


class Cues:
    """The places of each group's cues in one text; questions are answered by offsets."""

    def __init__(self, text: str) -> None:
        self.at: dict[str, list[int]] = {group: [] for group in groups()}
        self._text = text
        folded = fold(text).replace("\u00a0", " ").replace("\n", " ")
        for last, entries in _automaton().iter(folded):
            for group, length, is_whole in entries:
                start = last + 1 - length
                if start and folded[start - 1].isalnum():
                    continue
                if is_whole and folded[last + 1 : last + 2].isalnum():
                    continue
                if group == "alive" and folded[max(0, start - 3) : start] == "не ":
                    continue  # «не вернувшегося» is no return
                places = self.at[group]
                if not places or places[-1] != start:
                    places.append(start)
        for places in self.at.values():
            places.sort()
        inverted = sorted((at, group) for group, places in self.at.items() for at in places)
        self._starts = [at for at, _ in inverted]
        self._groups = [group for _, group in inverted]

    def count(self, group: str, start: int, end: int) -> int:
        """How many cues of a group begin within a stretch."""
        places = self.at[group]
        return bisect_left(places, end) - bisect_left(places, start)

    def first(self, group: str, start: int, end: int) -> tuple[int, int] | None:
        """The first cue of a group that begins within a stretch, to the end of its words."""
        place = bisect_left(self.at[group], start)
        if place == len(self.at[group]) or self.at[group][place] >= end:
            return None
        at = self.at[group][place]
        return at, self._word_end(at, group)

    def every(self, group: str, start: int, end: int) -> list[tuple[int, int]]:
        """All cues of a group that begin within a stretch."""
        places = self.at[group]
        found = places[bisect_left(places, start) : bisect_left(places, end)]
        return [(at, self._word_end(at, group)) for at in found]

    def _word_end(self, at: int, group: str) -> int:
        folded = fold(self._text[at : at + 60]).replace("\n", " ")
        stems = _stems().get((group, folded[:_START]), ())
        longest = max((len(stem) for stem in stems if folded.startswith(stem)), default=1)
        end = at + longest
        while end < len(self._text) and self._text[end].isalnum() and self._text[end - 1].isalnum():
            end += 1
        return end

    def within(self, start: int, end: int) -> frozenset[str]:
        """The groups with a cue that begins within a stretch."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return frozenset(self._groups[first:last])


@cache
def _entries() -> tuple[tuple[str, str], ...]:
    lines = _FILE.read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((group, stem) for group, stem in rows)


_START = 2  # letters by which the stems of a group are found


@cache
def _stems() -> dict[tuple[str, str], tuple[str, ...]]:
    """The stems of each group by their first letters."""
    found: dict[tuple[str, str], list[str]] = {}
    for group, entry in _entries():
        stem = entry.removesuffix("$")
        found.setdefault((group, stem[:_START]), []).append(stem)
    return {key: tuple(stems) for key, stems in found.items()}


@cache
def groups() -> tuple[str, ...]:
    """The names of the groups, sorted."""
    return tuple(sorted({group for group, _ in _entries()}))


@cache
def _automaton() -> Automaton:
    by_stem: dict[str, list[tuple[str, int, bool]]] = {}
    for group, entry in _entries():
        stem = entry.removesuffix("$")
        by_stem.setdefault(stem, []).append((group, len(stem), entry.endswith("$")))
    automaton = Automaton()
    for stem, listed in by_stem.items():
        automaton.add_word(stem, tuple(listed))
    automaton.make_automaton()
    return automaton
