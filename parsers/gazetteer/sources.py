"""The raw tables under `data/`, read into places: Rosstat's census of 2020, GeoNames, region names, OKTMO."""

import csv
import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from parsers.gazetteer.entries import CITY_FROM, Place, PlaceKind, Rural
from parsers.gazetteer.latin import skeleton

_URBAN = frozenset({"пгт", "рп", "рабочий поселок", "дачный поселок", "кп", "поселок городского типа"})
_KIND_WORDS = re.compile(
    r"\b(?:муниципальн\w+|городск\w+|национальн\w+|районное|эвенк\w+ (?=национальный)|район|округ|"
    r"образование|кожуун|улус|наслег|город|поселок|рабочий|сельское|поселение|сельсовет|сумон|г|пгт|рп|зато|"
    r"с подведомственной территорией|населенных пунктов|внутригородское|территория|курорт|"
    r"новгородской области|село|станица|хутор|деревня|аул)\b\.?|[«»\"()]",
    re.IGNORECASE,
)
# «Сельское поселение село Согратль», «Городское поселение поселок Разумное»: named after its village
_NAMED_BY_KIND = re.compile(
    r"поселени\w+ \"?(?P<word>село|деревня|станица|хутор|аул|поселок|город|рабочий поселок|пгт)\s+"
    r"(?P<name>[А-ЯЁ][^\"]+?)\"?$",
    re.IGNORECASE,
)
# slips of the table: its codes of Baikonur, Crimea and Sevastopol also stand on what lies in other time zones
_MISPLACED = {"KZ-BAY": "RU-BA", "UA-43": "RU-BU", "UA-40": "RU-IRK"}
# the census names every larger place; what GeoNames has beyond it is some other language's spelling
_LARGEST_UNKNOWN = 6000
_INSIDE_A_CITY = "внутригородской/прочее"
_CITIES_OF_DISTRICTS = frozenset({"RU-MOW", "RU-SPE"})
_RUSSIAN = re.compile(r"[А-ЯЁ][а-яё]+(?:[ -][А-ЯЁа-яё]+)*")
_ALIKE = 0.78


def rows(path: Path, delimiter: str = ",") -> Iterator[dict[str, str]]:
    """The rows of a table with a header. Raises FileNotFoundError."""
    with path.open(encoding="utf-8-sig", newline="") as table:
        yield from csv.DictReader(table, delimiter=delimiter)


def short(name: str) -> str:
    """A district's name without the words for its kind: «Городской округ город Кимры» → «Кимры»."""
    own = name.rsplit(" и ", 1)[-1]  # «Город Людиново и Людиновский район»
    found = re.sub(r"(?<=[сц]к)ое$", "ий", " ".join(_KIND_WORDS.sub(" ", own).split()).strip(" ,-"))
    return found[:1].upper() + found[1:]


def districts(folder: Path) -> Iterator[Place]:
    """Districts and urban districts of the census; those inside of a city are left out."""
    for row in rows(folder / "vpn2020/districts.csv"):
        name = short(row["district"])
        if name and row["kind"] != _INSIDE_A_CITY:
            yield Place(name, "district", row["region_iso"], None, int(row["pop"] or 0))


def settlements(folder: Path) -> Iterator[Place]:
    """Cities, towns, urban settlements and the larger villages of the census."""
    for row in rows(folder / "vpn2020/settlements.csv"):
        people = int(row["pop"] or 0)
        kind = _kind(row["type"], people, row["is_urban"] == "1")
        yield Place(row["name"].strip(), kind, row["region_iso"], short(row["district"]) or None, people)


def centres(folder: Path) -> Iterator[Place]:
    """Villages that a municipality is named after, kind word and all."""
    for row in rows(folder / "vpn2020/municipalities.csv"):
        found = _NAMED_BY_KIND.search(row["municipality"])
        if found:
            kind: PlaceKind = "urban_settlement" if row["urban_rural"] == "u" else "village"
            name = found["name"].strip()
            yield Place(name, kind, row["region_iso"], short(row["district"]) or None, int(row["pop"] or 0))


