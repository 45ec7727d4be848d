"""Claims of place from a person's evidence, best first."""

from collections.abc import Iterator, Sequence

from archive.records import Claim
from parsers.gazetteer.entries import SETTLEMENTS
from parsers.gazetteer.lookup import gazetteer
from parsers.placing.evidence import Evidence


def claims_of(text: str, told: Sequence[Evidence]) -> Iterator[Claim]:
    """Region, district, settlement, its type, birthplace and grave, as far as the evidence goes.

    The region of the best settlement comes first, so that a person's region and settlement agree.
    """
    ranked = sorted(told, key=lambda one: -one.weight)
    elsewhere = [*_centres(ranked), *_cemeteries(ranked)]
    homes = _distinct([one for one in ranked if _is_settlement_of(one, ranked) and one not in elsewhere])
    for one in homes:
        yield _claim(text, one, "settlement", one.place.name)
        yield _claim(text, one, "settlement_type", one.place.kind)
    yield from _regions(text, ranked, homes)
    for one in ranked:
        if one.place.district and one.place.kind == "district":
            yield _claim(text, one, "district", one.place.district)
    for one in ranked:
        if one.bearing == "birth":
            yield _claim(text, one, "birth_place", one.place.name or _quote(text, one))
        elif one.bearing in ("funeral", "cemetery") and one.place.kind in SETTLEMENTS:
            yield _claim(text, one, "funeral_place", one.place.name)


_CEREMONY = frozenset({"farewell", "school", "near", "beside", "authority", "work"})
_OUTRANKED: dict[str, frozenset[str]] = {
    "residence": _CEREMONY | {"origin", "birth", "raised", "funeral", "cemetery", "callup", "inhabitant"},
    "origin": _CEREMONY | {"birth", "raised"},
    "birth": _CEREMONY,
    "raised": _CEREMONY | {"birth"},
}


def _is_settlement_of(one: Evidence, ranked: list[Evidence]) -> bool:
    """A settlement in another region than he is said to live in is not his home: a grave, a birthplace."""
    first = ranked[0].place
    is_outranked = one.bearing in _OUTRANKED.get(ranked[0].bearing, ())
    lives_elsewhere = is_outranked and first.region and one.place.region not in (first.region, None)
    return one.is_home and one.place.kind in SETTLEMENTS and not lives_elsewhere


_OF_HIM = frozenset({"residence", "origin", "inhabitant", "birth", "raised", "callup"})


def _centres(ranked: list[Evidence]) -> list[Evidence]:
    """«Житель Ординского округа, прощание в ДК с. Орда»: in a district's centre all its men are mourned."""
    districts = {
        one.place.district for one in ranked if one.place.kind == "district" and one.bearing in _OF_HIM
    }
    adjectives = {
        (place.name, place.region)
        for name in districts
        if name
        for place in gazetteer().by_adjective(name)
        if place.kind in SETTLEMENTS
    }
    return [
        one for one in ranked if one.bearing in _CEREMONY and (one.place.name, one.place.region) in adjectives
    ]


def _cemeteries(ranked: list[Evidence]) -> list[Evidence]:
    """The village of a cemetery is no home to those whom a page says to be buried in its town."""
    towns = {one.place.name for one in ranked if one.bearing == "funeral" and one.place.kind in SETTLEMENTS}
    return [one for one in ranked if one.bearing == "cemetery" and towns - {one.place.name}]


def _regions(text: str, ranked: list[Evidence], homes: list[Evidence]) -> Iterator[Claim]:
    seen: set[str] = set()
    for one in [*homes[:1], *ranked]:
        region = one.place.region
        if region and region not in seen:
            seen.add(region)
            yield _claim(text, one, "region", region)


def _distinct(homes: list[Evidence]) -> list[Evidence]:
    return list({(one.place.name, one.place.region): one for one in reversed(homes)}.values())[::-1]


def _claim(text: str, one: Evidence, field: str, value: str) -> Claim:
    start, end = one.place.toponym.start, one.place.toponym.end
    rule = f"{field}.{one.bearing}"
    return Claim(field, value, text[start:end], start, end, rule, round(min(0.99, one.weight), 3))


def _quote(text: str, one: Evidence) -> str:
    return " ".join(text[one.place.toponym.start : one.place.toponym.end].split())
