"""How likely chance alone is: Fisher's exact test of a night against the nights before it."""

from math import ceil, comb

from msgspec import Struct

RARE = 1e-4
"""Below this, chance is no explanation (docs/operations.md says how often it errs)."""

TRIALS = 400
"""More trials than these are scaled down: they would settle a question that these settle."""


class Share(Struct, frozen=True):
    """So many found of so many."""

    found: int
    of: int

    @property
    def part(self) -> float:
        """As a number from 0 to 1; 0 of nothing."""
        return self.found / self.of if self.of else 0.0


def is_rarely_so_few(now: Share, before: Share) -> bool:
    """Whether as few as now, or fewer, would be rare if nothing had changed since before."""
    now = _scaled(now)
    found, of = now.found + before.found, now.of + before.of
    fewest = max(0, now.of - (of - found))
    ways = sum(comb(found, k) * comb(of - found, now.of - k) for k in range(fewest, now.found + 1))
    return ways < RARE * comb(of, now.of)


def is_rarely_so_many(now: Share, before: Share) -> bool:
    """Whether as many as now, or more, would be rare."""
    return is_rarely_so_few(Share(now.of - now.found, now.of), Share(before.of - before.found, before.of))


def _scaled(share: Share) -> Share:
    return share if share.of <= TRIALS else Share(ceil(share.found * TRIALS / share.of), TRIALS)
