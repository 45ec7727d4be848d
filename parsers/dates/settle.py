"""What can stand together of one person's dates, and what follows from them."""

from collections.abc import Iterator, Sequence
from datetime import date

import msgspec

from archive.records import Claim
from parsers.person import Named

_OF_THE_DEAD = frozenset({"death_date", "funeral_date"})
_YOUNGEST, _OLDEST = 16, 80


def settled(one: Named, claims: Sequence[Claim]) -> Iterator[Claim]:
    """One person's claims without those that contradict a surer one; a missing man has no date of death."""
    kept = [claim for claim in claims if one.status == "killed" or claim.field not in _OF_THE_DEAD]
    kept = [_of_stated_year(claim, kept) for claim in kept]
    best = {field: _best(kept, field) for field in ("birth_date", "death_date", "funeral_date", "age")}
    yield from (claim for claim in kept if not _contradicts(claim, best))
    yield from _age_by_dates(best["birth_date"], best["death_date"])


def _of_stated_year(claim: Claim, others: Sequence[Claim]) -> Claim:
    """«A (1989–2022) … сбит 5 марта»: a year that was inferred gives way to the year that the page states."""
    if not claim.rule.endswith("_year_inferred"):
        return claim
    years = {
        other.value[:4]
        for other in others
        if other.field == claim.field and not other.rule.endswith("_inferred")
    }
    if len(years) != 1 or claim.value[:4] in years:
        return claim
    return msgspec.structs.replace(claim, value=years.pop() + claim.value[4:])


def _best(claims: Sequence[Claim], field: str) -> Claim | None:
    return max(
        (claim for claim in claims if claim.field == field), key=lambda claim: claim.confidence, default=None
    )


def _contradicts(claim: Claim, best: dict[str, Claim | None]) -> bool:
    """A death after the funeral, a birth that makes him a child."""
    death, funeral = best["death_date"], best["funeral_date"]
    if claim.field == "death_date" and funeral and funeral.confidence > claim.confidence:
        return claim.value[: len(funeral.value)] > funeral.value[: len(claim.value)]
    if claim.field == "funeral_date" and death and death.confidence >= claim.confidence:
        return claim.value[: len(death.value)] < death.value[: len(claim.value)]
    if claim.field == "birth_date":
        return not _YOUNGEST <= int((death.value if death else "2024")[:4]) - int(claim.value[:4]) <= _OLDEST
    return False


def _age_by_dates(birth: Claim | None, death: Claim | None) -> Iterator[Claim]:
    """The age that two full dates leave no doubt of; below every stated one."""
    if not birth or not death or len(birth.value) < 10 or len(death.value) < 10:
        return
    born, died = date.fromisoformat(birth.value), date.fromisoformat(death.value)
    years = died.year - born.year - ((died.month, died.day) < (born.month, born.day))
    if _YOUNGEST <= years <= _OLDEST:
        yield Claim("age", str(years), birth.raw, birth.start, birth.end, "age.by_dates", 0.6)
