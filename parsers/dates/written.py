"""Dates with a month or a year: «5 мая», «ночь на 9 октября», "May 5", «17.08.2022», «летом 2023-го»."""

import re
from collections.abc import Iterator
from typing import cast

from parsers.dates.lexis import HOLIDAYS, MONTH, SAID, WAR_BEGINS, YEAR_IN_WORDS, number_of
from parsers.dates.moments import Moment, Said
from parsers.dates.numbers import ORDINAL, ordinal

_MONTH = re.compile(rf"(?<![\w-])(?:{MONTH})(?![\w-])\.?")
_ABBREVIATED = frozenset(
    [
        "янв",
        "фев",
        "февр",
        "мар",
        "апр",
        "июн",
        "июл",
        "авг",
        "сен",
        "сент",
        "окт",
        "ноя",
        "нояб",
        "дек",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
    ]
)
_SUFFIX = r"(?:-?(?:ого|его|го|ое|ье|е|му|th|st|nd|rd)\b)?"
# «15–17 мая», «с 15 по 17 мая», «5 и 7 мая», «в ночь с 8 на 9 октября»
_DAY = re.compile(
    rf"(?:(?<![\d.:№-])(?P<other>\d{{1,2}}){_SUFFIX}(?P<joint>\s?[-–—/]\s?|\s+(?:по|до|на|и|или|to|and)\s+|"
    rf",\s+))?"
    rf"(?<![\d.:№])(?P<day>\d{{1,2}}){_SUFFIX}(?:\s+(?:числа|of|день|дня))?\s*$"
)
_DAY_IN_WORDS = re.compile(rf"(?<!\w)(?P<day>{ORDINAL})(?:\s+(?:день|дня|числа))?\s*$")
_PART = re.compile(
    r"(?:начал[еау]|середин[еуы]|конц[еау]|конец|половин[еуы]|числах|недел[еию]|декад[еыу]|дня[хм]|дни|нач\.|"
    r"кон\.|"
    r"early|late|mid|middle\s+of|beginning\s+of|end\s+of|week\s+of|days\s+of|початку|кінці|наприкінці)[\s-]*$"
)
_IN_MONTH = re.compile(
    r"(?:(?<!\w)(?:в|во|за|к|с|до|на|по|у|ещё|еще|уже|весь|месяц|in|since|during|until|last|of|з|із|від)\s+|"
    r"[—–:(|]\s*|^)$"
)
_YEAR = re.compile(
    rf",?\s*(?:(?:\(\s*)?(?P<year>(?:19|20)\d\d)(?!\d)(?:-?(?:ого|его|го|ом|м|й|х))?(?:\s*(?:года|году|год|"
    rf"гг?(?!\.?\s?р\b)\b\.?|р\.(?!\s?н)|року))?|"
    rf"(?P<short>\d\d)(?:-?го\b(?:\s+года)?|\s*(?:года|г(?!\.?\s?р\b)\b\.?))|[’'](?P<tick>\d\d)\b|"
    rf"{YEAR_IN_WORDS}\s*(?:года|году|г\.|року|year)|(?P<this_short>с\.\s?г\.))"
)
_ENGLISH_DAY = re.compile(r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?P<year>20\d\d|19\d\d)\b)?")
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
    r"(?:(?<=погиб )|(?<=погибла )|(?<=умер )|(?<=† )|(?<=†))(?P<day>\d\d)\.(?P<month>\d\d)(?![\d.]*\d)"
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
# «90-го года рождения»
_BORN_IN = re.compile(r"(?<![\d.])(?P<year>\d\d)(?=-?(?:го|й|м)?\s*(?:года\s+рождения|г\.?\s?р\b))")
_WORDED_YEAR = re.compile(
    rf"(?<!\w)(?:в|во|у|летом|осенью|зимой|весной)\s+(?P<words>{YEAR_IN_WORDS})\s+(?:году|года|році)|"
    r"(?<!\w)(?P<past>прошл(?:ым\s+летом|ой\s+(?:осенью|зимой|весной)))|(?<!\w)(?P<now>(?:этим\s+летом|"
    r"этой\s+(?:осенью|зимой|весной)))"
)
_FEASTS = [(re.compile(pattern), month, day) for pattern, month, day in HOLIDAYS]
_WAR_BEGINS = re.compile(WAR_BEGINS)
_NIGHT = re.compile(r"(?:в\s+)?ночь\s+(?:с\s+\d+\s+)?на\s+$")


