"""Multiple-systems estimation: from how lists overlap, how many persons stand on none of them.

Two lists: Chapman's estimator with Seber's variance. More: Poisson log-linear models of the patterns
(Fienberg 1972; Cormack 1989), independent lists or with some pairs of lists dependent; the model is chosen by
BIC, and the interval is the widest over all models that the overlaps support about as well. Each interval is
log-normal for the unseen (Chao 1987), so it never falls below those identified.
"""

import math
import warnings
from collections.abc import Iterable, Iterator
from itertools import combinations

import numpy as np
from msgspec import Struct

from desk.counting.overlaps import NotLists, Overlaps

Pair = tuple[int, int]

MOST_LISTS = 6
"""Above this the patterns are too many and too empty to be modelled: take lists together with `+`."""
ALL_MODELS = 4
"""Up to so many lists every set of dependent pairs is tried (64 models); above, they are added one by one."""
AS_GOOD = 2.0
"""A model within so much BIC of the best is supported about as well (Raftery 1995)."""
_Z = 1.959964
_LARGEST = 100.0
"""A model that finds more than so many unseen for each one seen has run away to infinity."""


class Model(Struct, frozen=True):
    """One model's answer.

    `dependent`: the pairs of lists whose persons are the same more often, or less, than chance would have it.
    """

    dependent: tuple[str, ...]
    bic: float
    total: float
    low: float
    high: float


class SystemsEstimate(Struct, frozen=True):
    """All the dead, by the overlaps: the best model's total, and an interval over the models as good as it.

    `coverage`: identified as a share of the total, at the interval's high and low end.
    """

    method: str
    lists: tuple[str, ...]
    identified: int
    on_none: int
    total: float
    low: float
    high: float
    models: tuple[Model, ...]

    @property
    def coverage(self) -> tuple[float, float]:
        """The lowest and the highest share of the dead that is identified."""
        return self.identified / self.high, self.identified / self.low


def systems_estimate(found: Overlaps) -> SystemsEstimate:
    """Estimate all the dead from overlaps. Raises NotLists where they do not tell."""
    if len(found.lists) > MOST_LISTS:
        raise NotLists(
            f"{len(found.lists)} lists: at most {MOST_LISTS}; take some together, as in media+relative"
        )
    if not any(found.on(*pair) for pair in combinations(range(len(found.lists)), 2)):
        raise NotLists("nobody is on two lists: the overlaps tell nothing of those on none")
    models = [_chapman(found)] if len(found.lists) == 2 else _ranked(_log_linear(found))
    if not models:
        raise NotLists(
            "no model of these overlaps has an answer: take some lists together, as in media+relative"
        )
    good = [one for one in models if one.bic <= models[0].bic + AS_GOOD]
    return SystemsEstimate(
        "Chapman" if len(found.lists) == 2 else "log-linear",
        found.lists,
        found.identified,
        found.on_none,
        models[0].total,
        min(one.low for one in good),
        max(one.high for one in good),
        tuple(good),
    )


def _chapman(found: Overlaps) -> Model:
    first, second, both = found.on(0), found.on(1), found.on(0, 1)
    total = (first + 1) * (second + 1) / (both + 1) - 1
    variance = (first + 1) * (second + 1) * (first - both) * (second - both) / ((both + 1) ** 2 * (both + 2))
    return _model(found, (), 0.0, total - found.identified, variance)


def _model(found: Overlaps, pairs: Iterable[Pair], bic: float, unseen: float, variance: float) -> Model:
    """With the log-normal interval of the unseen."""
    spread = math.exp(_Z * math.sqrt(math.log1p(variance / unseen**2))) if unseen > 0 else 1.0
    names = tuple(f"{found.lists[one]} & {found.lists[other]}" for one, other in pairs)
    seen = found.identified
    return Model(names, bic, seen + unseen, seen + unseen / spread, seen + unseen * spread)


def _ranked(models: Iterable[Model]) -> list[Model]:
    return sorted(models, key=lambda one: (one.bic, one.dependent))


def _log_linear(found: Overlaps) -> Iterator[Model]:
    """The models tried; a pair of lists that share nobody has no dependence that could be estimated."""
    pairs = [pair for pair in combinations(range(len(found.lists)), 2) if found.on(*pair)]
    if len(found.lists) <= ALL_MODELS:
        sets = (chosen for size in range(len(pairs) + 1) for chosen in combinations(pairs, size))
        yield from (one for chosen in sets if (one := _fitted(found, chosen)))
    else:
        yield from _stepwise(found, pairs)


def _stepwise(found: Overlaps, pairs: list[Pair]) -> Iterator[Model]:
    """From independence, add the pair that lowers BIC most, while one does; every model met is an answer."""
    chosen: tuple[Pair, ...] = ()
    best = _fitted(found, chosen)
    if best:
        yield best
    while best:
        wider = [tuple(sorted((*chosen, pair))) for pair in pairs if pair not in chosen]
        tried = [(one, those) for those in wider if (one := _fitted(found, those))]
        yield from (one for one, _ in tried)
        bound = best.bic
        best, chosen = min(
            ((one, those) for one, those in tried if one.bic < bound),
            key=lambda met: met[0].bic,
            default=(None, chosen),
        )


def _fitted(found: Overlaps, pairs: tuple[Pair, ...]) -> Model | None:
    """A Poisson log-linear model by statsmodels, or None where it has no finite answer.

    The intercept is the logarithm of the expected number on no list; its variance and the Poisson variance of
    that number make the variance of the unseen.
    """
    # heavy to import, and only needed here
    from statsmodels.genmod.families import Poisson
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.tools.sm_exceptions import PerfectSeparationWarning

    patterns, counts = _cells(found)
    products = [patterns[:, one] * patterns[:, other] for one, other in pairs]
    design = np.column_stack([np.ones(len(patterns)), patterns, *products])
    if np.linalg.matrix_rank(design) < design.shape[1] or len(counts) < design.shape[1]:
        return None
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # a model with as many terms as patterns fits them all, and may
        warnings.simplefilter("ignore", PerfectSeparationWarning)
        fit = GLM(counts, design, family=Poisson()).fit()
    unseen, variance = math.exp(float(fit.params[0])), float(fit.cov_params()[0, 0])
    if not (fit.converged and math.isfinite(variance)) or unseen > _LARGEST * found.identified:
        return None
    bic = -2 * float(fit.llf) + design.shape[1] * math.log(found.identified)
    return _model(found, pairs, bic, unseen, unseen + unseen**2 * variance)


def _cells(found: Overlaps) -> tuple[np.ndarray, np.ndarray]:
    """Every pattern but that of no list, and how many have it, those that nobody has included."""
    lists = len(found.lists)
    patterns = [tuple(cell >> place & 1 for place in range(lists)) for cell in range(1, 2**lists)]
    return np.array(patterns, float), np.array([found.patterns.get(one, 0) for one in patterns], float)
