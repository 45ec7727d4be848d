"""What the rules look at: tonight, the good nights before it, and what the source's file expects. Pure."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import Struct

from crawlers.expect import Expect
from desk.health.chance import Share
from desk.health.night import Night

GOOD_NIGHTS = 7
"""So many good nights are compared with."""
FEWEST_NIGHTS = 3
FEWEST_PAGES = 10
"""With fewer good nights or pages than these there is nothing to compare with."""
A_NIGHT_COUNTS = 30
"""Pages or answers of a night that count at most, so that the first night does not speak for all."""
TOGETHER = 7
"""Nights that are taken together at most, when one brings too few pages to judge by."""


class Held(Struct, frozen=True):
    """What the archive holds of a source in all: pages, pages read, mentions."""

    pages: int = 0
    read: int = 0
    mentions: int = 0


class History(Struct, frozen=True):
    """The nights of a source, tonight last. `faulty`: the runs in which something was wrong with it."""

    nights: Sequence[Night]
    expect: Expect = Expect()
    held: Held = Held()
    faulty: Collection[str] = ()

    @property
    def tonight(self) -> Night:
        """The last night."""
        return self.nights[-1]

    def with_pages(self) -> list[Night]:
        """The nights that brought pages, oldest first."""
        return [night for night in self.nights if night.pages]

    def windows(self) -> Iterator[tuple[list[Night], list[Night]]]:
        """Tonight, then tonight with the night before it and so on; each with the good nights before these.

        Only nights with pages count; none if tonight has none, or too few good nights are known.
        """
        paged = self.with_pages()
        if not self.tonight.pages:
            return
        for nights in range(1, min(TOGETHER, len(paged)) + 1):
            base = self._good(paged[:-nights])
            if len(base) >= FEWEST_NIGHTS and sum(night.pages for night in base) >= FEWEST_PAGES:
                yield paged[-nights:], base

    def _good(self, nights: Sequence[Night]) -> list[Night]:
        """Not the faulty ones, nor those just before them: a fault begins before it can be told."""
        good: list[Night] = []
        doubtful = 0
        for night in reversed(nights):
            doubtful = TOGETHER - 1 if night.run in self.faulty else doubtful - 1
            if doubtful < 0 and len(good) < GOOD_NIGHTS:
                good.append(night)
        return good


def together(nights: Iterable[tuple[int, int]]) -> Share:
    """The share of nights given as so many found of so many; a night counts as `A_NIGHT_COUNTS` at most."""
    scaled = [
        (round(found * min(1.0, A_NIGHT_COUNTS / of)), min(of, A_NIGHT_COUNTS)) for found, of in nights if of
    ]
    return Share(sum(found for found, _ in scaled), sum(of for _, of in scaled))
