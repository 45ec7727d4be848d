"""Learn the weights of the evidence from labelled pages: logistic regression, the same weights each time.

    python -m parsers.roles.train FOLDER [FOLDER …]

A folder holds NAME.html beside NAME.json in any depth, in the corpus' format.
Writes parsers/data/role_weights.json.
"""

import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_array

from parsers.roles.examples import Example, examples
from parsers.roles.model import ALWAYS, WEIGHTS, Looks, Marks
from parsers.roles.neighbours import marks_of_neighbours
from parsers.roles.weighing import ruled

RARE, RARE_WORD = 4, 5  # evidence met on fewer people is left out
FREE, FREE_WORD = 0.2, 0.018  # how far one weight may go: the variance that is expected of it
EXACT = {"maxiter": 2000, "maxfun": 3000, "ftol": 1e-10, "gtol": 1e-4}
_LEAST = 0.004  # a weight below this is left out

Numbers = NDArray[np.float64]


Lesson = tuple[Marks, bool]
PARTS = 4  # the first look at a page, when the second is learnt, is by weights that were learnt without it


def learn_both(pages: Sequence[list[Example]]) -> Looks:
    """The weights of both looks: the second learns from first looks at pages that are new to them."""
    second: list[Lesson] = []
    for part in range(PARTS):
        known = learn(_alone([page for n, page in enumerate(pages) if n % PARTS != part]))
        for page in pages[part::PARTS]:
            likely = [ruled(one.marks, known) for one in page]
            beside = marks_of_neighbours([one.place for one in page], likely)
            told = zip(page, beside, strict=True)
            second += [(one.marks | more, one.is_lost) for one, more in told if one.is_lost is not None]
    return Looks(learn(_alone(pages)), learn(second))


def _alone(pages: Sequence[list[Example]]) -> list[Lesson]:
    return [(one.marks, one.is_lost) for page in pages for one in page if one.is_lost is not None]


def learn(given: Sequence[Lesson]) -> dict[str, float]:
    """The weights that make the lessons likeliest, each drawn towards zero by how far it may go."""
    names = _frequent(given)
    number = {name: i for i, name in enumerate(names)}
    table = _table(given, number)
    free = np.array([FREE_WORD if ":" in name else FREE for name in names])
    truth = np.array([float(is_lost) for _, is_lost in given])
    found = minimize(
        _cost, np.zeros(len(names)), (table, truth, free), jac=True, method="L-BFGS-B", options=EXACT
    )
    learnt = zip(names, found.x, strict=True)
    return {name: round(float(w), 3) for name, w in learnt if abs(w) >= _LEAST}


def _frequent(given: Sequence[Lesson]) -> list[str]:
    met = Counter(mark for marks, _ in given for mark in marks)
    return [ALWAYS, *sorted(m for m, count in met.items() if count >= (RARE_WORD if ":" in m else RARE))]


def _table(given: Sequence[Lesson], number: Mapping[str, int]) -> csr_array:
    """A row for each lesson, a column for each piece of evidence: 1 where he has it."""
    columns = [[0, *sorted(number[mark] for mark in marks if mark in number)] for marks, _ in given]
    ends = np.cumsum([0, *map(len, columns)])
    ones = np.ones(ends[-1])
    return csr_array((ones, np.concatenate(columns), ends), shape=(len(given), len(number)))


def _cost(weights: Numbers, table: csr_array, truth: Numbers, free: Numbers) -> tuple[float, Numbers]:
    """How unlikely the lessons and the weights are together, in nats, and its slope."""
    score = table @ weights
    unlikely = float(np.logaddexp(0.0, np.where(truth > 0, -score, score)).sum())
    chance = 1.0 / (1.0 + np.exp(-score))
    slope: Numbers = table.T @ (chance - truth) + weights / free
    return unlikely + float((weights**2 / free).sum()) / 2, slope


def main(folders: list[Path]) -> None:
    """Write the weights learnt from folders of labelled pages."""
    learnt = learn_both([page for folder in folders for page in examples(folder)])
    written = msgspec.json.encode(learnt, order="sorted")
    WEIGHTS.write_bytes(msgspec.json.format(written, indent=1) + b"\n")


if __name__ == "__main__":
    main([Path(name) for name in sys.argv[1:]])
