"""What `sinodik estimate` answers: every figure beside the assumptions it was made under."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from desk.counting.delays import DelayCurve, delay_curve
from desk.counting.estimates import Coverage, Density, Range, densities, estimate, half_up
from desk.counting.overlaps import SourceList, overlaps
from desk.counting.person import Counted
from desk.counting.questions import Question
from desk.counting.rules import INCLUDED
from desk.counting.systems import SystemsEstimate, systems_estimate
from desk.counting.territory import Territory


class Bounds(Struct, frozen=True):
    """A low and a high number of persons, rounded."""

    low: int
    high: int


class CoverageSaid(Struct, frozen=True):
    """The experts' range as it was given; `day`: when they gave it, or None if that was not said."""

    low: float
    high: float
    day: str | None


class PerKm2(Struct, frozen=True):
    """Deaths for each km² gained in a period, by the name of the numerator."""

    period: str
    numerator: str
    persons: int
    km2: float
    per_km2: float


class Figures(Struct, frozen=True):
    """`identified` were counted (`question`: how), or given. None and (): not asked.

    `dead`: by the coverage. `dpr_lpr`: the separate estimate of those formations, and `together` both.
    """

    identified: int
    question: str | None = None
    coverage: CoverageSaid | None = None
    dead: Bounds | None = None
    dpr_lpr: Bounds | None = None
    together: Bounds | None = None
    per_km2: tuple[PerKm2, ...] = ()
    overlaps: SystemsEstimate | None = None
    overlaps_coverage: tuple[float, float] | None = None
    delays: DelayCurve | None = None


def of_figure(
    identified: int,
    coverage: Coverage | None = None,
    dpr_lpr: Range | None = None,
    territory: Territory | None = None,
) -> Figures:
    """The estimates that a number alone allows; it is the number of the territory's period."""
    found = Figures(identified)
    if coverage:
        dead = estimate(identified, coverage)
        said = CoverageSaid(float(coverage.low), float(coverage.high), coverage.day)
        together = _bounds(dead + dpr_lpr) if dpr_lpr else None
        found = replace(found, coverage=said, dead=_bounds(dead), together=together)
    return replace(
        found,
        dpr_lpr=_bounds(dpr_lpr) if dpr_lpr else None,
        per_km2=tuple(_per_km2(identified, territory, coverage)) if territory else (),
    )


def of_table(
    persons: Sequence[Counted],
    asked: Question,
    coverage: Coverage | None = None,
    dpr_lpr: Range | None = None,
    territories: Iterable[Territory] = (),
    lists: Sequence[SourceList] | None = None,
    delays: bool = False,
) -> Figures:
    """The estimates of the persons who answer a question; each territory's period is asked by itself.

    `lists`: estimate from the overlaps of these, of every class if there are none in it; None: do not.
    Raises NotLists.
    """
    counted = _counted(persons, asked)
    found = of_figure(len(counted), coverage, dpr_lpr)
    by_overlaps = systems_estimate(overlaps(counted, lists)) if lists is not None else None
    rows = [
        row
        for one in territories
        for row in _per_km2(len(_counted(persons, replace(asked, period=one.period))), one, coverage)
    ]
    return replace(
        found,
        question=f"{asked.rule.name}, as of {asked.as_of.isoformat()}",
        per_km2=tuple(rows),
        overlaps=by_overlaps,
        overlaps_coverage=by_overlaps.coverage if by_overlaps else None,
        delays=delay_curve(counted, asked.as_of) if delays else None,
    )


def _counted(persons: Iterable[Counted], asked: Question) -> list[Counted]:
    return [person for person in persons if asked.verdict(person) == INCLUDED]


def _per_km2(identified: int, territory: Territory, coverage: Coverage | None) -> list[PerKm2]:
    return [_row(one, territory) for one in densities(identified, territory.km2, coverage)]


def _row(found: Density, territory: Territory) -> PerKm2:
    persons, km2 = int(half_up(found.persons)), float(Fraction(territory.km2))
    return PerKm2(territory.name, found.numerator, persons, km2, half_up(found.per_km2, 2))


def _bounds(found: Range) -> Bounds:
    return Bounds(*found.rounded)
