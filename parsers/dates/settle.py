"""What can stand together of one person's dates, and what follows from them."""

from collections.abc import Iterator, Sequence

import msgspec

from archive.records import Claim
from parsers.dates.birthdays import age_on
from parsers.person import Named

_OF_THE_DEAD = frozenset({"death_date", "funeral_date"})
_ALIVE = frozenset({"missing", "captive", "alive"})
_YOUNGEST, _OLDEST = 16, 80
_FIELDS = ("birth_date", "death_date", "funeral_date", "age")


def settled(one: Named, claims: Sequence[Claim]) -> Iterator[Claim]:
    """One person's claims without those that contradict a surer one; a missing man has no date of death."""
    kept = [claim for claim in claims if one.status not in _ALIVE or claim.field not in _OF_THE_DEAD]
    kept = [_of_stated_year(claim, kept) for claim in kept]
    kept = [_after_missing(claim, kept) for claim in kept]
    kept = [_after_death(claim, kept) for claim in kept]
    best = {field: _best(kept, field) for field in _FIELDS}
    yield from (claim for claim in kept if not _contradicts(claim, best))
    yield from _agreed(kept)
    yield from _age_by_dates(best["birth_date"], best["death_date"])


def _of_stated_year(claim: Claim, others: Sequence[Claim]) -> Claim:
    """«A (1989–2022) … сбит 5 марта»: an inferred year gives way to the one that the page states."""
    if not claim.rule.endswith("_year_inferred"):
        return claim
    stated = [
        other for other in others if other.field == claim.field and not other.rule.endswith("_inferred")
    ]
    years = {other.value[:4] for other in stated}
    if len(years) != 1:
        return claim
    value = years.pop() + claim.value[4:]
    completes = all(value.startswith(other.value) and value != other.value for other in stated)
    surest = max(other.confidence for other in stated)
    confidence = max(claim.confidence, round(surest + 0.01, 2)) if completes else claim.confidence
    return msgspec.structs.replace(claim, value=value, confidence=confidence)


def _after_death(claim: Claim, others: Sequence[Claim]) -> Claim:
    """A farewell whose year was inferred comes after a death whose year is stated: the next such day."""
    deaths = [
        c.value for c in others if c.rule in {"death_date.cue", "death_date.labelled"} and len(c.value) == 10
    ]
    if claim.field != "funeral_date" or not claim.rule.endswith("_year_inferred") or len(set(deaths)) != 1:
        return claim
    if claim.value >= deaths[0] or len(claim.value) < 10:
        return claim
    year = int(deaths[0][:4]) + (claim.value[4:] < deaths[0][4:])
    return msgspec.structs.replace(claim, value=f"{year}{claim.value[4:]}")


def _after_missing(claim: Claim, others: Sequence[Claim]) -> Claim:
    """«Пропал летом 2023 года … по документам погиб 21 июня»: the first such day since he was missed."""
    years = {
        other.value[:4]
        for other in others
        if other.field == "missing_since"
        and not other.rule.endswith("_inferred")
        and not other.raw[:1].isdigit()
    }
    if claim.field != "death_date" or not claim.rule.endswith("_year_inferred") or len(years) != 1:
        return claim
    year = years.pop()
    return msgspec.structs.replace(claim, value=year + claim.value[4:]) if year < claim.value[:4] else claim


def _agreed(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Where the page itself gives several full dates of death, only what they share is known."""
    stated = [c for c in claims if c.rule == "death_date.cue" and len(c.value) == 10 and c.confidence > 0.9]
    values = {claim.value for claim in stated}
    if len(values) < 2:
        return
    shared = next(
        (cut for size in (7, 4) for cut in {value[:size] for value in values} if _all_begin(values, cut)),
        None,
    )
    if shared:
        yield msgspec.structs.replace(stated[0], value=shared, rule="death_date.disagreeing", confidence=0.98)


def _all_begin(values: set[str], cut: str) -> bool:
    return all(value.startswith(cut) for value in values)


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
    if claim.rule == "age.short_of_birthday" and best["birth_date"]:
        return not _is_of(claim, best["birth_date"].value, death.value if death else "")
    if claim.field == "birth_date":
        return not _YOUNGEST <= int((death.value if death else "2024")[:4]) - int(claim.value[:4]) <= _OLDEST
    return False


def _is_of(claim: Claim, born: str, died: str) -> bool:
    """«сегодня исполнилось бы тридцать», two years after the death: 29 was not his age."""
    if len(born) < 10 or len(died) < 7:
        return True
    span = int(died[:4]) - int(born[:4]) - (died[5:7] < born[5:7])
    return abs(span - int(claim.value)) <= (len(died) < 10 and died[5:7] == born[5:7])


def _age_by_dates(birth: Claim | None, death: Claim | None) -> Iterator[Claim]:
    """The age that two full dates leave no doubt of; below every stated one."""
    years = age_on(birth.value, death.value) if birth and death else None
    if birth and years is not None and _YOUNGEST <= years <= _OLDEST:
        yield Claim("age", str(years), birth.raw, birth.start, birth.end, "age.by_dates", 0.6)
