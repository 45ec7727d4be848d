"""Which of the places of one name is meant: by the districts and regions beside it and on the page.

A village's name alone decides nothing: without such words it lies where the rest of the page does.
"""

import re
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from parsers.gazetteer.entries import SETTLEMENTS, Place, PlaceKind
from parsers.gazetteer.lookup import Gazetteer
from parsers.placing.fronts import is_front
from parsers.placing.surroundings import neighbours, page_regions
from parsers.placing.toponyms import Toponym

_SIZE = {"city": 12.0, "town": 8.0, "urban_settlement": 5.0, "village": 0.0, "district": 3.0, "region": 0.0}


class Resolved(Struct, frozen=True):
    """A toponym with the one place that is meant. `region` is None where nothing tells it."""

    toponym: Toponym
    name: str
    kind: PlaceKind
    region: str | None
    district: str | None = None
    sure: bool = True

    @property
    def is_abroad(self) -> bool:
        """Whether it lies in Ukraine: most likely a battle place."""
        return bool(self.region and self.region.startswith("UA-") and self.region not in ("UA-43", "UA-40"))


def resolved(
    text: str,
    found: Sequence[Toponym],
    publisher: str | None,
    gazetteer: Gazetteer,
    homelands: frozenset[str] = frozenset(),
) -> list[Resolved]:
    """Every toponym of a text with its place, in the same order.

    `homelands`: regions of Ukraine from which fighters on the page come; of «дончанин» they decide.
    """
    fronts = {one.start for one in found if is_front(text, one, publisher)}
    at_home = [one for one in found if one.start not in fronts]
    page = page_regions(at_home, publisher)
    page.update(homelands)
    districts = [one for one in at_home if one.level == "district" and one.how == "name"]
    return [
        _amended(
            text,
            _resolve(one, neighbours(text, at, found, fronts), districts, found, page, publisher, gazetteer),
        )
        for at, one in enumerate(found)
    ]


# «в Учкудуке Узбекской ССР»
_UNION_REPUBLIC = re.compile(r",?\s+[А-ЯЁ][а-яё]+ской\s+ССР\b")


def _amended(text: str, place: Resolved) -> Resolved:
    """What the words straight before and behind a name say against the lists."""
    one = place.toponym
    if _UNION_REPUBLIC.match(text, one.end):
        return replace(place, region="", district=None)
    if place.region == "RU-KDA" and not one.options and text[one.start : one.at].lower().startswith("аул"):
        return replace(place, region="RU-AD")  # an unknown аул in the news of Kuban lies in Adygea
    return place


def _resolve(
    one: Toponym,
    near: Sequence[Toponym],
    districts: Sequence[Toponym],
    found: Sequence[Toponym],
    page: Counter[str],
    publisher: str | None,
    gazetteer: Gazetteer,
) -> Resolved:
    if one.level == "region":
        region = publisher if publisher in one.regions else max(one.regions, key=lambda code: page[code])
        return Resolved(one, "", "region", region)
    if not one.options:
        return _unknown(one, near, page, publisher, gazetteer)
    best = max(one.options, key=lambda place: _weight(place, one, near, page, publisher, districts))
    if _is_elsewhere(best, one, page, publisher) and _weight(best, one, near, page, publisher) < _BESIDE:
        return _unknown(one, near, page, publisher, gazetteer, best)
    is_here = best.region == publisher or page[best.region]
    if not is_here and (one.how == "adjective" or (one.how == "demonym" and best.kind == "village")):
        return Resolved(one, "", "region", None)
    if one.how == "demonym" and best.kind in SETTLEMENTS and _speaks_of_district(best, found):
        return Resolved(one, best.district or "", "district", best.region, best.district)
    return Resolved(
        one, best.name, best.kind, best.region, best.district if best.kind != "district" else best.name
    )


def _speaks_of_district(place: Place, found: Sequence[Toponym]) -> bool:
    """Whether «тотьмичи» are those of Тотемский округ: the page names it, and not the town itself."""
    names_town = any(
        place in other.options
        for other in found
        if other.how in ("name", "typed") and other.level == "settlement"
    )
    districts = {
        (option.name, option.region)
        for other in found
        if other.level == "district"
        for option in other.options
    }
    return not names_town and (place.district, place.region) in districts


_BESIDE = 30.0
_FEWER = 20
"""A village with so many times fewer people than a town of its name is not what a page means by the name."""


def _is_elsewhere(place: Place, one: Toponym, page: Counter[str], publisher: str | None) -> bool:
    """Whether a place lies in no region that the page speaks of, and no town of the one name can be meant.

    Абаза or Муром are themselves wherever they are named; a Заречный is the nearest one.
    """
    if (
        place.region == publisher
        or page[place.region]
        or place.region == ""
        or place.region.startswith("UA-")
    ):
        return False
    if place.kind in ("village", "urban_settlement"):
        return place.kind == "village" or bool(publisher or page)
    rivals = [
        other for other in one.options if other != place and other.population * _FEWER > place.population
    ]
    return place.kind == "town" and bool(rivals) and bool(publisher or page)


def _weight(
    place: Place,
    one: Toponym,
    near: Sequence[Toponym],
    page: Counter[str],
    publisher: str | None,
    around_page: Sequence[Toponym] = (),
) -> float:
    weight = _SIZE[place.kind] + min(place.population, 400_000) / 100_000
    beside = {code for other in near if other.level == "region" for code in other.regions}
    around = {place.name for other in near if other.level == "district" for place in other.options}
    regions = {place.region for other in near if other.level == "district" for place in other.options}
    weight += 50 * (place.region in beside) + 30 * (place.region in regions)
    weight += 60 * (place.district in around and place.region in regions)
    weight += 25 * (place.region == publisher) + 20 * min(1, page[place.region])
    if one.how in ("demonym", "adjective") and place.kind == "district":
        weight += 30 if any(place in other.options for other in around_page) else -4
    return weight


def _unknown(
    one: Toponym,
    near: Sequence[Toponym],
    page: Counter[str],
    publisher: str | None,
    gazetteer: Gazetteer,
    doubtful: Place | None = None,
) -> Resolved:
    """A place that no list holds, or whose homonyms all lie elsewhere: it lies where its neighbours do."""
    kind: PlaceKind = one.word_kind or "village"
    name = doubtful.name if doubtful else one.name
    if one.level == "district":
        return Resolved(one, name, "district", _likeliest(page, publisher), name, bool(page))
    district = next((other for other in near if other.level == "district" and other.options), None)
    beside = next((other.regions[0] for other in near if other.level == "region"), None)
    if district and not beside:
        best = max(district.options, key=lambda place: _weight(place, district, near, page, publisher))
        return Resolved(one, name, kind, best.region, best.name)
    region = beside or _likeliest(page, publisher)
    if region is None:
        rural = {municipality.region for municipality in gazetteer.rural_of(name)}
        region = next(iter(rural)) if len(rural) == 1 else None
    return Resolved(one, name, kind, region, None, region is not None and one.how != "name")


def _likeliest(page: Counter[str], publisher: str | None) -> str | None:
    if publisher and (not page or publisher in page):
        return publisher
    return page.most_common(1)[0][0] if page else None
