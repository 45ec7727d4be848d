"""What passes between the stages of a reading: everyone a document names, soldier or not."""

from typing import Literal

from msgspec import Struct

from archive.records import Claim, Status

Role = Literal[
    "soldier",
    "official",
    "relative",
    "author",
    "teacher",
    "civilian",
    "police",
    "other_war",
    "other_side",
    "patron",
    "other",
]


class Named(Struct):
    """One human being as a document names him, with every place that names him.

    `start, end` is the fullest name; `spans` all names of him in text order, short forms included.
    `role` is `soldier` for a soldier of this war on the Russian side, whatever his `status`; for all others
    `status` is None. Others are kept because an age or a date beside their name is theirs, not the soldier's.
    `claims` holds name, surname, given, patronymic, call_sign, status, force, foreign.
    """

    start: int
    end: int
    spans: tuple[tuple[int, int], ...]
    role: Role
    status: Status | None
    gender: Literal["m", "f"] | None
    surname: str | None
    given: str | None
    patronymic: str | None
    claims: tuple[Claim, ...] = ()
