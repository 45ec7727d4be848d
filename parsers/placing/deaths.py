"""Where the dead are brought, buried and remembered: what of it may be a home."""

import re
from functools import cache

from archive.records import Block, Document
from parsers.lexicon import words
from parsers.placing.cues import Bearing
from parsers.placing.fronts import BORDER
from parsers.placing.homonyms import Resolved

# where the mercenaries' company and the army bury men whom nobody claimed
_MORTUARIES = frozenset({"Ростов", "Ростов-на-Дону"})
"""Where the fallen are brought first."""
_FIELD_CEMETERIES = frozenset({"Горячий Ключ", "Молькино"})


# «на кладбище в Отрадном»; «под Могочей похоронили»: somewhere near
_GRAVEYARD = re.compile(r"(?:кладбищ|погост)\w*\s+(?:[а-яё]+\s+){0,2}$", re.IGNORECASE)
_NEARBY = re.compile(r"(?<![\w-])(?:под|близ|возле|около)\s+$", re.IGNORECASE)


def burial(text: str, block: Block, place: Resolved) -> Bearing:
    """What the place of a funeral is: a town, the village of a cemetery, or somewhere near it."""
    before = text[max(block.start, place.toponym.start - 40) : place.toponym.start]
    if _GRAVEYARD.search(before):
        return "cemetery"
    return "near" if _NEARBY.search(before) else "funeral"


def is_other_war(place: Resolved, role: Bearing, document: Document) -> bool:
    """«Погиб в Чечне», «прошёл обе чеченские»: Chechnya is named for its wars more often than as a home."""
    if place.name in _FIELD_CEMETERIES and role in ("funeral", "cemetery", "near", "beside", "farewell"):
        return True
    if place.name in _MORTUARIES and role in ("near", "beside") and document.publisher.region != "RU-ROS":
        return document.publisher.region != place.region or place.kind == "city"
    if place.kind == "region" and place.region in BORDER and role in ("near", "beside"):
        return document.publisher.region != place.region
    return (
        place.region == "RU-CE"
        and role in ("near", "beside", "school")
        and document.publisher.region != "RU-CE"
    )


def is_battlefield(document: Document, place: Resolved) -> bool:
    """«26 июня, Волчанск»: a place of the fighting that has a namesake far from where the page is."""
    if place.kind == "region" or place.toponym.how == "typed" or place.region == document.publisher.region:
        return False
    return (place.name.lower().startswith(_fighting())) and place.kind != "city"


@cache
def _fighting() -> tuple[str, ...]:
    return tuple(words("front_places"))
