"""Every place that a document names, as the words say it: names, adjectives, inhabitants."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from archive.records import Document
from parsers.gazetteer.entries import Place, PlaceKind, fold
from parsers.gazetteer.forms import forms
from parsers.gazetteer.lookup import Gazetteer

How = Literal["name", "typed", "adjective", "demonym"]
Level = Literal["settlement", "district", "region"]


class Toponym(Struct, frozen=True):
    """A place as the words at `start, end` name it; `options` are its homonyms, most populous first.

    `name` is the nominative where `options` is empty. `word_kind` is what the type word calls it. `at` is
    where the name itself begins, after a type word.
    """

    start: int
    end: int
    at: int
    level: Level
    how: How
    options: tuple[Place, ...]
    name: str
    word_kind: PlaceKind | None = None
    regions: tuple[str, ...] = ()


Reader = Callable[[str, Gazetteer], Iterator[Toponym]]
"""Finds places of one kind in a text."""


def toponyms(
    document: Document, taken: Sequence[tuple[int, int]], gazetteer: Gazetteer, readers: Sequence[Reader]
) -> list[Toponym]:
    """All places of a document in its order, none within another; names of people (`taken`) are left out."""
    text = document.text
    found: list[Toponym] = []
    busy = sorted(taken)
    for reader in readers:
        new = [one for one in reader(text, gazetteer) if not _overlaps(busy, one.at, one.end)]
        found += new
        busy = sorted([*busy, *((one.start, one.end) for one in new)])
    return sorted(_in_short(_called_alike(text, found)), key=lambda one: one.start)


def _called_alike(text: str, found: Sequence[Toponym]) -> list[Toponym]:
    """An unknown «в Супре» by the name that the page gives it behind a type word: «деревня Супра»."""
    called = {
        form: one.name for one in found if one.how == "typed" and not one.options for form in forms(one.name)
    }
    return [
        replace(one, name=called[word])
        if not one.options and one.how == "name" and (word := fold(text[one.at : one.end])) in called
        else one
        for one in found
    ]


def _in_short(found: Sequence[Toponym]) -> list[Toponym]:
    """«бойцам из Усолья … мэр Усолья-Сибирского»: the first part stands for the whole name."""
    whole = {one.options[0].name: one.options for one in found if one.options and "-" in one.options[0].name}
    return [
        replace(
            one,
            options=next(
                (
                    options
                    for name, options in whole.items()
                    if one.options and name.startswith(one.options[0].name + "-")
                ),
                one.options,
            ),
        )
        for one in found
    ]


def _overlaps(busy: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    at = bisect_left(busy, (end, 0))
    return any(right > start for _, right in busy[max(0, at - 6) : at])
