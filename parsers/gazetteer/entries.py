"""What the gazetteer holds: places, and how a word is folded before it is looked up."""

from typing import Literal

from msgspec import Struct

PlaceKind = Literal["region", "district", "city", "town", "urban_settlement", "village"]
SETTLEMENTS: tuple[PlaceKind, ...] = ("city", "town", "urban_settlement", "village")
CITY_FROM = 100_000
"""People in a `city`; a smaller one is a `town`."""


class Place(Struct, frozen=True, array_like=True):
    """A region, district or settlement. `region` is ISO 3166-2:RU; `district` the short name («Балтайский»).

    `population` is of the census of 2020; 0 where it is not known.
    """

    name: str
    kind: PlaceKind
    region: str
    district: str | None = None
    population: int = 0


class Rural(Struct, frozen=True, array_like=True):
    """A rural municipality, known by the stem of its adjective («погореловск»): where a village may lie."""

    region: str
    district: str | None


class Compiled(Struct, frozen=True, array_like=True):
    """The compiled file: folded word forms to places by their index.

    `forms`: names in every case. `adjectives`: stems without the ending («балтайск»). `rural`: the same of
    rural municipalities. `region_forms`, `region_adjectives`, `region_demonyms`: to region codes.
    `sounds`, `region_sounds`: the same by skeletons (`parsers.gazetteer.latin`), for other languages.
    """

    places: list[Place]
    forms: dict[str, list[int]]
    adjectives: dict[str, list[int]]
    rural: dict[str, list[Rural]]
    region_forms: dict[str, list[str]]
    region_adjectives: dict[str, list[str]]
    region_demonyms: dict[str, list[str]]
    sounds: dict[str, list[int]]
    region_sounds: dict[str, list[str]]


def fold(words: str) -> str:
    """Lower case, ё as е, single spaces, plain hyphens: the key of every look-up.

    >>> fold("Королёв")
    'королев'
    """
    plain = words.lower().replace("ё", "е").replace("\u00ad", "").replace("‑", "-").replace("–", "-")
    return " ".join(plain.split())
