"""What the others on a page show of a person: his list, his namesakes, whether another is told dead."""

from collections.abc import Iterator

from parsers.names.lists import fold
from parsers.names.person import Person
from parsers.roles.lists import Lists
from parsers.roles.verdicts import verdicts

_STEM = 3  # letters of a surname that must agree at the least


class Company:
    """The people of a page with the evidence on each alone."""

    def __init__(self, everyone: list[Person], own: list[frozenset[str]], lists: Lists) -> None:
        self.everyone = everyone
        self.own = own
        self.lists = lists
        self.held = [verdicts(marks) for marks in own]
        self._stems = [fold(person.surname or "")[:-1] for person in everyone]
        self._initials = sum(len(person.given or "") == 1 for person in everyone)

    def marks(self, i: int) -> Iterator[str]:
        """Evidence on a person from the others."""
        yield from self._of_list(i)
        yield from self._of_namesakes(i)
        others = {verdict for j, held in enumerate(self.held) if j != i for verdict in held}
        if "told-dead" in others:
            yield "others.told-dead"
        elif "dead" in others:
            yield "others.dead"
        else:
            yield "others.none-dead"
        spots = [len(person.spots) for person in self.everyone]
        if spots[i] > 1 and spots[i] == max(spots):
            yield "most-named"
        if self._initials * 2 >= len(self.everyone):
            yield "initials.usual"

    def _of_list(self, i: int) -> Iterator[str]:
        """Evidence on those beside him in a list, as far as the list goes."""
        others = self.lists.others(i)
        if others:
            yield "list"
            if len(others) > 2:
                yield "list.long"
            yield from {f"{mark}.list" for j in others for mark in self.held[j]}

    def _of_namesakes(self, i: int) -> Iterator[str]:
        """Those of his surname, of either sex: a family."""
        stem = self._stems[i]
        if len(stem) <= _STEM:
            return
        kin = [
            j
            for j, other in enumerate(self._stems)
            if j != i and (other.startswith(stem) or (len(other) > _STEM and stem.startswith(other)))
        ]
        if kin:
            yield "namesake"
        if "dead" not in self.held[i] and any("dead" in self.held[j] for j in kin):
            yield "namesake.dead"
        if kin and min(kin) < i:
            yield "namesake.later"
