"""What waits for a verifier, and why."""

from typing import Literal, get_args

from msgspec import Struct

Kind = Literal[
    "asked", "unsure", "contradiction", "near", "changed", "second", "audit", "held", "unseen"
]  # fmt: skip
"""Somebody asks for a second person; nobody can tell whether he is dead; sources contradict each other; two
mentions may be one man; a source says something new since a person concluded; a random conclusion to be
repeated by another, blind; a random one of those that the rules confirmed; one whom the rules do not count
for another reason; one whom they count, and nobody has looked at."""

KINDS: tuple[Kind, ...] = get_args(Kind)
"""In the order in which they are looked at."""


class Item(Struct, frozen=True):
    """An item of the queue; the columns of `review_item` but for the rank, which the kind gives."""

    subject: str
    kind: Kind
    person: str
    mention: str
    other: str | None
    region: str | None
    source: str
    since: str
    decided_by: str | None

    @property
    def is_blind(self) -> bool:
        """Whether what was concluded before must not be shown."""
        return self.kind == "second"


def rank(kind: Kind) -> int:
    """Where a kind stands in the queue; the least comes first."""
    return KINDS.index(kind)
