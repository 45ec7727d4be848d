"""Whom a clause that names nobody speaks of: the last one spoken of, a group, the list that follows."""

import re
from collections.abc import Sequence

from archive.records import Block
from parsers.person import Named
from parsers.scoping.ground import Ground
from parsers.scoping.lists import ALL, Spot, runs
from parsers.scoping.pointers import Pointer

# whose own story a paragraph may tell, so that it is no longer the soldier's before it
_SUBJECTS = frozenset({"soldier", "civilian", "police", "other_war", "other_side"})
# a paragraph of a list begins with a name within so many characters
_LIST_HEAD = 60
# «Простились с A и B. Церемония прошла 5 мая»: an event that all of a list share
_OF_ALL = re.compile(
    r"\b(?:похороны|прощани|церемони|панихид|отпевани|митинг|погребени|джаназ|бо[йяею]\b|бою\b|бо[её]м\b)",
    re.IGNORECASE,
)


class Antecedents:
    """What pronouns, plurals and silence point to, on one ground."""

    def __init__(self, ground: Ground, named: Sequence[Named]) -> None:
        self._ground, self._named = ground, named

    def soldiers(self, spots: list[Spot]) -> list[Spot]:
        """Those of the names that are soldiers'."""
        return [spot for spot in spots if self._named[spot.who].role == "soldier"]

    def single(self, block: Block, at: int, found: Pointer) -> list[Spot] | None:
        """The last one named whom a pronoun of this gender can mean; of men only a soldier."""
        earlier = [
            s
            for s in self._ground.named_before(block, at)
            if self._named[s.who].gender in (None, found.gender)
        ]
        if found.gender == "m":
            return self.spoken_of(earlier) or None
        return earlier[-1:]

    def group(self, block: Block, at: int, many: int) -> list[Spot]:
        """The soldiers whom «оба», «трое» or «они» mean: those named last before, else those named next."""
        earlier = _first_of_each(self.soldiers(self._ground.named_before(block, at)), last=True)
        later = _first_of_each(self.soldiers(self._ground.named_after(block, at)))
        if many == ALL:
            here = [spot for spot in earlier if spot.start >= block.start]
            return here if len(here) > 1 else earlier
        if many:
            return earlier[-many:] + later[: max(0, many - len(earlier))]
        listed = [spot for spot in earlier if spot.start >= self._ground.sentence(earlier[-1].start)[0]]
        here = [spot for spot in earlier if spot.start >= block.start]
        return next(
            (some for some in (listed, here, earlier) if len(some) > 1), earlier or self.listed(block, at)
        )

    def is_of_all(self, start: int) -> bool:
        """Whether the clause speaks of an event that all of a list share."""
        return bool(_OF_ALL.search(self._ground.text, *self._ground.clause(start)))

    def spoken_of(self, earlier: list[Spot], *, all_of: bool = False) -> list[Spot]:
        """The soldier whom the last sentence that names one is about: the one it names first, or its list."""
        soldiers = [spot for spot in earlier if self._named[spot.who].role in _SUBJECTS]
        soldiers = [spot for spot in soldiers if self._named[spot.who].status != "unsure"] or soldiers
        if not soldiers:
            return []
        begin = self._ground.sentence(soldiers[-1].start)[0]
        said = [spot for spot in soldiers if spot.start >= begin]
        return runs(self._ground.text, said)[0] if all_of else said[:1]

    def listed(self, block: Block, at: int) -> list[Spot]:
        """The soldiers of the list that begins after an offset, up to the next heading or running text."""
        found: list[Spot] = []
        for spot in self.soldiers(self._ground.named_after(block, at)):
            home = self._ground.block(spot.start)
            is_entry = home is not None and home.kind != "heading" and spot.start <= home.start + _LIST_HEAD
            if found and home is not block and not is_entry and not _shares(self._ground, found[-1], spot):
                break
            found.append(spot)
        return _first_of_each(found)


def _first_of_each(spots: list[Spot], *, last: bool = False) -> list[Spot]:
    """One spot of each person, the first or the last, in the text's order."""
    one = {spot.who: spot for spot in (spots if last else reversed(spots))}
    return sorted(one.values())


def _shares(ground: Ground, one: Spot, other: Spot) -> bool:
    return ground.block(one.start) is ground.block(other.start)
