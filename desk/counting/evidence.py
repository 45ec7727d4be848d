"""What a person's grade is decided on: what each source says, and what people concluded."""

from typing import Literal

from msgspec import Struct

from archive.records import Status
from desk.counting.person import SourceClass


class Statement(Struct, frozen=True):
    """What one mention says of a person.

    `cluster`: the independence cluster of its text; near-duplicate texts share one (docs/counting.md, I8).
    `names_him`: a given name, more than an initial, and a surname. `in_this_war`: it says or shows that he
    died, or was lost, in this war as a soldier of the Russian side. `published`: an ISO prefix, or None.
    """

    source_class: SourceClass
    cluster: str
    status: Status
    names_him: bool
    in_this_war: bool
    published: str | None = None


class Verification(Struct, frozen=True):
    """What a person concluded: appended, attributed (`by`, a pseudonymous key), dated, withdrawable.

    `at` is a UTC stamp that sorts as text; `reason` is a code, and required where a verdict is `rejected`.
    """

    verdict: Literal["confirmed", "rejected"]
    reason: str
    by: str
    at: str
    withdrawn: bool = False


class Dossier(Struct, frozen=True):
    """All that one person's grade rests on. `contradictions`: codes of the open ones, found elsewhere."""

    statements: tuple[Statement, ...]
    contradictions: tuple[str, ...] = ()
    verifications: tuple[Verification, ...] = ()


class Source(Struct, frozen=True):
    """An independence cluster as one source: its class is that of its earliest text (I8)."""

    source_class: SourceClass
    statements: tuple[Statement, ...]

    @property
    def reports_his_death(self) -> bool:
        """Whether it says that he is dead."""
        return any(one.status == "killed" for one in self.statements)

    @property
    def names_him_as_dead_in_this_war(self) -> bool:
        """Whether one of its texts names him and says that he died in this war."""
        return any(one.status == "killed" and one.names_him and one.in_this_war for one in self.statements)
