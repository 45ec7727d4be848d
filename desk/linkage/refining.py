"""Level weights that together say best which compared pairs are one man.

Splink's m and u take the comparisons for independent, which they are not: a repost agrees in all. So the
bits of the levels are moved, by a penalised logistic regression over the pairs that blocking finds, as
little as the truth asks for.
"""

from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
_ROUNDS = 12
_LN2 = float(np.log(2))


class Pairs(NamedTuple):
    """`levels`: a column a comparison, each value the number of a weight, 0 where nothing is compared;
    `adjusted`: a column a comparison with frequencies, the bits that they add; `offset`: the prior's bits;
    `is_one`: whether they are one man."""

    levels: NDArray[np.int16]
    adjusted: NDArray[np.float32]
    offset: NDArray[np.float32]
    is_one: NDArray[np.bool_]


def refined(pairs: Pairs, start: Floats, pull: float) -> Floats:
    """The weights near `start`, in bits (the first is 0 for ever), and after them the factors of what
    frequencies add; `pull`: how many pairs a weight's start is worth."""
    bits = start.copy()
    for _ in range(_ROUNDS):
        gradient, hessian = _slopes(pairs, bits)
        gradient += pull * (bits - start) * _LN2 / 4
        hessian += np.eye(len(bits)) * pull / 4
        step = np.linalg.solve(hessian[1:, 1:], gradient[1:]) / _LN2
        bits[1:] -= np.clip(step, -2, 2)
        if np.abs(step).max() < 0.01:
            break
    return bits


def _slopes(pairs: Pairs, bits: Floats) -> tuple[Floats, Floats]:
    """Gradient and Hessian of the log loss, in nats."""
    factors = pairs.adjusted.shape[1]
    many = len(bits) - factors
    said = pairs.offset + pairs.adjusted @ bits[many:]
    for column in pairs.levels.T:
        said += bits[column]
    chance = 1 / (1 + np.exp2(-np.clip(said, -40, 40)))
    off, spread = chance - pairs.is_one, chance * (1 - chance)
    gradient, hessian = np.zeros(len(bits)), np.zeros((len(bits), len(bits)))
    columns = [column.astype(np.int64) for column in pairs.levels.T]
    for column in columns:
        gradient[:many] += np.bincount(column, off, many)
    for one, other in combinations_with_replacement(columns, 2):
        cells = np.bincount(one * many + other, spread, many * many).reshape(many, many)
        hessian[:many, :many] += cells if one is other else cells + cells.T
    gradient[many:] = off @ pairs.adjusted
    hessian[many:, many:] = (pairs.adjusted * spread[:, None]).T @ pairs.adjusted
    for at in range(factors):
        for column in columns:
            hessian[:many, many + at] += np.bincount(column, spread * pairs.adjusted[:, at], many)
    hessian[many:, :many] = hessian[:many, many:].T
    return gradient, hessian