def written(low: str, text: str) -> Iterator[Moment]:
    """Dates that name a month, a year or a feast. `low` is the text in lower case, of the same length."""
    yield from _by_month_word(low, text)
    yield from _by_digits(low)
    yield from _by_year(low)
    for pattern, month, day in _FEASTS:
        for found in pattern.finditer(low):
            yield _with_year(low, Moment(*found.span(), month=month, day=day))
    for found in _WAR_BEGINS.finditer(low):
        yield Moment(*found.span(), year=2022, month=2, day=24)


def _by_month_word(low: str, text: str) -> Iterator[Moment]:
    for found in _MONTH.finditer(low):
        month = number_of(found, "m")
        left = low[max(0, found.start() - 48) : found.start()]
        ahead = _ENGLISH_DAY.match(low, found.end()) if found[0][0].isascii() else None
        if ahead and 1 <= int(ahead["day"]) <= 31:
            year = int(ahead["year"]) if ahead["year"] else None
            yield Moment(found.start(), ahead.end(), year=year, month=month, day=int(ahead["day"]))
            continue
        yield from _with_days(low, found, month, left)
        if _names_month_alone(low, text, found, left):
            yield _with_year(low, Moment(found.start(), _stop(found), month=month))


def _with_days(low: str, found: re.Match[str], month: int | None, left: str) -> Iterator[Moment]:
    digits = _DAY.search(left)
    words = None if digits else _DAY_IN_WORDS.search(left)
    if not digits and not words:
        return
    day = int(digits["day"]) if digits else ordinal(words["day"]) if words else None
    if day is None or not 1 <= day <= 31:
        return
    begin = (digits or words).start("day") + found.start() - len(left)  # type: ignore[union-attr]
    one = _with_year(low, Moment(begin, _stop(found), month=month, day=day))
    if digits and digits["other"] and 1 <= int(digits["other"]) <= 31:
        yield from _joined(one, int(digits["other"]), digits["joint"].strip(), begin - len(digits["joint"]))
        return
    yield one


def _joined(one: Moment, other: int, joint: str, at: int) -> Iterator[Moment]:
    """Two days of one month: «на» gives the second, «и» both, a range neither, only the month."""
    first = at - len(str(other))
    if joint in {"и", "and", ","}:
        yield Moment(first, at, year=one.year, month=one.month, day=other, said=one.said)
        yield one
    elif joint == "на":
        yield one
    else:
        yield Moment(first, one.end, year=one.year, month=one.month, said=one.said)


def _names_month_alone(low: str, text: str, found: re.Match[str], left: str) -> bool:
    """«в мае», «в конце мая», «март 2023»; not the name Марта, nor the verb may."""
    if _PART.search(left):
        return True
    if _DAY.search(left) or _DAY_IN_WORDS.search(left):
        return False
    year = _YEAR.match(low, _stop(found))
    is_capital = text[found.start()].isupper()
    if not year and is_capital != found[0].isascii():
        return False
    return bool((_IN_MONTH.search(left) and len(found[0]) > 3 - (found[0] in {"май", "мае", "may"})) or year)


def _stop(found: re.Match[str]) -> int:
    """Where a month's word ends: a stop belongs to an abbreviation alone."""
    return found.end() if found[0].rstrip(".") in _ABBREVIATED else found.end() - found[0].count(".")


def _with_year(low: str, moment: Moment) -> Moment:
    """The same date with the year that follows it, in digits or in words."""
    found = _YEAR.match(low, moment.end)
    if not found:
        return moment
    said = cast(Said, next((key for key in SAID if found[key]), "this" if found["this_short"] else ""))
    short = found["short"] or found["tick"]
    year = int(found["year"]) if found["year"] else _century(int(short)) if short else None
    end = moment.end + len(found[0].rstrip())
    return Moment(moment.start, end, year=year, month=moment.month, day=moment.day, said=said)


def _century(short: int) -> int:
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
                year = _century(year)
            if 1 <= number <= 12 and (day is None or 1 <= day <= 31):
                yield Moment(*found.span(), year=year, month=number, day=day)


def _by_year(low: str) -> Iterator[Moment]:
    for found in _BARE_YEAR.finditer(low):
        if not _is_range(low, found) and _is_year(low, found):
            yield Moment(*found.span(), year=int(found["year"]))
    for found in _BORN_IN.finditer(low):
        yield Moment(found.start(), found.end("year"), year=_century(int(found["year"])))
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
    if found["year"] < "2009" and left.endswith(", ") and low[found.end() : found.end() + 1] in {",", ";"}:
        return True  # «ПОЛЫНЬ Игнат, 1999, Заречье»
    before = _BEFORE_YEAR.search(left[left.rfind("\n") + 1 :])
    word = before["word"] if before else None
    if word in _IN:
        return True
    closes = bool(_YEAR_CLOSES.match(low, found.end("year")))
    return closes and before is not None and (word is None or bool(_MAY_PRECEDE.fullmatch(word)))
