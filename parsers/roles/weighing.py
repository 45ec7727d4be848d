"""Who of a page's people is likely lost: each alone first, then all beside each other, the rules above both.

Two looks, because those who stand together share a fate: on labelled pages that neither look had learnt from,
the second found 3 to 5 in a hundred more of the lost, with fewer wrong ones.
"""

from collections.abc import Sequence

from parsers.roles.model import Marks, Weights, likelihood, looks
from parsers.roles.neighbours import Place, marks_of_neighbours
from parsers.roles.rules import is_outweighed, is_plainly_told, ruling

SURE = 0.75
"""From this likelihood on he is held to be a lost soldier: to count a living man is the worst error there is.

The model is surer than it should be of pages unlike those it knows.
"""

PLAIN = 0.5
"""From this likelihood on the page's plain word for his death settles it."""


UNNAMED = 0.49
"""The most that half a name is worth: «рядового Виктора К.» was buried, and nobody knows who he is."""

DOUBTFUL = 0.2
"""From this on, at either look, he is kept as `unsure`, for a verifier to look at."""


def weighed(marks: Sequence[Marks], places: Sequence[Place]) -> list[float]:
    """The likelihood of each of a page's people, in the order given."""
    known = looks()
    alone = [ruled(one, known.first) for one in marks]
    beside = marks_of_neighbours(places, alone)
    together = [ruled(one | more, known.second) for one, more in zip(marks, beside, strict=True)]
    looked = zip(marks, alone, together, strict=True)
    return [_named(one, max(second, min(first, DOUBTFUL))) for one, first, second in looked]


def _named(marks: Marks, likely: float) -> float:
    """Who is not named by given name and surname waits for a verifier (docs/counting.md, I1)."""
    return min(likely, UNNAMED) if marks & {"name.no-surname", "name.no-given"} else likely


def ruled(marks: Marks, weights: Weights) -> float:
    """The likelihood that he is a lost soldier: by the rules where the case is plain, else by the weights."""
    likely, rule = likelihood(marks, weights), ruling(marks)
    if rule:
        return likely if is_outweighed(rule, likely) else 0.0
    return max(SURE, likely) if likely > PLAIN and is_plainly_told(marks) else likely
