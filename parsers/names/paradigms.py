"""Russian declension of names as tables: from a form to every nominative it may be a form of, and back.

A row is one paradigm: how the stem looks, the nominative's ending, and the endings of the other cases.
Rules after A. Zaliznyak's classes and «Грамматический словарь»'s appendix on names; indeclinables by the
usual norm (women's consonant surnames, -ко, -их/-ых, foreign vowels).
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

Case = Literal["nomn", "gent", "datv", "accs", "ablt", "loct"]
Gender = Literal["m", "f"]

CASES: tuple[Case, ...] = ("nomn", "gent", "datv", "accs", "ablt", "loct")


class Paradigm(NamedTuple):
    """`stem` a pattern the stem ends with; `endings` in the order of CASES, alternatives by `|`."""

    name: str
    gender: Gender
    stem: str
    endings: tuple[str, ...]


class Form(NamedTuple):
    """A word as one case of a nominative; `paradigm` names the row."""

    nominative: str
    case: Case
    gender: Gender
    paradigm: str


_V = "аеёиоуыэюя"
_HUSH = "гкхжшчщ"

SURNAMES = (
    Paradigm("possessive", "m", r"(?:[оеё]в|[иы]н)$", ("", "а", "у", "а", "ым|им", "е")),
    Paradigm("possessive", "f", r"(?:[оеё]в|[иы]н)$", ("а", "ой|ою", "ой", "у", "ой|ою", "ой")),
    Paradigm("adjective", "m", rf"[^{_V}ьйгкх]$", ("ый|ой", "ого", "ому", "ого", "ым", "ом")),
    Paradigm("adjective", "m", r"[гкх]$", ("ий|ой", "ого", "ому", "ого", "им", "ом")),
    Paradigm("adjective", "m", r"[жшчщ]$", ("ий|ой", "его|ого", "ему|ому", "его|ого", "им", "ем|ом")),
    Paradigm("adjective", "m", r"н$", ("ий", "его", "ему", "его", "им", "ем")),
    Paradigm("adjective", "f", rf"[^{_V}ьйжшчщ]$", ("ая", "ой", "ой", "ую", "ой", "ой")),
    Paradigm("adjective", "f", r"[жшчщ]$", ("ая", "ей|ой", "ей|ой", "ую", "ей|ой", "ей|ой")),
    Paradigm("adjective", "f", r"н$", ("яя", "ей", "ей", "юю", "ей", "ей")),
    Paradigm("consonant", "m", rf"[^{_V}ьйжшчщц]$", ("", "а", "у", "а", "ом", "е")),
    Paradigm("consonant", "m", r"[жшчщц]$", ("", "а", "у", "а", "ем|ом", "е")),
    Paradigm("fleeting", "m", rf"[^{_V}]$", ("", "а", "у", "а", "ом|ем", "е")),
    Paradigm("soft", "m", rf"[^{_V}йжшчщцгкх]$", ("ь", "я", "ю", "я", "ем|ём", "е")),
    Paradigm("iot", "m", r"[аеёоуыэюя]$", ("й", "я", "ю", "я", "ем", "е")),
    Paradigm("iot-i", "m", r"и$", ("й", "я", "ю", "я", "ем", "и|е")),
    Paradigm("fleeting-iot", "m", r"ь$", ("ей", "я", "ю", "я", "ем|ём", "е")),
    Paradigm("a", "m", rf"[^{_V}ьй{_HUSH}ц]$", ("а", "ы", "е", "у", "ой|ою", "е")),
    Paradigm("a", "f", rf"[^{_V}ьй{_HUSH}ц]$", ("а", "ы", "е", "у", "ой|ою", "е")),
    Paradigm("a", "m", r"[гкх]$", ("а", "и", "е", "у", "ой|ою", "е")),
    Paradigm("a", "f", r"[гкх]$", ("а", "и", "е", "у", "ой|ою", "е")),
    Paradigm("a", "m", r"[жшчщц]$", ("а", "и|ы", "е", "у", "ей|ой", "е")),
    Paradigm("a", "f", r"[жшчщц]$", ("а", "и|ы", "е", "у", "ей|ой", "е")),
    Paradigm("ya", "m", rf"[^{_HUSH}жцй]$", ("я", "и", "е", "ю", "ей|ёй", "е")),
    Paradigm("ya", "f", rf"[^{_HUSH}жцй]$", ("я", "и", "е", "ю", "ей|ёй", "е")),
    Paradigm("fixed", "m", r"(?:[иы]х|[иеёоуюыэ]|зода)$", ("", "", "", "", "", "")),
    Paradigm("fixed", "f", r"(?:[^аяй]|[аеоуи]й|зода)$", ("", "", "", "", "", "")),
    Paradigm("undeclined", "m", r".$", ("", "", "", "", "", "")),
    Paradigm("undeclined", "f", r"[аяй]$", ("", "", "", "", "", "")),
)

GIVEN = (
    Paradigm("consonant", "m", rf"[^{_V}ьйжшчщц]$", ("", "а", "у", "а", "ом", "е")),
    Paradigm("consonant", "m", r"[жшчщц]$", ("", "а", "у", "а", "ем|ом", "е")),
    Paradigm("fleeting", "m", rf"[^{_V}]$", ("", "а", "у", "а", "ом|ем", "е")),
    Paradigm("soft", "m", rf"[^{_V}йжшчщцгкх]$", ("ь", "я", "ю", "я", "ем|ём", "е")),
    Paradigm("iot", "m", r"[аеёоуыэюя]$", ("й", "я", "ю", "я", "ем", "е")),
    Paradigm("iot-i", "m", r"и$", ("й", "я", "ю", "я", "ем", "и|е")),
    Paradigm("fleeting-iot", "m", r"ь$", ("ей", "я", "ю", "я", "ем|ём", "е")),
    Paradigm("a", "m", rf"[^{_V}ьй{_HUSH}ц]$", ("а", "ы", "е", "у", "ой|ою", "е")),
    Paradigm("a", "f", rf"[^{_V}ьй{_HUSH}ц]$", ("а", "ы", "е", "у", "ой|ою", "е")),
    Paradigm("a", "m", r"[гкх]$", ("а", "и", "е", "у", "ой|ою", "е")),
    Paradigm("a", "f", r"[гкх]$", ("а", "и", "е", "у", "ой|ою", "е")),
    Paradigm("a", "m", r"[жшчщц]$", ("а", "и|ы", "е", "у", "ей|ой", "е")),
    Paradigm("a", "f", r"[жшчщц]$", ("а", "и|ы", "е", "у", "ей|ой", "е")),
    Paradigm("ya", "m", rf"[^{_HUSH}жций]$", ("я", "и", "е", "ю", "ей|ёй", "е")),
    Paradigm("ya", "f", rf"[^{_HUSH}жций]$", ("я", "и", "е", "ю", "ей|ёй", "е")),
    Paradigm("iya", "m", r"и$", ("я", "и", "и|е", "ю", "ей", "и|е")),
    Paradigm("iya", "f", r"и$", ("я", "и", "и|е", "ю", "ей", "и|е")),
    Paradigm("soft", "f", rf"[^{_V}йгкхц]$", ("ь", "и", "и", "ь", "ью", "и")),
    Paradigm("fixed", "m", r"[иеоуюыэ]$", ("", "", "", "", "", "")),
    Paradigm("fixed", "f", r"[^аяьй]$", ("", "", "", "", "", "")),
    Paradigm("undeclined", "m", r".$", ("", "", "", "", "", "")),
    Paradigm("undeclined", "f", r"[аяьй]$", ("", "", "", "", "", "")),
)

PATRONYMICS = (
    Paradigm("patronymic", "m", r"(?:[оеё]вич|ич|[лнс]ыч)$", ("", "а", "у", "а", "ем|ом", "е")),
    Paradigm("undeclined", "m", r"(?:[оеё]вич|ич|[лнс]ыч)$", ("", "", "", "", "", "")),
    Paradigm("patronymic", "f", r"(?:[оеё]вн|[иы]чн)$", ("а", "ы", "е", "у", "ой|ою", "е")),
)


@cache
def _endings(table: tuple[Paradigm, ...]) -> dict[str, list[tuple[str, Case, Paradigm, re.Pattern[str]]]]:
    """Each oblique or nominative ending → (nominative ending, case, paradigm, the stem's pattern)."""
    found: dict[str, list[tuple[str, Case, Paradigm, re.Pattern[str]]]] = {}
    for row in table:
        stem = re.compile(row.stem)
        for nominative in row.endings[0].split("|"):
            for case, endings in zip(CASES, row.endings, strict=True):
                for ending in [nominative] if case == "nomn" else endings.split("|"):
                    found.setdefault(ending, []).append((nominative, case, row, stem))
    return found


def forms(word: str, table: tuple[Paradigm, ...]) -> Iterator[Form]:
    """Every reading of a lower-case word as a form of a name.

    >>> {form.nominative for form in forms("лысого", SURNAMES)} >= {"лысый", "лысой"}
    True
    """
    endings = _endings(table)
    for length in range(min(3, len(word) - 2) + 1):
        cut = len(word) - length
        stem = word[:cut]
        for nominative, case, row, pattern in endings.get(word[cut:], ()):
            if pattern.search(stem):
                yield from _nominatives(stem, nominative, case, row)


def _nominatives(stem: str, ending: str, case: Case, row: Paradigm) -> Iterator[Form]:
    if row.name != "fleeting":
        yield Form(stem + ending, case, row.gender, row.name)
    elif case != "nomn":
        yield from (Form(full, case, row.gender, row.name) for full in _filled(stem))


def _filled(stem: str) -> Iterator[str]:
    """The nominatives whose vowel flees: «кравц» → «кравец», «зайц» → «заяц», «льв» → «лев»."""
    if len(stem) < 3 or stem[-1] not in "цклврмн":
        return
    if stem[-2] in "ьй":
        yield from (stem[:-2] + vowel + stem[-1] for vowel in ("ея" if stem[-2] == "й" else "е"))
    elif stem[-2] not in _V:
        yield from (stem[:-1] + vowel + stem[-1] for vowel in "ео")


def decline(nominative: str, gender: Gender, case: Case, table: tuple[Paradigm, ...]) -> list[str]:
    """The forms of a case, by the rows that fit, in the tables' order; fleeting vowels stay."""
    found = []
    for row in table:
        if row.gender != gender or row.name == "fleeting":
            continue
        for ending in row.endings[0].split("|"):
            stem = nominative[: len(nominative) - len(ending)]
            if nominative.endswith(ending) and re.search(row.stem, stem):
                found += [stem + e for e in row.endings[CASES.index(case)].split("|") if stem]
    return list(dict.fromkeys(found))
