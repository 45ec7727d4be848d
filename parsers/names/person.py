"""One person of a document: all places that name him, and the name on which they agree."""

import math
from collections import defaultdict
from dataclasses import dataclass, field

from parsers.names.agreement import (
    full_names_of,
    is_misspelt,
    is_same_given,
    is_same_patronymic,
    is_same_surname,
)
from parsers.names.candidates import Mention
from parsers.names.lists import fold
from parsers.names.paradigms import Gender
from parsers.names.parts import Name
from parsers.names.tokens import Token

ENOUGH = 60
"""Places that name one person beyond which no further ones are weighed."""


@dataclass
class Spot:
    """A place that names the person: its offsets, what part of the name stands there, its readings."""

    start: int
    end: int
    kind: str  # full, given, surname, familiar (given and patronymic)
    names: tuple[Name, ...] = ()
    tokens: tuple[Token, ...] = ()
    surname_at: tuple[int, int] | None = None  # where a shared surname stands, if not within the offsets


@dataclass
class Person:
    """All spots of one person; `name` is the reading that they together support best."""

    spots: list[Spot] = field(default_factory=list)
    surname: str | None = None
    given: str | None = None
    patronymic: str | None = None
    gender: Gender = "m"
    surname_initial: str | None = None
    """«К» of «Тимур К.»: the page keeps the surname back. None where it tells it, or says nothing."""
    callsign: tuple[str, int, int] | None = None
    alternatives: list[Name] = field(default_factory=list)

    def takes(self, mention: Mention) -> bool:
        """Whether some reading of a full mention is this person's name."""
        return any(self._agrees(name) for name in mention.names)

    def _agrees(self, name: Name) -> bool:
        if not self.surname or not name.surname or not is_same_patronymic(self.patronymic, name.patronymic):
            return False
        if not is_same_given(self.given, name.given):
            return any(self._reads_as(other, name) for spot in self.spots[:ENOUGH] for other in spot.names)
        if is_same_surname(self.surname, name.surname):
            return self.gender == name.gender or bool({len(self.given or ""), len(name.given or "")} & {1})
        if is_misspelt(self.surname, name.surname) and fold(self.given or "") == fold(name.given or "-"):
            return self.gender == name.gender
        return any(self._reads_as(other, name) for spot in self.spots[:ENOUGH] for other in spot.names)

    @staticmethod
    def _reads_as(other: Name, name: Name) -> bool:
        """Whether a less likely reading of an earlier spot is this reading."""
        return bool(
            other.surname
            and name.surname
            and is_same_surname(other.surname, name.surname)
            and fold(other.given or "-") == fold(name.given or "")
            and other.gender == name.gender
        )

    def add(self, spot: Spot) -> None:
        """Take a spot, and settle the name anew."""
        self.spots.append(spot)
        if len(self.spots) < ENOUGH:
            self.settle()

    def settle(self) -> None:
        """The name that the readings of all spots support best; the fullest given name and patronymic win."""
        votes: dict[tuple[str, str, Gender], float] = defaultdict(float)
        spelled: dict[tuple[str, str, Gender], Name] = {}
        for name, share in (vote for spot in self.spots for vote in _votes(spot)):
            key = (fold(name.surname or ""), fold(name.given or ""), name.gender)
            votes[key] += share
            if key not in spelled or name.score > spelled[key].score:
                spelled[key] = name
        whole = [key for key in votes if key[0]] or list(votes)
        if not whole:
            return
        chosen = spelled[max(whole, key=lambda key: (votes[key], spelled[key].score, key))]
        self.surname, self.given, self.gender = chosen.surname, chosen.given, chosen.gender
        self._fill_in(chosen)
        if not self.surname and len(self.patronymic or "") == 1:
            self.surname_initial, self.patronymic = self.patronymic, None
        self.alternatives = [n for k, n in spelled.items() if n is not chosen and n.gender == chosen.gender]

    def _fill_in(self, chosen: Name) -> None:
        """The fullest patronymic of any spot; a full given name for an initial or diminutive."""
        near = [n for spot in self.spots for n in spot.names[:1] if is_same_given(n.given, chosen.given)]
        full = [n for n in near if n.patronymic and len(n.patronymic) > 1]
        initials = [n for n in near if n.patronymic and not (n.shape == "GI" and chosen.surname)]
        source = max(full or initials, key=lambda n: n.score, default=None)
        self.patronymic = source.patronymic if source else None
        longer = [n.given for n in near if n.given and len(n.given) > 1]
        if chosen.given and len(chosen.given) == 1 and longer:
            self.given = longer[0]
        formal = [n for n in longer if fold(n) in full_names_of(fold(self.given or ""))]
        if formal:
            self.given = formal[0]


def _votes(spot: Spot) -> list[tuple[Name, float]]:
    """Each reading of a spot with its share of one vote; a clear nominative has two."""
    if not spot.names:
        return []
    top = spot.names[0]
    alike = [name for name in spot.names if bool(name.surname) == bool(top.surname)]
    odds = [math.exp(name.score - top.score) for name in alike]
    is_clear = top.case == "nomn" and (len(odds) == 1 or odds[1] < 0.2)
    weight = (2.0 if is_clear else 1.0) / sum(odds)
    return [(name, weight * odd) for name, odd in zip(alike, odds, strict=True)]
