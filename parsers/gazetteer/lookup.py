"""The compiled gazetteer, loaded once and shared by forked workers: names, adjectives, demonyms."""

import gzip
from functools import cache
from pathlib import Path

import msgspec

from parsers.gazetteer.adjectives import adjective_stem, stems
from parsers.gazetteer.demonyms import demonym_stems
from parsers.gazetteer.entries import Compiled, Place, Rural, fold
from parsers.gazetteer.latin import skeleton

COMPILED = Path(__file__).parent / "data" / "gazetteer.msgpack.gz"
LONGEST = 4
"""Words in the longest name that is looked for."""


class Gazetteer:
    """Look-ups over a compiled file; every answer lists the most populous place first."""

    def __init__(self, compiled: Compiled) -> None:
        self._places = compiled.places
        self._forms = compiled.forms
        self._adjectives = compiled.adjectives
        self._rural = compiled.rural
        cities = (one for one in reversed(compiled.places) if one.kind in ("city", "town"))
        self._capitals = {one.region: one.name for one in cities}
        self._sounds = compiled.sounds
        self._region_sounds = compiled.region_sounds
        self._region_forms = compiled.region_forms
        self._region_adjectives = compiled.region_adjectives
        self._region_demonyms = compiled.region_demonyms

    def named(self, words: str) -> list[Place]:
        """Places that these words name, in any case: «Великих Лук» → Великие Луки."""
        return [self._places[at] for at in self._forms.get(fold(words), ())]

    def regions(self, words: str) -> list[str]:
        """Codes of the regions that these words name, in any case; abbreviations in capitals only."""
        if not words[:1].isupper() or (len(words) < 4 and not words.isupper()):
            return []
        return self._region_forms.get(fold(words), [])

    def regions_by_adjective(self, word: str) -> list[str]:
        """Codes of the regions that an adjective belongs to: «омских» → RU-OMS."""
        stem = adjective_stem(word)
        return self._region_adjectives.get(stem, []) if stem else []

    def regions_by_demonym(self, word: str) -> list[str]:
        """Codes of the regions whose inhabitant a word names: «омичами» → RU-OMS."""
        return self._region_demonyms.get(fold(word), [])

    def is_capital(self, name: str, region: str | None) -> bool:
        """Whether a settlement is the largest of its region."""
        return region is not None and self._capitals.get(region) == name

    def by_adjective(self, word: str) -> list[Place]:
        """Districts and settlements that an adjective may come from: «ирбитского» → Ирбитский, Ирбит."""
        stem = adjective_stem(word)
        return [self._places[at] for at in self._adjectives.get(stem, ())] if stem else []

    def by_demonym(self, word: str) -> list[Place]:
        """Districts and settlements whose inhabitant the word may name: «норильчанина» → Норильск."""
        for stem in demonym_stems(word):
            if stem in self._adjectives:
                return [self._places[at] for at in self._adjectives[stem]]
        return []

    def sounding(self, words: str) -> list[Place]:
        """Places by an English or Ukrainian spelling, in any case: "Pskov", «Липецька»."""
        return [self._places[at] for at in self._sounds.get(skeleton(words), ())]

    def regions_sounding(self, words: str) -> list[str]:
        """Codes of regions by an English or Ukrainian spelling: "Buryatia"."""
        return self._region_sounds.get(skeleton(words), [])

    def rural_of(self, name: str) -> list[Rural]:
        """Rural municipalities that may be named after a village the gazetteer does not hold."""
        return [one for stem in sorted(stems(name)) for one in self._rural.get(stem, ())]


def load(path: Path) -> Gazetteer:
    """A gazetteer from a compiled file.

    Raises FileNotFoundError, and msgspec.DecodeError for another file.
    """
    return Gazetteer(msgspec.msgpack.decode(gzip.decompress(path.read_bytes()), type=Compiled))


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with the parsers."""
    return load(COMPILED)
