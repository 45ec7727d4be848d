"""Whose a category is, and which of a man's categories is the one, by METHOD's precedence."""

import re
from collections import defaultdict
from collections.abc import Iterator

from parsers.serving.career import career_gates, careers
from parsers.serving.category import categories, gates
from parsers.serving.category_owners import category_owners, told_of
from parsers.serving.legend import Legend
from parsers.serving.passage import Found
from parsers.serving.ranked import is_officer
from parsers.serving.roster import Roster

Owned = tuple[int, Found]

# an explicit word outweighs what a date implies: «добровольцем» a summons, a summons a signature
_ORDER = ("prisoner", "pmc", "volunteer", "mobilised", "self", "signed", "contract", "conscript")
_FROM_DATE = frozenset(
    {"category.signed_after", "category.signed_for_war", "category.signed_undated", "category.contract_since"}
)


def recruited(
    roster: Roster, low: str, units: list[Owned], ranks: list[Owned], cells: list[Owned], legend: Legend
) -> Iterator[Owned]:
    """The category of each, best first, with the others of his as `category_also`."""
    said: dict[int, list[Found]] = defaultdict(list)
    listed: dict[int, list[Found]] = defaultdict(list)
    for start, end in _sentences(roster, (at for at in gates(low) if not legend.explains(at))):
        for found in categories(low, start, end, roster.document.published):
            own, shared = category_owners(roster, low, found, (start, end))
            for who in own:
                said[who].append(found)
            for who in shared:
                listed[who].append(found)
    for who, found in [*cells, *_by_unit(units, low)]:
        said[who].append(found)
    for who, found in _by_career(roster, low, ranks, {who for who in said if said[who]}):
        said[who].append(found)
    for who in roster.soldiers:
        is_weak = all(found.rule == "category.of_his_own" for found in said[who])
        chosen = _chosen([*said[who], *(_weaker(listed[who]) if is_weak else [])])
        yield from ((who, found) for found in chosen)
        yield from ((who, _experienced(found)) for found in chosen if found.rule in _SERVED_BEFORE)


def _sentences(roster: Roster, offsets: Iterator[int]) -> list[tuple[int, int]]:
    spans = dict.fromkeys(roster.scope.sentence(at) for at in offsets)
    return [span for span in spans if span[0] < span[1]]


def _weaker(listed: list[Found]) -> list[Found]:
    return [Found(f.field, f.value, f.start, f.end, f.rule + "_listed", f.confidence * 0.8) for f in listed]


_BY_UNIT = {"unit.private": ("pmc", 0.9), "unit.bars": ("volunteer", 0.85)}


# to join a formation with a name of its own is to volunteer: «стал бойцом «Боотура»»
_JOINED = re.compile(
    r"(?:стал|вступил|записал(?:ся|ась)|пош[её]л|уш[её]л|уехал|приш[её]л)[а-я]*\s(?:[а-я]+\s){0,4}\Z"
)


def _by_unit(units: list[Owned], low: str) -> Iterator[Owned]:
    """«БАРС-11» is joined by volunteers, «Шторм Z» by convicts, a ЧВК is one."""
    for who, unit in units:
        known = _BY_UNIT.get(unit.rule)
        if unit.value == "Шторм Z":
            known = ("prisoner", 0.9)
        elif unit.rule in ("unit.named", "unit.kind") and re.search("добровольч|казач", unit.value.lower()):
            known = ("volunteer", 0.8)
        elif unit.rule in ("unit.named", "unit.quoted") and _JOINED.search(
            low[max(0, unit.start - 60) : unit.start]
        ):
            known = ("volunteer", 0.7)
        if known:
            yield who, Found("category", known[0], unit.start, unit.end, "category.by_unit", known[1])


_SERVED_BEFORE = frozenset(
    {"category.signed_before", "category.career_school", "category.career_years", "category.career_wars"}
)


def _experienced(found: Found) -> Found:
    return Found("experience", "yes", found.start, found.end, "experience.by_category", 0.7)


def _by_career(roster: Roster, low: str, ranks: list[Owned], known: set[int]) -> Iterator[Owned]:
    officers = {who for who, rank in ranks if is_officer(rank.value)}
    for start, end in _sentences(roster, career_gates(low)):
        for found in careers(low, start, end):
            for who in told_of(roster, found):
                if who not in known and (who in officers or found.value in ("school", "years")):
                    yield who, Found("category", "contract", found.start, found.end, found.rule, 0.75)


def _chosen(candidates: list[Found]) -> list[Found]:
    """The first by precedence, then one `category_also` for each other value."""
    ordered = sorted(candidates, key=lambda one: (_place(one), -one.confidence))
    found: dict[str, Found] = {}
    for one in ordered:
        found.setdefault(one.value, one)
    if not found:
        return []
    first, *others = found.values()
    return [
        first,
        *(Found("category_also", o.value, o.start, o.end, o.rule, o.confidence) for o in others if o),
    ]


def _place(found: Found) -> int:
    if found.rule == "category.of_his_own":
        return _ORDER.index("self")
    is_dated = found.value == "volunteer" and found.rule in _FROM_DATE
    return _ORDER.index("signed" if is_dated else found.value)
