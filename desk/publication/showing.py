"""What of a person leaves by a tier: nothing that is restricted by any, nothing private by the public one.

What the total is made of always stays: grade, reason codes, status, force, citizenship; so a restriction
changes no total, and every table still sums.
"""

import re
from collections.abc import Iterable
from typing import Literal

from msgspec import structs

from desk.counting.person import Counted
from desk.persons.state import EVERYTHING, FieldValue, PersonState
from desk.publication.private import Private

Tier = Literal["public", "partner"]

NAMES = frozenset({"name", "surname", "given", "patronymic", "call_sign"})
PUBLIC = NAMES - {"call_sign"} | {
    *("birth_date", "age", "death_date", "funeral_date", "missing_since", "death_place"),
    *("region", "district", "settlement", "settlement_type", "rank", "unit", "branch"),
    *("category", "experience", "occupation", "status", "force", "country"),
}  # fmt: skip
"""Fields that the public tier gives; what is not known to be harmless is left out."""

IMPLIED = {
    **dict.fromkeys(NAMES, NAMES),
    "birth_date": frozenset({"age"}),
    "age": frozenset({"birth_date"}),
    "region": frozenset({"district", "settlement", "settlement_type"}),
    "district": frozenset({"settlement", "settlement_type"}),
    "settlement": frozenset({"settlement_type", "district"}),
    "unit": frozenset({"branch"}),
}
"""What would tell a restricted field, and is hidden with it."""

_TOTAL = ("person", "grade", "reasons", "status", "force", "foreign", "source_classes")
_CODE = re.compile(r"[A-Za-z0-9_.:+-]+")


def shown(state: PersonState, tier: Tier, private: Private, also_hidden: Iterable[str] = ()) -> PersonState:
    """A person's state as a tier gives it; the public one names only those confirmed."""
    hidden = hidden_of(state, tier, also_hidden)
    counted = _counted(state.counted, hidden)
    is_all = EVERYTHING in hidden
    fields = {name: one for name, one in state.fields.items() if not (is_all or name in hidden)}
    mentions = () if is_all else state.mentions
    if tier == "public":
        counted = structs.replace(counted, reasons=tuple(filter(_CODE.fullmatch, counted.reasons)))
        fields = {name: _public(one, private) for name, one in fields.items() if name in PUBLIC}
        mentions = tuple(
            one for one in mentions if is_linked(hidden, tier) and not private.holds_mention(one)
        )
    return structs.replace(state, counted=counted, fields=fields, mentions=mentions)


def hidden_of(state: PersonState, tier: Tier, also: Iterable[str] = ()) -> frozenset[str]:
    """The fields that a tier does not give of him, with those that would tell them; or EVERYTHING."""
    said = frozenset((*state.restricted, *also))
    if EVERYTHING in said or (tier == "public" and state.counted.grade != "confirmed"):
        return frozenset({EVERYTHING})
    return with_implied(said)


def with_implied(fields: Iterable[str]) -> frozenset[str]:
    """Fields with those that would tell them."""
    said = frozenset(fields)
    return said.union(*(IMPLIED.get(field, ()) for field in said))


def is_linked(hidden: frozenset[str], tier: Tier) -> bool:
    """Whether pages that name him may be told: in the public tier they would tell a hidden name."""
    return EVERYTHING not in hidden and not (tier == "public" and hidden & NAMES)


def _counted(counted: Counted, hidden: frozenset[str]) -> Counted:
    if EVERYTHING in hidden:
        return Counted(**{name: getattr(counted, name) for name in _TOTAL})
    known = structs.asdict(counted)
    return Counted(**{name: value for name, value in known.items() if name in _TOTAL or name not in hidden})


def _public(one: FieldValue, private: Private) -> FieldValue:
    others = tuple(other for other in one.others if not private.holds_mention(other.mention))
    if one.snapshot is None or private.holds_snapshot(one.snapshot):
        bare = {"mention": None, "snapshot": None, "start": None, "end": None, "raw": None}
        return structs.replace(one, others=others, **bare)
    return structs.replace(one, others=others)
