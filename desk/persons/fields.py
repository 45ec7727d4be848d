"""A person's fields: each chosen from the claims of his mentions, or set by a person."""

from collections.abc import Mapping, Sequence

from archive.persons_judged import Verified
from desk.counting.ages import age
from desk.counting.person import Counted
from desk.persons.precedence import Candidate, chosen, others
from desk.persons.said import Said
from desk.persons.state import FieldValue

_NOT_CHOSEN = frozenset({"status", "category_also", "settlement", "settlement_type", "district"})
"""Decided elsewhere, or with another field."""

_OF_THE_PLACE = ("settlement_type", "district")

SETTING = frozenset({"corrected", "accepted", "rejected"})
"""Verdicts that set a field: to a value, to what was read, to nothing."""


def fields(
    mentions: Sequence[Said],
    texts: Mapping[str, str],
    regions: Mapping[str, str | None],
    verified: Sequence[Verified],
    last: Mapping[str, FieldValue],
) -> dict[str, FieldValue]:
    """All that is known of a person, by field.

    `texts`: mention → independence cluster; `regions`: source → its publisher's region; `verified`: what
    people concluded of his fields, the oldest first; `last`: of whom nothing is read any more, the fields as
    they were.
    """
    claims = _candidates(mentions, texts)
    found = dict(last) | {
        field: value
        for field, candidates in sorted(claims.items())
        if field not in _NOT_CHOSEN and (value := chosen(field, candidates))
    }
    if "region" not in found and (outlet := _outlet(mentions, regions)):
        found["region"] = outlet
    if published := _published(mentions):
        found["published"] = published
    _set(found, claims, [one for one in verified if one.field == "region"])
    found |= _place(claims, found.get("region"))
    _set(found, claims, verified)
    if "age" not in found and (years := _age(found)):
        found["age"] = years
    return dict(sorted(found.items()))


def _candidates(mentions: Sequence[Said], texts: Mapping[str, str]) -> dict[str, list[Candidate]]:
    """The best claim of each mention by field; of a mention's categories all."""
    found: dict[str, list[Candidate]] = {}
    for said in mentions:
        for field, words in said.words.items():
            found.setdefault(field, []).append(Candidate(words[0], said, texts[said.at.mention]))
    found.setdefault("category", []).extend(found.get("category_also", ()))
    return found


def _place(claims: Mapping[str, list[Candidate]], region: FieldValue | None) -> dict[str, FieldValue]:
    """The settlement of a mention that says the region that stands, with what is said of that settlement."""
    regions = (None, region.value) if region else (None,)
    all_of_them = claims.get("settlement", ())
    here = [one for one in all_of_them if region is None or one.said.value("region") in regions]
    settlement = chosen("settlement", here)
    if settlement is None:
        return {}
    of_it = {
        field: value
        for field in _OF_THE_PLACE
        if (value := chosen(field, [one for one in claims.get(field, ()) if _tells_of(one, settlement)]))
    }
    return {"settlement": settlement, **of_it}


def _tells_of(one: Candidate, settlement: FieldValue) -> bool:
    return one.said.value("settlement") == settlement.value


def _outlet(mentions: Sequence[Said], regions: Mapping[str, str | None]) -> FieldValue | None:
    """The region of the publisher that told of him first: no words say it, so it never beats words."""
    told = [one for one in sorted(mentions, key=_first_told) if regions.get(one.at.source)]
    if not told:
        return None
    first = told[0].at
    region = regions[first.source]
    return FieldValue(
        value=str(region),
        rule="region.from_outlet",
        confidence=0.2,
        mention=first.mention,
        snapshot=first.snapshot,
    )


def _published(mentions: Sequence[Said]) -> FieldValue | None:
    """The earliest publication of those that report his death; if none does, of all.

    Never the day of the fetch: an old page may be fetched years later.
    """
    dated = [one for one in mentions if one.at.published]
    deaths = [one for one in dated if one.at.status == "killed"]
    first = min(deaths or dated, key=_first_told, default=None)
    if first is None:
        return None
    return FieldValue(
        value=str(first.at.published),
        rule=f"published.{first.at.published_how}",
        confidence=0.9,
        mention=first.at.mention,
        snapshot=first.at.snapshot,
    )


def _first_told(one: Said) -> tuple[str, str]:
    return one.at.published or "9999", one.at.mention


def _set(
    found: dict[str, FieldValue], claims: Mapping[str, list[Candidate]], verified: Sequence[Verified]
) -> None:
    """What people concluded of a field holds; of several conclusions the last."""
    for one in verified:
        if one.field is None or one.verdict not in SETTING or (one.mention and one.value is None):
            continue
        before = found.pop(one.field, None)
        if one.field == "settlement" and (before is None or before.value != one.value):
            for field in _OF_THE_PLACE:  # they were said of another place
                found.pop(field, None)
        if one.value is not None:
            found[one.field] = FieldValue(
                value=one.value,
                rule=f"human.{one.verdict}",
                confidence=1.0,
                mention=one.mention,
                snapshot=one.snapshot,
                start=one.start,
                end=one.end,
                raw=one.raw,
                verification=one.id,
                others=others(one.value, claims.get(one.field, ())),
            )


def _age(found: Mapping[str, FieldValue]) -> FieldValue | None:
    """Full years by the two dates that stand, where every day that they allow gives the same."""
    born, died = found.get("birth_date"), found.get("death_date")
    if born is None or died is None:
        return None
    years = age(Counted(person="", grade="provisional", birth_date=born.value, death_date=died.value))
    if years is None:
        return None
    return FieldValue(
        value=str(years), rule="age.from_dates", confidence=min(born.confidence, died.confidence)
    )