def rural(folder: Path) -> Iterator[tuple[str, Rural]]:
    """Municipalities known by an adjective («Погореловское сельское поселение»), with that adjective."""
    for row in rows(folder / "vpn2020/municipalities.csv"):
        name = short(row["municipality"])
        if " " not in name and re.search(r"[сц]к(?:ое|ий|ая)$", name):
            yield name, Rural(row["region_iso"], short(row["district"]) or None)


def villages(folder: Path) -> Iterator[Place]:
    """Populated places of GeoNames by that of their Russian names which sounds like the English one."""
    for row in rows(folder / "geonames_ru/cities500_ru.csv"):
        people, region = int(row["population"] or 0), row["region_iso"]
        if row["tz"].startswith("Asia/"):
            region = _MISPLACED.get(region, region)
        name = _russian_name(row) if people < _LARGEST_UNKNOWN else None
        if name and region not in _CITIES_OF_DISTRICTS:
            yield Place(name, "village", region, None, people)


def abroad(folder: Path) -> Iterator[Place]:
    """Places outside of Russia that such pages name, as battle places or as homes."""
    for row in rows(folder / "abroad/abroad.csv"):
        yield Place(row["name"], _KINDS[row["kind"]], row["code"])


_KINDS: dict[str, PlaceKind] = {"city": "city", "town": "town", "village": "village"}


def _russian_name(row: dict[str, str]) -> str | None:
    wanted = skeleton(row["name_en"])
    names = [name for name in (row["name_ru"], *row["alt_ru"].split("|")) if _RUSSIAN.fullmatch(name)]
    likeness = {
        name: difflib.SequenceMatcher(None, skeleton(name), wanted).ratio() for name in dict.fromkeys(names)
    }
    best = max(likeness, key=lambda name: likeness[name], default=None)
    return best if best and likeness[best] >= _ALIKE else None


def _kind(word: str, people: int, urban: bool) -> PlaceKind:
    if word == "г.":
        return "city" if people >= CITY_FROM else "town"
    return "urban_settlement" if word in _URBAN or urban else "village"


def oktmo(path: Path, regions: dict[str, str]) -> Iterator[Place]:
    """Settlements of the official classifier's table (`TER;KOD1;…;NAME1;CENTRUM`), whole or a part.

    `regions` leads its two-digit territories, or three digits of an okrug inside of one, to ISO codes.
    Raises KeyError for a territory not in it.
    """
    district: str | None = None
    for row in rows(path, ";"):
        name, region = row["NAME1"].strip(), regions.get(row["TER"] + row["KOD1"][:1]) or regions[row["TER"]]
        if row["RAZDEL"] == "1" and row["KOD2"] + row["KOD3"] == "000000" and not row["KOD1"].endswith("00"):
            district = short(name)
            yield Place(district, "district", region)
        word, _, rest = name.partition(" ")
        if row["RAZDEL"] == "2" and row["KOD3"] != "000" and rest and word in _OKTMO_WORDS:
            yield Place(rest.strip(" /"), _OKTMO_WORDS[word], region, district)


_OKTMO_WORDS: dict[str, PlaceKind] = {
    "г": "town",
    "пгт": "urban_settlement",
    "рп": "urban_settlement",
    **dict.fromkeys(
        ["с", "п", "д", "х", "ст-ца", "аул", "ст", "рзд", "нп", "м", "сл", "у", "мкр", "ж/д"], "village"
    ),
}


def territories(folder: Path) -> dict[str, str]:
    """OKTMO's territories to ISO codes by the table of regions; three digits for an okrug in another."""
    found: dict[str, str] = {}
    for row in rows(folder / "hflabs_region/region.csv"):
        code = row["oktmo"].zfill(8)
        found[code[:2] if code[2:] == "000000" else code[:3]] = row["iso_code"]
    return found
