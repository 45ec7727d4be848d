"""A person as the counts see him: what he is counted by, and nothing that he is linked or proven by."""

from typing import Literal

from msgspec import Struct

from archive.records import Status

Grade = Literal["confirmed", "provisional", "rejected"]
Force = Literal["ru", "dpr", "lpr"]
Category = Literal["contract", "volunteer", "mobilised", "conscript", "prisoner", "pmc", "unknown"]
Experience = Literal["yes", "no", "unknown"]
SettlementType = Literal["city", "town", "urban_settlement", "village"]
SourceClass = Literal[
    "official", "relative", "media", "memorial", "grave", "registry", "roster", "search"
]  # fmt: skip
"""Who says it: an authority, a relative's own post, an edited outlet, a plaque or book of memory, a grave
with service markings, a civil registry or court, a list of a unit or of the enemy, a relative's search."""


class Counted(Struct, frozen=True, gc=False):
    """One row of a table of persons. None, `unknown` and () mean that no source says.

    Dates are ISO prefixes, no more exact than the page; `published` is the earliest report of the death.
    `region` is an ISO 3166-2 code, `country` an ISO 3166-1 code (citizenship), `age` full years at death.
    `source_classes`: the classes of the independent sources that report his death in this war.
    """

    person: str
    grade: Grade
    reasons: tuple[str, ...] = ()
    status: Status = "killed"
    force: Force = "ru"
    foreign: bool | None = None
    country: str | None = None
    death_date: str | None = None
    funeral_date: str | None = None
    registration_date: str | None = None
    published: str | None = None
    birth_date: str | None = None
    age: int | None = None
    region: str | None = None
    settlement: str | None = None
    settlement_type: SettlementType | None = None
    rank: str | None = None
    unit: str | None = None
    branch: str | None = None
    category: Category = "unknown"
    occupation: str | None = None
    experience: Experience = "unknown"
    source_classes: tuple[SourceClass, ...] = ()
