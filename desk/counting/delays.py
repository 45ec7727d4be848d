"""How late deaths are reported: a curve that does not take the unreported for the punctual.

Of a death ten days ago only delays of up to ten days can be known yet. The curve therefore runs backwards:
among the deaths whose delay of d days could have been seen, those reported on day d are a share g(d) of those
reported by day d; the share reported by day d, of all reported by the longest delay, is the product of
1 - g(u) over u > d: the product-limit estimator of right-truncated times (Lagakos, Barraj, De Gruttola 1988).
"""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec import Struct

from desk.counting.dating import reporting_delay
from desk.counting.days import first_day
from desk.counting.person import Counted

MARKS = (0, 7, 14, 30, 60, 90, 180, 365, 730)
"""The delays, in days, at which the curve is shown."""
ENOUGH = 20
"""So many deaths must be able to show the longest delay, or one late report would decide the curve."""
_Z = 1.959964


class Reported(Struct, frozen=True):
    """The share of deaths that is reported within so many days, with a 95 % interval."""

    days: int
    share: float
    low: float
    high: float


class RecentMonth(Struct, frozen=True):
    """A month's deaths seen so far, the share expected to be seen by now, and what they may come to."""

    month: str
    seen: int
    expected_share: float | None
    expected: int | None


class DelayCurve(Struct, frozen=True):
    """`used`: persons with a day of death and a day of report, reported within `longest` days.

    The others: reported `later` than that, by too few whose delay could be seen; with `wrong` days, reported
    before they died; and `unused`, one of the days unknown. By `longest` days all count as reported.
    """

    used: int
    later: int
    wrong: int
    unused: int
    longest: int | None
    median: int | None
    curve: tuple[Reported, ...]
    months: tuple[RecentMonth, ...]


def delay_curve(persons: Iterable[Counted], as_of: date, *, months: int = 6) -> DelayCurve:
    """The curve of those persons' reports, and the last so many months up to `as_of` in its light."""
    observed, wrong, unused = _observed(persons, as_of)
    longest = _longest(observed)
    seen = [one for one in observed if one.delay <= longest]
    shares = _shares(seen, longest)
    return DelayCurve(
        used=len(seen),
        later=len(observed) - len(seen),
        wrong=wrong,
        unused=unused,
        longest=longest if shares else None,
        median=next((one.days for one in shares if one.share >= 0.5), None),
        curve=tuple(shares[day] for day in MARKS if day < len(shares)),
        months=tuple(_recent_months(seen, shares, as_of, months)) if shares else (),
    )


class _Death(Struct, frozen=True):
    """A death in a month, so many days ago, reported after a delay."""

    month: str
    ago: int
    delay: int


def _observed(persons: Iterable[Counted], as_of: date) -> tuple[list[_Death], int, int]:
    """The deaths of which both days are known by `as_of`; how many have wrong days; how many are unused."""
    seen: list[_Death] = []
    wrong = unused = 0
    for person in persons:
        delay = reporting_delay(person)
        ago = (as_of - first_day(person.death_date)).days if person.death_date else 0
        if delay is None or delay > ago:
            unused += 1
        elif delay < 0:
            wrong += 1
        else:
            seen.append(_Death((person.death_date or "")[:7], ago, delay))
    return seen, wrong, unused


def _longest(seen: Sequence[_Death]) -> int:
    """The longest delay that could have been seen of ENOUGH deaths, or -1."""
    by_delay, by_age = sorted(one.delay for one in seen), sorted(one.ago for one in seen)
    # those whose delay is at most d, less those who died fewer than d days ago (their delay is shorter too)
    fit = (day for day in set(by_delay) if bisect_right(by_delay, day) - bisect_left(by_age, day) >= ENOUGH)
    return max(fit, default=-1)


def _shares(seen: Sequence[_Death], longest: int) -> list[Reported]:
    """The share reported by each delay from 0 to the longest, all of them within it."""
    on_day, dying = Counter(one.delay for one in seen), Counter(one.ago for one in seen)
    shares: list[Reported] = []
    share, variance = 1.0, 0.0
    # at delay d those are at risk whose delay is at most d and whose death is at least d days ago
    at_risk = sum(1 for one in seen if one.ago >= longest)
    for day in range(longest, -1, -1):
        shares.append(_reported(day, share, variance))
        late = on_day[day]
        if at_risk > late > 0:
            share *= 1 - late / at_risk
            variance += late / (at_risk * (at_risk - late))
        elif late:
            share = 0.0
        at_risk += dying[day - 1] - late
    return shares[::-1]


def _reported(day: int, share: float, variance: float) -> Reported:
    """With Greenwood's variance of the logarithm."""
    spread = math.exp(_Z * math.sqrt(variance))
    return Reported(day, share, share / spread, min(1.0, share * spread))


def _recent_months(
    seen: Sequence[_Death], shares: Sequence[Reported], as_of: date, months: int
) -> Iterable[RecentMonth]:
    by_month = Counter(one.month for one in seen)
    day = as_of
    for _ in range(months):
        month, start = day.isoformat()[:7], day.replace(day=1)
        ages = [(as_of - start).days - later for later in range((day - start).days + 1)]
        expected = sum(shares[min(age, len(shares) - 1)].share for age in ages) / len(ages)
        found = by_month[month]
        come = round(found / expected) if expected else None
        yield RecentMonth(month, found, expected or None, come)
        day = start - timedelta(days=1)
