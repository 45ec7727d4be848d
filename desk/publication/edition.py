"""An edition: the archive as the end of a day left it, for one tier, under one counting rule."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.json import Decoder

from archive import persons
from archive.sqlite import Database
from desk.counting.archived import seq_as_of
from desk.counting.person import Counted
from desk.counting.questions import Question
from desk.persons.state import PersonState
from desk.publication.hiding import Past
from desk.publication.private import Private
from desk.publication.showing import Tier, hidden_of, is_linked, shown


class Member(Struct, frozen=True):
    """A person of an edition: his state as the tier gives it.

    `hidden`: the fields that it does not give. `mentions`: all that are his, `linked` if they may be told.
    """

    state: PersonState
    hidden: frozenset[str]
    mentions: tuple[str, ...]
    linked: bool


class Edition:
    """What is published; every table, picture and page is made from it.

    `gradings`: how many were graded by each version of the grading rule, known with `everyone`.
    """

    def __init__(self, db: Database, tier: Tier, question: Question, salt: bytes) -> None:
        self.db = db
        self.tier: Tier = tier
        self.question = question
        self.salt = salt
        self.private = Private(db)
        self.as_of_seq = seq_as_of(db, question.as_of)
        self.gradings: Counter[str] = Counter()
        self._past = Past(db, tier) if self.as_of_seq < persons.last_seq(db) else None

    @property
    def as_of(self) -> date:
        """The day whose end it shows."""
        return self.question.as_of

    def members(self) -> Iterator[Member]:
        """Everyone, in the order of ids."""
        read = Decoder(PersonState).decode
        for person, told in persons.states_as_of(self.db, self.as_of):
            state = read(told)
            also = self._past.hides(person, told.decode()) if self._past else frozenset[str]()
            given = shown(state, self.tier, self.private, also)
            hidden = hidden_of(state, self.tier, also)
            yield Member(given, hidden, state.mentions, is_linked(hidden, self.tier))

    @cached_property
    def everyone(self) -> list[Counted]:
        """As counts see them: what is hidden is unknown to the published counts, too, so that they agree."""
        everyone = []
        for member in self.members():
            everyone.append(member.state.counted)
            self.gradings[member.state.grading] += 1
        return everyone
