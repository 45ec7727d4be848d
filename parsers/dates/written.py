"""Dates with a month in words: «5 мая», «в ночь на 9 октября», «с 15 по 17 ноября», "May 5, 2023"; feasts."""

import re
from collections.abc import Iterator
from typing import cast

import msgspec

from parsers.dates.figures import century, figures
from parsers.dates.lexis import HOLIDAYS, MONTH, SAID, WAR_BEGINS, YEAR_IN_WORDS, number_of
from parsers.dates.moments import Moment, Said
from parsers.dates.numbers import ORDINAL, ordinal
from parsers.dates.worded import WORDED_YEAR, worded_year

_MONTH = re.compile(rf"(?<![\w-])(?:{MONTH})(?![\w-])\.?")
_ABBREVIATED = frozenset(
    (
        *(
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
        ),
        *("jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec"),
    )
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
_AGO = re.compile(r"(?<!\w)(?:(?P<two>два|2)\s+года|год)\s+(?:тому\s+)?назад\s*[,(—–-]?\s*$")
_IN_MONTH = re.compile(
    r"(?:(?<!\w)(?:в|во|за|к|с|до|на|по|у|ещё|еще|уже|весь|месяц|in|since|during|until|last|of|з|із|від)\s+|"
    r"[—–:(|]\s*|^)$"
)
# «в том же июне», «в прошлом мае»
_SAME_MONTH = re.compile(r"(?<!\w)(?:том|этом|того|этого)\s+же\s+$")
_SUCH_MONTH = re.compile(r"(?<!\w)(?:этом|нынешнем|прошлом|минувшем|прошедшем)\s+$")
_YEAR = re.compile(
    rf",?\s*(?:(?:\(\s*)?(?P<year>(?:19|20)\d\d)(?!\d)(?:-?(?:ого|его|го|ом|м|й|х))?(?:\s*(?:года|году|год|"
    rf"гг?(?!\.?\s?р\b)\b\.?|р\.(?!\s?н)|року))?|"
    rf"(?P<short>\d\d)(?:-?го\b(?:\s+года)?|\s*(?:года|г(?!\.?\s?р\b)\b\.?))|[’'](?P<tick>\d\d)\b|"
    rf"{YEAR_IN_WORDS}\s*(?:года|году|г\.|року|year)|(?P<this_short>с\.\s?г\.)|"
    rf"(?P<worded>{WORDED_YEAR})(?:\s+год[ау])?)"
)
_ENGLISH_DAY = re.compile(r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\d:])(?:,?\s+(?P<year>20\d\d|19\d\d)\b)?")
_FEASTS = [(re.compile(pattern), month, day) for pattern, month, day in HOLIDAYS]
_WAR_BEGINS = re.compile(WAR_BEGINS)


def written(low: str, text: str) -> Iterator[Moment]:
    """Dates that name a month, a year or a feast. `low` is the text in lower case, of the same length."""
    yield from _by_month_word(low, text)
    yield from figures(low)
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
            said: Said = "same" if _SAME_MONTH.search(left) else ""
            yield _with_year(low, Moment(found.start(), _stop(found), month=month, said=said))


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
    if one.year is None and not one.said:
        one = msgspec.structs.replace(one, said=_years_ago(left[: (digits or words).start()]))  # type: ignore[union-attr]
    if digits and digits["other"] and 1 <= int(digits["other"]) <= 31:
        yield from _joined(one, int(digits["other"]), digits["joint"].strip(), begin - len(digits["joint"]))
        return
    yield one


def _years_ago(left: str) -> Said:
    """«год назад, 3 мая», «два года назад, 3 мая»: which year the words before a date say."""
    found = _AGO.search(left)
    if not found:
        return ""
    return "before_last" if found["two"] else "last"


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
    if _PART.search(left) or _SAME_MONTH.search(left) or _SUCH_MONTH.search(left):
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
    year = int(found["year"]) if found["year"] else century(int(short)) if short else None
    year = worded_year(found["worded"]) if found["worded"] else year
    end = moment.end + len(found[0].rstrip())
    return Moment(moment.start, end, year=year, month=moment.month, day=moment.day, said=said)
