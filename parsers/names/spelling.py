"""Other spellings brought to the Russian one: Latin letters, Ukrainian letters, look-alikes."""

import re
from functools import cache, lru_cache

from parsers.lexicon import words
from parsers.names.lists import fold, given_names

# Latin letters that stand for their Cyrillic doubles in a word of both: a known trick against search
_DOUBLES = str.maketrans("ABCEHKMOPTXYaceopxyk", "АВСЕНКМОРТХУасеорхук")
_CONFUSED = str.maketrans("йыэ", "иие")
_COMMON = 3
"""The weight from which a given name is looked for by its sound (parsers.names.lists)."""
_UKRAINIAN = str.maketrans("іїєґІЇЄҐ", "ииегИИЕГ")


@cache
def _letters() -> tuple[tuple[str, str], ...]:
    """Latin letters and what they stand for, the longest first."""
    pairs = (line.split(" ") for line in words("latin_letters"))
    return tuple(
        sorted(((latin, letters) for latin, letters in pairs), key=lambda pair: (-len(pair[0]), pair))
    )


@cache
def _given() -> dict[str, str]:
    """Given names whose Russian spelling the letters alone do not give: «Igor», «Emil», «Olga»."""
    return dict(line.split() for line in words("latin_given_names"))


def is_latin(word: str) -> bool:
    """Whether a word is written in Latin letters whole."""
    return bool(re.fullmatch(r"[A-Za-z’'ʼ.-]+", word))


@lru_cache(maxsize=20_000)
def russian(word: str) -> str:
    """A name's word in Russian letters and lower case.

    >>> russian("Strelchuk"), russian("Дзагоєва"), russian("Pavlovsky")
    ('стрелчук', 'дзагоева', 'павловский')
    """
    if is_latin(word):
        return _from_latin(re.sub("[’']s$", "", word.lower()))
    if re.search("[A-Za-z]", word):
        word = word.translate(_DOUBLES)
    if re.search("[іїєґІЇЄҐ’']", word):
        word = re.sub("[’'ʼ]", "", word).translate(_UKRAINIAN)
        return re.sub(r"([сц])ьк", r"\1к", word.lower())
    return re.sub(r"([сц])ьк(?=ого|ому|им|ий|а$)", r"\1к", word.lower().replace("‑", "-"))


def _from_latin(word: str) -> str:
    word = re.sub(r"(?<=[sc]k)(?:yy|iy|ii|y|i)$", "ий", word)
    word = re.sub(r"(?<=[aeou])[yi]$", "й", word)
    word = re.sub(r"(?:iy|yi|y)$", "ий", word)
    word = re.sub(r"(?<=[aeou])y(?=[^aeiou])", "й", word)
    for latin, letters in _letters():
        word = word.replace(latin, letters)
    return _given().get(word) or _by_sound(word)


@cache
def _sounds() -> dict[str, str]:
    """Well-known given names by how they sound in any Latin spelling."""
    common = sorted((weight, name) for name, (_, weight) in given_names().items() if weight >= _COMMON)
    return {_sound(name): name for _, name in common}


def _by_sound(word: str) -> str:
    """«аинур» → «айнур», «иля» → «илья»: the common given name that sounds so; a listed one as it is."""
    weight = given_names().get(word, ("", 0))[1]
    return word if weight > 1 else _sounds().get(_sound(word), word)


def _sound(word: str) -> str:
    """Letters that Latin spellings confuse as one; soft and doubled ones dropped."""
    plain = fold(word).translate(_CONFUSED)
    return re.sub(r"(.)\1+", r"\1", re.sub("[ьъ]", "", plain))
