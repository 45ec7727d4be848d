"""What a page says of all its people at once: the one place it is about, its region."""

from collections.abc import Iterator

from msgspec.structs import replace

from archive.records import Document
from parsers.gazetteer.entries import SETTLEMENTS
from parsers.gazetteer.lookup import gazetteer
from parsers.placing.evidence import Evidence

_SHARED = 0.5
_ENOUGH = 0.85
"""From here on a region alone is all that is said of a man's home: no town of others is lent to him."""
_LEAD = 0.2
"""By how much the region that a page is about must outweigh the others it names."""
_LENT = frozenset({"inhabitant", "school", "authority"})
_OF_CAPITALS = frozenset({"near", "farewell", "school"})


def shared(
    document: Document,
    own: list[Evidence],
    told: list[Evidence],
    *,
    alone: bool,
    first: int,
    is_recalled: bool = False,
) -> Iterator[Evidence]:
    """Evidence of others or of nobody that also speaks for someone with `own`: only of what `own` lacks.

    `alone`: he is the only soldier, so that his mother's village is most likely his. `first`: where the first
    soldier is named; what stands before it speaks of all. `is_recalled`: he is of another story, to which
    only the outlet's region may be common.
    """
    if not is_recalled and not any(_says_home(one) for one in own):
        regions = {one.place.region for one in own if one.place.region}
        yield from _only_settlement(told, regions, alone, first)
    if not any(one.place.region for one in own):
        yield from _region(document, told, of_publisher=is_recalled)


def _says_home(one: Evidence) -> bool:
    return one.is_home and (one.place.kind in (*SETTLEMENTS, "district") or one.weight > _ENOUGH)


def _only_settlement(told: list[Evidence], regions: set[str], alone: bool, first: int) -> Iterator[Evidence]:
    homes = [one for one in told if _is_lent(one, alone, first)]
    names = {(one.place.name, one.place.region) for one in homes}
    if len(names) == 1 and (not regions or homes[0].place.region in regions):
        best = max(homes, key=lambda one: one.weight)
        yield replace(best, weight=best.weight * _SHARED)


def _is_lent(one: Evidence, alone: bool, first: int) -> bool:
    if one.part not in ("title", "main") or one.place.kind not in SETTLEMENTS or one.place.is_abroad:
        return False
    if one.bearing in _OF_CAPITALS and gazetteer().is_capital(one.place.name, one.place.region):
        return False
    is_anothers = one.bearing == "school" and len(one.owners) == 1 and one.place.toponym.start > first
    is_of_all = (
        (one.bearing in _LENT and not is_anothers)
        or alone
        or (one.part == "title" and one.bearing != "beside")
    ) or (one.place.toponym.start < first and one.bearing in ("near", "farewell", "funeral", "beside"))
    return one.is_home and is_of_all


def _region(document: Document, told: list[Evidence], *, of_publisher: bool) -> Iterator[Evidence]:
    """The one region of the page, the publisher's among several, or that which it says most of."""
    best: dict[str, Evidence] = {}
    for one in sorted(told, key=lambda one: one.weight):
        if one.place.region and not one.place.is_abroad and one.part != "tail":
            best[one.place.region] = one
    ranked = sorted(best.values(), key=lambda one: -one.weight)
    publisher = best.get(document.publisher.region or "")
    if (
        publisher is None
        and ranked
        and not of_publisher
        and (len(ranked) == 1 or ranked[0].weight - ranked[1].weight >= _LEAD)
    ):
        publisher = ranked[0]
    if publisher:
        yield replace(publisher, weight=publisher.weight * _SHARED * 0.8, is_home=False)
