"""Ties of a name where no Russian grammar helps: English and Ukrainian pages, by nearness alone."""

import re
from collections.abc import Callable, Iterator

from parsers.names.person import Spot
from parsers.roles.syntax import Span, Tie

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_BEFORE, _AFTER = 4, 4  # words
_GROUPS = Callable[[int, int], frozenset[str]]


def plain_ties(text: str, spot: Spot, sentence: Span, stops: Span, groups: _GROUPS) -> Iterator[Tie]:
    """Descriptions just before, verbs just after, an apposition, and a death told before the next name."""
    start, end = sentence
    yield from _described(text, spot, max(start, stops[0]))
    own_end = min(end, stops[1])
    after = list(_WORD.finditer(text, spot.end, own_end))
    is_apposed = bool(re.match(r"\s*[,(]", text[spot.end : spot.end + 3]))
    for match in after[:_AFTER]:
        how = "apposes" if is_apposed and "died" not in groups(match.start(), match.end()) else "subject"
        yield Tie(how, match[0].lower(), match.start(), match.end())
    for number, match in enumerate(after):
        if match[0].lower() == "that":
            return  # «said that two were killed»
        if number >= _AFTER and "died" in groups(match.start(), match.end()):
            yield Tie("subject", match[0].lower(), match.start(), match.end())


def _described(text: str, spot: Spot, start: int) -> Iterator[Tie]:
    """«Colonel NAME», «his sister NAME»; after «of» the word governs: «the mother of NAME»."""
    how = "describes"
    for match in list(_WORD.finditer(text, start, spot.start))[: -_BEFORE - 1 : -1]:
        if re.search(r"[.;:!?]", text[match.end() : spot.start]):
            return
        if match[0].lower() == "of":
            how = "governs"
            continue
        yield Tie(how, match[0].lower(), match.start(), match.end())
