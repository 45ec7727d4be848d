"""The words around a person by their place, as evidence: `own:погибнуть`, `L1:рядовой`, `describes:павший`.

Names are left out, and a number counts by its length alone, so that no page is learnt by heart.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from parsers.names.person import Spot
from parsers.roles.story import Span, Story
from parsers.roles.syntax import Tie
from parsers.roles.words import shape

_WORD = re.compile(r"[^\W_][\w-]*")
_RUSSIAN = re.compile(r"[а-яё]")
_SIDE = 4  # words on either side of a name
_REACH = 120  # characters beside a name in which they are sought


class Wording:
    """The dictionary forms of a story's words, without its names."""

    def __init__(self, story: Story, names: list[Span]) -> None:
        self.story = story
        self._names = sorted(names)
        self._starts = [start for start, _ in self._names]

    def around(self, spot: Spot, sentence: Span, stops: Span) -> Iterator[str]:
        """The words just before and just after a name, up to the next names."""
        first = max(sentence[0], stops[0], spot.start - _REACH)
        last = min(sentence[1], stops[1], spot.end + _REACH)
        left, right = list(self._lemmas((first, spot.start))), list(self._lemmas((spot.end, last)))
        yield f"L1:{left[-1] if left else '^'}"
        yield f"R1:{right[0] if right else '$'}"
        yield from (f"L:{word}" for word in left[-_SIDE:])
        yield from (f"R:{word}" for word in right[:_SIDE])

    def within(self, place: str, spans: list[Span]) -> Iterator[str]:
        """The words of the stretches, named by their place."""
        yield from (f"{place}:{word}" for span in spans for word in self._lemmas(span))

    def _lemmas(self, span: Span) -> Iterator[str]:
        for match in _WORD.finditer(self.story.text, *span):
            if not self._is_name(match.start()):
                yield _lemma(match[0].lower())

    def _is_name(self, at: int) -> bool:
        before = bisect_right(self._starts, at) - 1
        return before >= 0 and at < self._names[before][1]


def of_tie(tie: Tie) -> str:
    """A tied word as evidence, by how it is tied."""
    how = tie.how.removesuffix("-inverted")
    return f"{'object' if how.startswith('object') else how}:{tie.lemma}"


def _lemma(word: str) -> str:
    if word[0].isdigit():
        return f"#{len(word)}" if word.isdigit() else "#x"
    return shape(word).lemma if _RUSSIAN.match(word) else word
