"""The desk's words in Russian and English, from tables: key, English, Russian."""

import csv
from functools import cache
from pathlib import Path
from typing import Literal

Language = Literal["en", "ru"]
LANGUAGES: tuple[Language, ...] = ("ru", "en")
FOLDER = Path(__file__).resolve().parent / "words"

FORMS = {"en": 2, "ru": 3}
"""How many forms a counted word has, written with `|` between them: «мент|мента|ментов»."""


class NoWords(KeyError):
    """The tables have no such key."""


def said(language: Language, key: str, **values: object) -> str:
    """The words of a key, with values in `{place}`s; by the value `n` the form that counts need.

    Raises NoWords.
    """
    if key not in catalogue():
        raise NoWords(key)
    words = catalogue()[key][language]
    if "n" in values and "|" in words:
        words = words.split("|")[form(language, int(str(values["n"])))]
    return words.format(**values) if values else words


@cache
def catalogue() -> dict[str, dict[Language, str]]:
    """All words by key and language."""
    found: dict[str, dict[Language, str]] = {}
    for table in sorted(FOLDER.glob("*.tsv")):
        with table.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                found[row["key"]] = {"en": row["en"], "ru": row["ru"]}
    return found


def form(language: Language, n: int) -> int:
    """Which form counts n: «1 лист, 2 листа, 5 листов»."""
    if language == "en":
        return int(n != 1)
    if n % 10 == 1 and n % 100 != 11:
        return 0
    return 1 if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else 2


def chosen(cookie: str | None, accepted: str) -> Language:
    """The language of a cookie if it names one, else the first of an Accept-Language header that we have."""
    for wanted in (cookie or "", *(part.strip()[:2].lower() for part in accepted.split(","))):
        for language in LANGUAGES:
            if wanted == language:
                return language
    return "ru"
