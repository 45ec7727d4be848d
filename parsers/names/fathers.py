"""Fathers' names: how likely a word is one, and whether a man is called so."""

import re

from parsers.lexicon import words
from parsers.names import lists
from parsers.names.lists import fold
from parsers.names.paradigms import Form

_SLIP = -2.2
"""The score of «Карлович» in «Вебера Эдгара Карлович»: left in the nominative."""


def score_of(form: Form) -> float:
    """How much a form looks like a patronymic, in rough logarithms of odds."""
    is_slip = form.paradigm == "undeclined" and form.case != "nomn"
    return _listed(fold(form.nominative)) + _SLIP * is_slip


def is_known_father(patronymic: str) -> bool:
    """Whether a nominative patronymic is listed, or made of a listed given name: «Найтопович» is not."""
    male = _male(fold(patronymic))
    stem = re.sub(r"(?:[ое]вич|ич|ыч)$", "", male)
    if male in lists.patronymics() or male in words("short_patronymics") or len(male) == 1:
        return True
    return any(stem + ending in lists.given_names() for ending in ("", "й", "ь", "а", "я", "ий"))


def _male(patronymic: str) -> str:
    return re.sub(r"вна$", "вич", re.sub(r"(?:ин)?ична$", "ич", patronymic))


def _listed(name: str) -> float:
    male = _male(name)
    if male in lists.patronymics():
        return 3.0
    if re.search(r"[ое]вич$", male):
        return 0.2 if male in lists.surnames() else 1.8 if len(male) > 6 else 0.0
    return -3.0 if male not in words("short_patronymics") else 3.0
