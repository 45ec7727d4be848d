"""The name keys of a mention: what its surname, given name and patronymic are compared by."""

import re
from functools import lru_cache
from typing import NamedTuple

from desk.linkage.given_names import given_keys
from desk.linkage.surnames import is_patronymic, is_regular_surname, patronymic_key, surname_key

_WORDS = 400_000
"""Distinct words whose keys are remembered."""
_INITIAL = re.compile(r"(?:[^\W\d_]\.?|[A-Za-z]{2,4}\.)$")
_INITIALS = re.compile(r"([^\W\d_])\.\s*([^\W\d_])\.?$")


class NameKeys(NamedTuple):
    """`given` is None of an initial alone; `others` are further full names that a short form may mean."""

    surname: str | None
    given: str | None
    initial: str | None
    others: tuple[str, ...]
    is_known: bool
    patronymic: str | None
    patronymic_initial: str | None


class _Word(NamedTuple):
    """One word of a name, read as each part."""

    surname: str
    given: tuple[str, ...]
    strength: int
    is_regular: bool
    patronymic: str
    is_patronymic: bool
    initial: str | None


def name_keys(surname: str | None, given: str | None, patronymic: str | None) -> NameKeys:
    """The keys of a name as written, its parts put into their places.

    >>> name_keys("Сергей", "Иванову", None)[:3]
    ('ivanov', 'sergei', 's')
    >>> name_keys("Иванов", "С. П.", None)[1:3], name_keys("Иванов", "С. П.", None).patronymic_initial
    ((None, 's'), 'p')
    """
    both = _INITIALS.match(given or "")
    if both and not patronymic:
        given, patronymic = both[1], both[2]
    family, own, father = (_word(part) if part else None for part in (surname, given, patronymic))
    if own and father and own.is_patronymic and father.strength and not father.is_patronymic:
        own, father = father, own
    if family and own and _are_swapped(family, own):
        family, own = own, family
    return NameKeys(
        surname=family.surname if family and not family.initial else None,
        given=own.given[0] if own and not own.initial else None,
        initial=(own.initial or own.given[0][0]) if own else None,
        others=own.given[1:] if own and not own.initial else (),
        is_known=bool(own and own.strength),
        patronymic=father.patronymic if father and not father.initial else None,
        patronymic_initial=(father.initial or father.patronymic[0]) if father else None,
    )


def _are_swapped(family: _Word, own: _Word) -> bool:
    """«Сергей» in the surname's place and «Иванов» in the given name's."""
    if family.initial or own.initial:
        return bool(family.initial and not own.initial)
    if family.strength > own.strength:
        return True
    return own.is_regular and not family.is_regular and family.strength >= own.strength


@lru_cache(maxsize=_WORDS)
def _word(text: str) -> _Word | None:
    text = text.strip(' ,;:«»"()')
    if not any(letter.isalpha() for letter in text):
        return None
    initial = _INITIAL.match(text)
    text = text.strip(".")
    keys, strength = given_keys(text)
    surname, patronymic = surname_key(text), patronymic_key(text)
    if not (surname and keys[0] and patronymic):
        return None
    return _Word(
        surname=surname,
        given=keys,
        strength=strength,
        is_regular=is_regular_surname(text),
        patronymic=patronymic,
        is_patronymic=is_patronymic(text),
        initial=surname[0] if initial else None,
    )
