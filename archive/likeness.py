"""Whether two documents are one article: nearly the same words, and the same people. Pure."""

import re
from collections.abc import Set

WORD = re.compile(r"\w+")
RUN = 3
"""Words that are compared at a time: an order of words, not a bag of them."""

SAME = 0.9
"""The share of all runs that both documents have, at least, for them to be one article."""

FEWEST = 8
"""Words below which a text is too short to be compared."""


def likeness(one: str, other: str) -> float:
    """The share of the runs of words that two texts have in common; 0 if one of them is too short."""
    first, second = _runs(one), _runs(other)
    return len(first & second) / len(first | second) if first and second else 0.0


def is_same(alike: float, people: Set[str], others: Set[str]) -> bool:
    """Whether texts so like each other are one article: notices differ in little but the name."""
    return alike >= SAME and people == others


def _runs(text: str) -> set[tuple[str, ...]]:
    words = WORD.findall(text.casefold())
    if len(words) < FEWEST:
        return set()
    return {tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}
