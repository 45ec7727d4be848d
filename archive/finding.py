"""What a check names."""

from msgspec import Struct


class Finding(Struct, frozen=True):
    """Something that does not hold: what kind of thing, where, and what was expected and found."""

    kind: str
    where: str
    detail: str
