"""A given name in any case, short, misspelt or Latin, brought to one key for each full name."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from desk.linkage.letters import fold
from parsers.lexicon import words
from parsers.names.lists import given_names
from parsers.names.paradigms import CASES, GIVEN, Gender, decline
from parsers.names.spelling import russian

_COMMON = 2
"""Weight of parsers/data/given.tsv from which a name is known: ten bearers and more."""
_TARGET = 4
"""Weight from which a misspelt word is brought to the name: a thousand bearers."""
_OF_COMMON = 2
"""The last rank of forms that are of common names."""
_SHORTEST = 4
"""Letters that a word needs to be read as misspelt."""
_VARIANTS = Path(__file__).parent / "given_variants.txt"
# parsers.names.paradigms leaves fleeting vowels to its reader
_FLEETING = {"павел": "павл", "лев": "льв", "петр": "петр"}


class Given(NamedTuple):
    """Keys of the names a word may stand for, the likeliest first; `strength`: 2 for a form of a common name,
    1 for a rare or a misspelt one, 0 for a word that no list holds."""

    keys: tuple[str, ...]
    strength: int


def given_keys(word: str) -> Given:
    """The keys of a given name as written; a name that no list holds is its own key.

    >>> given_keys("Серёга").keys, given_keys("Sergeyu").keys, given_keys("Сергй").keys
    (('sergei',), ('sergei',), ('sergei',))
    """
    folded = fold(word)
    found = _forms().get(folded)
    if found:
        return found
    near = _misspelt(folded) or _misspelt(russian(word.strip().lower()))
    return Given((near,), 1) if near else Given((_key_of(_stem(folded)),), 0)


@cache
def _forms() -> dict[str, Given]:
    """Each folded form → keys: common names before short forms, before oblique ones, before rare names."""
    found: dict[str, dict[str, int]] = {}
    for rank, form, name in _ranked():
        keys = found.setdefault(fold(form), {})
        key = _key(name)
        keys[key] = min(rank, keys.get(key, rank))
    return {form: _likeliest(keys) for form, keys in found.items()}


def _likeliest(keys: dict[str, int]) -> Given:
    """The readings of the best rank, the commonest name first; several mostly of a short form."""
    best = min(keys.values())
    order = _order()
    likely = sorted((key for key, rank in keys.items() if rank == best), key=lambda key: order[key])
    return Given(tuple(likely), 2 if best <= _OF_COMMON else 1)


@cache
def _order() -> dict[str, int]:
    counted = sorted(given_names().items(), key=lambda item: (-item[1][1], item[0]))
    places: dict[str, int] = {}
    for place, (name, _) in enumerate(counted):
        places.setdefault(_key(name), place)
    full = sorted(name for line in words("diminutives") for name in line.split()[1:])
    for name in full:
        places.setdefault(_key(name), len(places))
    return places


def _ranked() -> Iterator[tuple[int, str, str]]:
    for name, (sex, weight) in sorted(given_names().items(), key=lambda item: (-item[1][1], item[0])):
        if weight >= _COMMON and sex != "f":
            yield (0 if weight >= _TARGET else 3), name, name
            yield from ((2 if weight >= _TARGET else 4, form, name) for form in _oblique(name, "m"))
        elif weight >= _COMMON:
            yield 5, name, name
            yield from ((6, form, name) for form in _oblique(name, "f"))
    for line in sorted(words("diminutives")):
        short, *full = line.split()
        men = [name for name in full if given_names().get(name, ("u", 0))[0] != "f"]
        for name in men or full:
            yield (1 if men else 5), short, name
            yield from ((2 if men else 6, form, name) for form in _oblique(short, "m"))


def _oblique(name: str, gender: Gender) -> Iterator[str]:
    for case in CASES[1:]:
        yield from decline(name, gender, case, GIVEN)
    if name in _FLEETING:
        yield from (_FLEETING[name] + ending for ending in ("а", "у", "ом", "е"))


@cache
def _variants() -> dict[str, str]:
    lines = [line.split() for line in _VARIANTS.read_text("utf-8").splitlines() if line[:1] not in ("", "#")]
    return {fold(other): fold(name) for name, *others in lines for other in others}


@cache
def _key(name: str) -> str:
    return _key_of(fold(name))


def _key_of(folded: str) -> str:
    return _variants().get(folded, folded)


def _misspelt(folded: str) -> str | None:
    """The one common name that is a letter dropped, added, replaced or swapped away."""
    if len(folded) < _SHORTEST:
        return None
    near = {key for hole in holes(folded) for key in _holes_of_names().get(hole, ())}
    return near.pop() if len(near) == 1 else None


def holes(word: str) -> set[str]:
    """A word and what is left of it without any one letter: two words a slip apart share one of these."""
    return {word} | {word[:at] + word[at + 1 :] for at in range(len(word))}


@cache
def _holes_of_names() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, (sex, weight) in given_names().items():
        if weight >= _TARGET and sex != "f" and len(fold(name)) >= _SHORTEST:
            for hole in holes(fold(name)) | holes(name):
                found.setdefault(hole, set()).add(_key(name))
    return found


def _stem(folded: str) -> str:
    """An unknown name without what may be a case's ending."""
    for ending in ("om", "em", "oi", "a", "u", "e", "i"):
        if folded.endswith(ending) and len(folded) - len(ending) >= 3:
            return folded[: -len(ending)]
    return folded
