"""Dates in figures: «17.08.2022», «19.I.2023», «2023-05», «в 1999-м», «летом 2023-го», «прошлым летом»."""

import re
from collections.abc import Iterator
from typing import cast

from parsers.dates.lexis import SAID, YEAR_IN_WORDS
from parsers.dates.moments import Moment, Said

_ROMAN = "i ii iii iv v vi vii viii ix x xi xii".split()  # noqa: SIM905
_NUMERIC = re.compile(
    r"(?<![\d.,/])(?P<day>\d{1,2})\s?[./]\s?(?P<month>\d{1,2}|[ivx]{1,4})\s?[./]\s?(?P<year>(?:19|20)\d\d|"
    r"\d\d)(?![\d:])"
    r"(?:-?го\b)?(?:\s*(?:года|году|г(?!\.?\s?р\b)\b\.?))?"
)
_DASHED = re.compile(r"(?<![\d.-])(?P<day>\d{2})-(?P<month>\d{2})-(?P<year>(?:19|20)\d\d)(?!\d)")
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?![\d-])")
_MONTH_YEAR = re.compile(r"(?<![\d.,/])(?P<month>0[1-9]|1[0-2])[./](?P<year>20[0-3]\d|19\d\d)(?![\d.])")
_DAY_MONTH = re.compile(
    # «12.04»; not the hour of «в 12.05», nor a number of something
    r"(?<![\d.,:/№-])(?<!\bв )(?<!\bс )(?<!\bк )(?<!\bдо )(?<!\bпо )(?<!начало )(?<!: )(?<!около )"
    r"(?P<day>0[1-9]|[12]\d|3[01])\.(?P<month>0[1-9]|1[0-2])"
    r"(?!\d|[.,:/-]\d|\s?(?:%|₽|руб|млн|тыс|км|кг|м\b|ч\b|час|га\b|т\b|мск))"
)
_BARE_YEAR = re.compile(
    r"(?<![\d№.,/])(?P<year>19[3-9]\d|20[0-3]\d)(?![\d:%/]|[.,]\d)"
    r"(?P<after>-?(?:ого|его|го|ом|м|й)\b(?:\s*(?:года|году|год))?|\s*(?:года|году|годом|год|"
    r"гг?(?!\.?\s?р\b)\b\.?|р\.(?!\s?н)|році|року))?"
)
_YEAR_CLOSES = re.compile(r"\s*[)|]|\s*[—–-]\s*\w|\s*$", re.MULTILINE)
_BEFORE_YEAR = re.compile(r"(?:(?<!\w)(?P<word>[а-яёa-z]+)\s+|[(—–|*†-]\s*|^)$")
_IN = frozenset({"в", "in", "летом", "осенью", "зимой", "весной", "since"})
_MAY_PRECEDE = re.compile(r"во|с|к|до|около|of|у|[а-яё]+(?:ом|ой|ей|ью|а|ы)")
_BORN_OR_LIFE = re.compile(r"\s*(?:г\.?\s?р\b|г/р|р\.?\s?н\b|[—–-]\s*(?:\d|[а-я]+\s+20\d\d))")
# «Ярцов Клим 1987–2023;»
_LIVED_TO = re.compile(r"(?<!\d)19\d\d\s*(?:г\.|гг\.)?\s*[—–-]\s*$")
# «90-го года рождения»
_BORN_IN = re.compile(r"(?<![\d.])(?P<year>\d\d)(?=-?(?:го|й|м)?\s*(?:года\s+рождения|г\.?\s?р\b))")
_WORDED_YEAR = re.compile(
    rf"(?<!\w)(?:в|во|у|летом|осенью|зимой|весной|с\s+начала|в\s+(?:начале|конце|середине))\s+(?P<words>{YEAR_IN_WORDS})\s+(?:году|года|році)|"
    r"(?<!\w)(?P<past>прошл(?:ым\s+летом|ой\s+(?:осенью|зимой|весной)))|(?<!\w)(?P<now>(?:с\s+начала\s+года|этим\s+летом|"
    r"этой\s+(?:осенью|зимой|весной)))"
)


def figures(low: str) -> Iterator[Moment]:
    """Dates without a month's name, in a text in lower case."""
    yield from _by_digits(low)
    yield from _by_year(low)


def century(short: int) -> int:
    """«04.01.23» is 2023; «14.08.84» is 1984."""
    return 2000 + short if short <= 40 else 1900 + short


def _by_digits(low: str) -> Iterator[Moment]:
    for pattern in (_NUMERIC, _DASHED, _ISO, _MONTH_YEAR, _DAY_MONTH):
        for found in pattern.finditer(low):
            parts = found.groupdict()
            month = parts["month"]
            number = _ROMAN.index(month) + 1 if month in _ROMAN else int(month) if month.isdecimal() else 0
            day = int(parts["day"]) if parts.get("day") else None
            year = int(parts["year"]) if parts.get("year") else None
            if year is not None and year < 100:
                year = century(year)
            if 1 <= number <= 12 and (day is None or 1 <= day <= 31):
                yield Moment(*found.span(), year=year, month=number, day=day)


def _by_year(low: str) -> Iterator[Moment]:
    for found in _BARE_YEAR.finditer(low):
        if not _is_range(low, found) and _is_year(low, found):
            yield Moment(*found.span(), year=int(found["year"]))
    for found in _BORN_IN.finditer(low):
        yield Moment(found.start(), found.end("year"), year=century(int(found["year"])))
    for found in _WORDED_YEAR.finditer(low):
        said = (
            "last" if found["past"] else "this" if found["now"] else next(key for key in SAID if found[key])
        )
        yield Moment(*found.span(), said=cast(Said, said))


def _is_range(low: str, found: re.Match[str]) -> bool:
    """«в 2022–2023 годах» says no year; «1990–2023» is a life."""
    if found["year"] < "2010":
        return False
    before = re.search(r"(20[1-3]\d)\s*[—–-]\s*$", low[max(0, found.start("year") - 9) : found.start("year")])
    after = re.match(r"\s*[—–-]\s*20[1-3]\d(?!\d)", low[found.end("year") : found.end("year") + 9])
    return bool(after or (before and before[1] >= "2010"))


def _is_year(low: str, found: re.Match[str]) -> bool:
    """«в 2022 году», «осенью 2022», «1990 г.р.», «(1990–2023)»; not any number of four digits."""
    if found["after"] or _BORN_OR_LIFE.match(low, found.end("year")):
        return True
    left = low[max(0, found.start() - 24) : found.start()]
    if _LIVED_TO.search(left):
        return True
    if found["year"] < "2009" and left.endswith(", ") and low[found.end() : found.end() + 1] in {",", ";"}:
        return True  # «ПОЛЫНЬ Игнат, 1999, Заречье»
    before = _BEFORE_YEAR.search(left[left.rfind("\n") + 1 :])
    word = before["word"] if before else None
    if word in _IN:
        return True
    closes = bool(_YEAR_CLOSES.match(low, found.end("year")))
    return closes and before is not None and (word is None or bool(_MAY_PRECEDE.fullmatch(word)))
