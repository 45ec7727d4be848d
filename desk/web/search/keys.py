"""What a person is found by, and what a searched word may mean: stems by which linking compares names."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from msgspec import Struct

from desk.linkage.given_names import given_keys
from desk.linkage.letters import fold
from desk.linkage.surnames import is_patronymic, patronymic_key, surname_key
from desk.persons.state import EVERYTHING, PersonState
from desk.publication.showing import hidden_of

_WORD = re.compile(r"[^\W_]+")
_YEAR = re.compile(r"(?:19|20)\d\d")
WHOLE = ("surname", "given", "patronymic", "call_sign", "settlement", "unit")
"""Fields whose words are found by their beginnings, too."""


class Entry(Struct, frozen=True):
    """The columns of the index: stems of surnames, given names, patronymics; whole words; years and marks."""

    surnames: str
    given: str
    patronymics: str
    whole: str
    marks: str


class Meant(Struct, frozen=True):
    """What one searched word may be: a stem of each part of a name, a beginning, or a year."""

    word: str
    surname: str
    given: tuple[str, ...]
    patronymic: str
    is_patronymic: bool
    whole: str
    year: str | None


def entry(state: PersonState) -> Entry:
    """What a person is found by: all values, also those that do not stand, but none that is restricted."""
    hidden = hidden_of(state, "partner")
    if EVERYTHING in hidden:
        hidden = hidden.union(state.fields, ("region",))
    values = {name: [] if name in hidden else list(_values(state, name)) for name in WHOLE}
    return Entry(
        surnames=_joined(surname_stem(word) for word in _words(values["surname"])),
        given=_joined(key for word in _words(values["given"]) for key in given_stems(word)),
        patronymics=_joined(patronymic_stem(word) for word in _words(values["patronymic"])),
        whole=_joined(folded(word) for name in WHOLE for word in _words(values[name])),
        marks=_joined(_marks(state, hidden)),
    )


def meant(query: str) -> list[Meant]:
    """The words of a query, each with what it may be; what is no word is passed over."""
    return [
        Meant(
            word,
            surname_stem(word),
            given_stems(word),
            patronymic_stem(word),
            is_patronymic(word),
            folded(word),
            word if _YEAR.fullmatch(word) else None,
        )
        for word in _words([query])
    ]


@lru_cache(200_000)
def surname_stem(word: str) -> str:
    """«Щёлоковым» and «Shchelokov»: `welokov`."""
    return surname_key(word)


@lru_cache(50_000)
def given_stems(word: str) -> tuple[str, ...]:
    """«Серёге»: `sergei`."""
    return given_keys(word).keys


@lru_cache(50_000)
def patronymic_stem(word: str) -> str:
    """«Иваныча»: `ivan`."""
    return patronymic_key(word)


@lru_cache(200_000)
def folded(word: str) -> str:
    """The word whole, in the letters that all spellings share."""
    return fold(word)


def _values(state: PersonState, name: str) -> Iterator[str]:
    field = state.fields.get(name)
    if field:
        yield field.value
        yield from (other.value for other in field.others)


def _marks(state: PersonState, hidden: frozenset[str]) -> Iterator[str]:
    shown = {name: state.fields[name].value for name in state.fields if name not in hidden}
    yield from (f"born{shown[name][:4]}" for name in ("birth_date",) if name in shown)
    yield from (f"died{shown[name][:4]}" for name in ("death_date",) if name in shown)
    yield f"grade{state.counted.grade}"
    yield f"status{state.counted.status}"
    if state.counted.region and "region" not in hidden:
        yield f"region{state.counted.region}".replace("-", "")


def _words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from _WORD.findall(text)


def _joined(words: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(word for word in words if word))
