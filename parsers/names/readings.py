"""What a single word may be within a name: a given name, a surname, a patronymic, in which case and sex.

Scores are rough logarithms of odds: 0 says that the form allows it, 2 that the lists or the ending know it.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import NamedTuple

from parsers.lexicon import words
from parsers.names import fathers, lists, paradigms
from parsers.names.lists import fold
from parsers.names.paradigms import Case, Form, Gender


class Reading(NamedTuple):
    """One part of a name: `nominative` in lower case, and how likely the word is that."""

    score: float
    nominative: str


Readings = dict[tuple[Gender, Case], Reading]

UNDECLINED = -2.2
HYPHENS = 3
"""A word with more of them is not a name: «ха-ха-ха-ха-ха»."""
_SUFFIXES = re.compile(
    r"(?:[уюя]к|енк|[ае]нь|ян|янц|дзе|швили|[иа]дис|опуло|берг|штейн|ман|вич|[еа]ц|[аи]с|ус|айнен|улин|ий)$"
)
# a nominative that looks like another case of a regular surname
_OBLIQUE = re.compile(r"(?:(?:[оеё]в|[иы]н)(?:а|у|ым|е|ой)|[сц]к(?:ого|ому|им|ом|ую)|[оеё]м)$")
# a stem whose vowel fled: «сверчк», «саврасенк», «кравц»
_CLUSTER = re.compile(r"[бвгджзлмнпрстфхчшщ][кц]$(?<![рс]к)")
_FIXED = re.compile(
    r"(?:ко|ты|[иы]х|аго|яго|дзе|швили|[аеиоу]йнен|ули|ия|уа|оол|аа|зода|заде|еску|[оа]тто|тти)$"
)


@lru_cache(maxsize=50_000)
def surname(word: str) -> Readings:
    """The readings of a lower-case word as a surname."""
    if "-" in word:
        return _compound(word) if word.count("-") <= HYPHENS else {}
    return _best(paradigms.forms(word, paradigms.SURNAMES), _surname_score)


@lru_cache(maxsize=50_000)
def given(word: str) -> Readings:
    """The readings of a lower-case word as a given name."""
    if "-" in word:
        return _hyphenated(word) if word.count("-") <= HYPHENS else {}
    return _best(paradigms.forms(word, paradigms.GIVEN), _given_score)


@lru_cache(maxsize=50_000)
def patronymic(word: str) -> Readings:
    """The readings of a lower-case word as a patronymic; empty for most words."""
    return _best(paradigms.forms(word, paradigms.PATRONYMICS), fathers.score_of)


def is_known_given(word: str, weight: int = 2) -> bool:
    """Whether some reading is a listed given name of that weight or more."""
    return any(_weight(reading.nominative) >= weight for reading in given(word).values())


def _best(forms: Iterable[Form], score: Callable[[Form], float]) -> Readings:
    found: Readings = {}
    for form in forms:
        reading = Reading(score(form), form.nominative)
        key = (form.gender, form.case)
        if reading.score > -4 and (key not in found or reading > found[key]):
            found[key] = reading
    return found


def _compound(word: str) -> Readings:
    """A double surname: the first part declines («Кычкину-Захарову») or not («Рябоконь-Левицким»)."""
    head, _, last = word.rpartition("-")
    found: Readings = {}
    for key, tail in surname(last).items():
        front = surname(head).get(key)
        first = front.nominative if front and front.score >= 0.9 else head
        found[key] = Reading(tail.score + 0.2, f"{first}-{tail.nominative}")
    return found


def _surname_score(form: Form) -> float:
    score = _surname_base(form) - 2.0 * bool(
        form.paradigm != "possessive" and _OBLIQUE.search(form.nominative) and not _is_listed_adjective(form)
    )
    if form.paradigm in {"undeclined", "fixed"} and fold(form.nominative) in words("indeclinable_surnames"):
        return 2.0
    return score + UNDECLINED if form.paradigm == "undeclined" else score


def _is_listed_adjective(form: Form) -> bool:
    """«Становой», «Ластовой»: listed surnames, though they end like «Становой» of «Станова»."""
    return form.paradigm == "adjective" and fold(form.nominative) in lists.surnames()


def _surname_base(form: Form) -> float:
    """How much the nominative looks like a surname, whatever the case."""
    name = fold(form.nominative)
    weight = lists.surnames().get(_masculine(name, form.gender, form.paradigm), 0)
    weight = 4 if name in words("strong_surnames") else weight
    listed = 0.9 + 0.35 * weight
    match form.paradigm:
        case "possessive":
            return 2.5 if len(name) > 4 else 1.2
        case "adjective":
            regular = re.search(r"[сц]к(?:ий|ая|ой)$", name)
            known = name in words("surnames_skoy")
            regular_score = (2.7 if known else 2.2) if name.endswith("ой") else 2.5
            stressed = 0.1 if name.endswith("овой") else 0.0
            return regular_score if regular else listed + 0.2 + stressed if weight else stressed - 0.3
        case "fleeting" | "fleeting-iot":
            return _fleeting(name, weight)
        case "fixed":
            is_known = bool(_FIXED.search(name)) or name in words("strong_surnames")
            return 2.3 if is_known else _plain(name, weight)
        case "consonant" | "undeclined":
            return 1.9 if name.endswith(("ов", "ев", "ин")) else _plain(name, weight)
        case _:  # soft, iot, a, ya: the lists decide among them
            return listed if weight else -0.9


def _fleeting(name: str, weight: int) -> float:
    if name.endswith(("ец", "ок", "ек", "ей")):
        return 0.9 + 0.35 * weight if weight else -0.3
    return 0.5 + 0.35 * weight if weight > 1 else -2.0


def _plain(name: str, weight: int) -> float:
    if name.endswith(("е", "о", "у", "ы", "ю", "и", "э")):
        return 0.25 * weight if weight else -1.2
    if not weight and _CLUSTER.search(name):
        return -1.2
    return 0.9 + 0.35 * weight if weight else 0.9 if _SUFFIXES.search(name) else 0.0


def _masculine(name: str, gender: Gender, paradigm: str) -> str:
    if gender == "f" and paradigm == "adjective":
        return next((name[:-2] + e for e in ("ый", "ий") if name[:-2] + e in lists.surnames()), name)
    return name


def _given_score(form: Form) -> float:
    name = fold(form.nominative)
    sex, weight = lists.given_names().get(name, ("", 0))
    if name in words("strong_surnames"):
        weight = 0
    score = 0.9 + 0.45 * weight if weight else _unlisted_given(form)
    if sex and sex != "u" and sex != form.gender:
        score = min(score, -1.5)
    if form.paradigm == "undeclined":
        score += UNDECLINED
    if form.paradigm.startswith("fleeting") and weight < 3:
        score -= 3
    return score


def _unlisted_given(form: Form) -> float:
    if form.paradigm == "consonant" or (form.paradigm == "fixed" and form.nominative.endswith(("и", "о"))):
        return -0.6
    if form.case == "nomn" and form.paradigm == "iot":
        return -1.0
    return -1.2 if form.gender == "f" and form.paradigm in {"a", "fixed"} else -1.8


def _weight(nominative: str) -> int:
    return lists.given_names().get(fold(nominative), ("", 0))[1]


def _hyphenated(word: str) -> Readings:
    """Both parts as names of one case («Цырен-Доржо»), or the first unchanged («Ай-Херел»)."""
    head, _, last = word.rpartition("-")
    whole = _best(paradigms.forms(word, paradigms.GIVEN), _given_score)
    for key, tail in given(last).items():
        front = given(head).get(key) or Reading(-0.6, head)
        joined = Reading(
            min(2.0, max(front.score, -0.3) + max(tail.score, -0.3)), f"{front.nominative}-{tail.nominative}"
        )
        if key not in whole or joined > whole[key]:
            whole[key] = joined
    return whole
