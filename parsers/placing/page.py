"""What a page says of all its people at once: the one place it is about, its region."""

from collections.abc import Iterator

from msgspec.structs import replace

from archive.records import Document
from parsers.gazetteer.entries import SETTLEMENTS
from parsers.gazetteer.lookup import gazetteer
from parsers.placing.evidence import Evidence

_SHARED = 0.5
_ENOUGH = 0.85
"""From here on a district or region alone is all that is said of a man's home: no town of others is lent to him."""


def shared(document: Document, own: list[Evidence], told: list[Evidence]) -> Iterator[Evidence]:
    """Evidence of others or of nobody that also speaks for someone with `own`: only of what `own` lacks."""
    if not any(one.is_home and (one.place.kind in SETTLEMENTS or one.weight > _ENOUGH) for one in own):
        yield from _only_settlement(told, {one.place.region for one in own if one.place.region})
    if not any(one.place.region for one in own):
        yield from _regions(document, told)


def _only_settlement(told: list[Evidence], regions: set[str]) -> Iterator[Evidence]:
    homes = [one for one in told if _is_lent(one)]
    names = {(one.place.name, one.place.region) for one in homes}
    if len(names) == 1 and (not regions or homes[0].place.region in regions):
        best = max(homes, key=lambda one: one.weight)
        yield replace(best, weight=best.weight * _SHARED)


_LENT = frozenset({"inhabitant", "school", "authority", "work"})


def _is_lent(one: Evidence) -> bool:
    if one.part not in ("title", "main") or one.place.kind not in SETTLEMENTS or one.place.is_abroad:
        return False
    return (
        one.is_home
        and (one.bearing in _LENT or (one.part == "title" and one.bearing != "beside"))
        and not (
            one.bearing in ("near", "farewell", "school")
            and gazetteer().is_capital(one.place.name, one.place.region)
        )
    )


def _regions(document: Document, told: list[Evidence]) -> Iterator[Evidence]:
    near = [one for one in told if one.place.region and not one.place.is_abroad and one.part != "tail"]
    regions = {one.place.region for one in near}
    publisher = document.publisher.region
    for one in sorted(near, key=lambda one: -one.weight):
        if len(regions) == 1 or one.place.region == publisher:
            yield replace(one, weight=one.weight * _SHARED * 0.8)
            return
