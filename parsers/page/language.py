"""The language of a text by its letters and commonest words: ru, uk, en, or other."""

import re
from collections import Counter

from parsers.lexicon import words

_WORD = re.compile(r"[^\W\d_]+")
# letters that Russian lacks: Tatar, Bashkir, Kazakh, Yakut, Buryat, Chuvash, Tuvan, Chechen
_FOREIGN = frozenset("әөүңһҗғқұҙҫҡҥҕӑӗӳәӏ")
_SAMPLE = 20_000


def language(text: str, declared: str = "") -> str:
    """`ru`, `uk`, `en` or `other`; for a text too short to tell, the declared language."""
    found = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    letters = Counter("".join(found))
    cyrillic = sum(count for letter, count in letters.items() if "\u0400" <= letter <= "\u04ff")
    total = letters.total()
    if total < 12:
        return declared if declared in {"ru", "uk", "en"} else "ru"
    if cyrillic * 2 < total and declared == "en":
        return "en"
    if cyrillic * 2 < total:
        return (
            "en" if sum(word in words("page_language_en") for word in found) * 12 >= len(found) else "other"
        )
    return _cyrillic(found, letters, cyrillic)


def _cyrillic(found: list[str], letters: Counter[str], total: int) -> str:
    if sum(letters[letter] for letter in _FOREIGN) * 50 > total:
        return "other"
    ukrainian = sum(letters[letter] for letter in "іїєґ")
    russian = sum(letters[letter] for letter in "ыэёъ")
    if ukrainian > russian and ukrainian * 50 > total:
        return "uk"
    return (
        "ru"
        if russian
        or sum(word in words("page_language_ru") for word in found)
        >= sum(word in words("page_language_uk") for word in found)
        else "uk"
    )
