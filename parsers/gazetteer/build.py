"""Compile the gazetteer: `python -m parsers.gazetteer.build [--raw data] [--oktmo FILE] [--out FILE]`.

Deterministic: the same raw tables give the same bytes. Nothing else in the project reads the raw tables.
"""

import argparse
import gzip
from collections import defaultdict
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import msgspec

from parsers.gazetteer import regions, sources
from parsers.gazetteer.adjectives import adjective_stem, stems
from parsers.gazetteer.entries import SETTLEMENTS, Compiled, Place, Rural, fold
from parsers.gazetteer.forms import forms
from parsers.gazetteer.latin import skeleton
from parsers.gazetteer.lookup import COMPILED

_NAMED_FROM = 1000
"""People from whom a place's adjective is in use beyond its own district."""
_SHORTEST_SOUND = 3


def compiled(raw: Path, oktmo: Path | None = None) -> Compiled:
    """Everything the raw tables say, with `oktmo` the classifier's settlements beside it."""
    official = list(sources.oktmo(oktmo, sources.territories(raw))) if oktmo else []
    places = _merged(
        chain(
            sources.districts(raw),
            sources.settlements(raw),
            sources.centres(raw),
            sources.abroad(raw),
            official,
        ),
        sources.villages(raw),
    )
    return Compiled(
        places,
        _forms(places),
        _adjectives(places),
        _rural(sources.rural(raw)),
        regions.region_forms(raw),
        regions.region_adjectives(raw),
        regions.region_demonyms(raw),
        _sounds(places),
        regions.region_sounds(raw),
    )


def write(gazetteer: Compiled, out: Path) -> int:
    """Write the compiled file; its size in bytes."""
    body = gzip.compress(msgspec.msgpack.encode(gazetteer), 9, mtime=0)
    out.parent.mkdir(parents=True, exist_ok=True)
    return out.write_bytes(body)


def _merged(told: Iterable[Place], heard: Iterable[Place]) -> list[Place]:
    """`told` without its doubles (the first of a name, region and kind stays), and what only `heard` has."""
    kept: dict[tuple[object, ...], Place] = {}
    for place in told:
        village = place.kind in SETTLEMENTS
        kept.setdefault((fold(place.name), place.region, village, village and place.district), place)
    known = {(skeleton(place.name), place.region) for place in kept.values()}
    for place in heard:
        if (skeleton(place.name), place.region) not in known:
            known.add((skeleton(place.name), place.region))
            kept[fold(place.name), place.region, True, None] = place
    return sorted(
        kept.values(), key=lambda one: (-one.population, one.region, one.name, one.kind, one.district or "")
    )


def _forms(places: list[Place]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, place in enumerate(places):
        if place.kind != "district" or not adjective_stem(place.name):
            for form in forms(place.name):
                found[form].append(at)
    return dict(sorted(found.items()))


def _sounds(places: list[Place]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for at, place in enumerate(places):
        for sound in (
            sorted({skeleton(form) for form in forms(place.name)}) if place.kind in SETTLEMENTS else ()
        ):
            if len(sound) >= _SHORTEST_SOUND:
                found[sound].append(at)
    return dict(sorted(found.items()))


def _adjectives(places: list[Place]) -> dict[str, list[int]]:
    """A district's own adjective, and those that may be made of a settlement's name."""
    found: dict[str, list[int]] = defaultdict(list)
    for at, place in enumerate(places):
        own = adjective_stem(place.name) if place.kind == "district" else None
        if own:
            found[own].append(at)
        elif place.kind == "district" or place.kind != "village" or place.population >= _NAMED_FROM:
            for stem in stems(place.name):
                found[stem].append(at)
    return dict(sorted(found.items()))


def _rural(told: Iterable[tuple[str, Rural]]) -> dict[str, list[Rural]]:
    found: dict[str, list[Rural]] = defaultdict(list)
    for name, municipality in told:
        stem = adjective_stem(name)
        if stem and municipality not in found[stem]:
            found[stem].append(municipality)
    return dict(sorted((stem, those) for stem, those in found.items() if those))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", type=Path, default=Path("data"), help="folder of the raw tables")
    parser.add_argument("--oktmo", type=Path, help="the official OKTMO table as CSV, for all villages")
    parser.add_argument("--out", type=Path, default=COMPILED)
    options = parser.parse_args()
    gazetteer = compiled(options.raw, options.oktmo)
    size = write(gazetteer, options.out)
    print(f"{len(gazetteer.places)} places, {len(gazetteer.forms)} forms, {size} bytes in {options.out}")


if __name__ == "__main__":
    main()
