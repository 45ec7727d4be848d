"""Estimates: arithmetic on a count, with every assumption an argument; never mixed into the count.

All is exact (fractions); figures are rounded once, when shown, halves up.
"""

import math
import re
from fractions import Fraction

from msgspec import Struct

from desk.counting.days import first_day
from desk.counting.mistakes import Mistake


class NotAnEstimate(Mistake):
    """A range or a coverage cannot be read or cannot be; the message shows how one is written."""


class Range(Struct, frozen=True):
    """A low and a high figure, unrounded. Adding two adds low to low and high to high."""

    low: Fraction
    high: Fraction

    def __add__(self, other: "Range") -> "Range":
        return Range(self.low + other.low, self.high + other.high)

    @property
    def rounded(self) -> tuple[int, int]:
        """Both ends to whole persons."""
        return int(half_up(self.low)), int(half_up(self.high))


class Coverage(Struct, frozen=True):
    """Which share of the dead is on the list, as experts put it on a `day` (ISO prefix), if one is said."""

    low: Fraction
    high: Fraction
    day: str | None = None


def estimate(identified: int, coverage: Coverage) -> Range:
    """The dead, if `identified` are a share between the two of all: a division, never a product.

    >>> estimate(106_745, coverage("0.45:0.65")).rounded
    (164223, 237211)
    """
    return Range(identified / coverage.high, identified / coverage.low)


def coverage(text: str) -> Coverage:
    """Read `0.45:0.65`, `45%:65%` or `0.45:0.65@2025-05-05`. Raises NotAnEstimate, NotADate."""
    shares, _, day = text.partition("@")
    low, high = _two(shares, text)
    if not 0 < low <= high <= 1:
        raise NotAnEstimate(f"{text!r}: a coverage lies above 0 and up to 1, the low one first")
    if day:
        first_day(day)
    return Coverage(low, high, day or None)


def figures(text: str) -> Range:
    """Read a low and a high figure, `21000:23500`. Raises NotAnEstimate."""
    low, high = _two(text, text)
    if not 0 <= low <= high:
        raise NotAnEstimate(f"{text!r}: the low figure stands first, and none is below 0")
    return Range(low, high)


_NUMBER = re.compile(r"(?P<digits>\d+(?:\.\d+)?)(?P<percent>%?)", re.ASCII)


def _two(text: str, whole: str) -> tuple[Fraction, Fraction]:
    found = [_NUMBER.fullmatch(part.strip()) for part in text.split(":")]
    numbers = [Fraction(one["digits"]) / (100 if one["percent"] else 1) for one in found if one]
    if len(numbers) != 2 or len(found) != 2:
        raise NotAnEstimate(f"{whole!r}: expected LOW:HIGH, as in 0.45:0.65 or 21000:23500")
    return numbers[0], numbers[1]


class Density(Struct, frozen=True):
    """Deaths for each square kilometre, with the numerator by name: `identified` or `at 65 % coverage`."""

    numerator: str
    persons: Fraction
    km2: Fraction

    @property
    def per_km2(self) -> Fraction:
        """Unrounded."""
        return self.persons / self.km2


def densities(identified: int, km2: Fraction, coverage: Coverage | None = None) -> list[Density]:
    """Deaths for each km² of those identified and, if a coverage is given, of the dead at both its ends."""
    shares = dict.fromkeys((coverage.high, coverage.low)) if coverage else {}
    named = [Density("identified", Fraction(identified), km2)]
    return named + [Density(f"at {percent(share)} coverage", identified / share, km2) for share in shares]


def ratio(part: int, whole: int) -> Fraction | None:
    """So many times the other, or a share of it; None where there is nothing to compare with."""
    return Fraction(part, whole) if whole else None


def percent(share: Fraction, places: int = 2) -> str:
    """`65 %`, `19.66 %`: without trailing zeros."""
    return f"{half_up(share * 100, places):.15g} %"


def half_up(exact: Fraction, places: int = 0) -> float:
    """Round as published figures are: halves up (`round` would make 0.5 into 0), to so many decimals."""
    scale = Fraction(10) ** places
    return float(math.floor(exact * scale + Fraction(1, 2)) / scale)
