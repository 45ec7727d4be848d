"""Days as pages write them beside a headline, in their addresses and in their metadata.

Not for dates inside an article's sentences, which need their context: that is the fields' part.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from msgspec import Struct

_MONTHS = (
    ("янв", "jan", "січ"),
    ("фев", "feb", "лют"),
    ("мар", "mar", "бер"),
    ("апр", "apr", "кві"),
    ("ма[йя]", "may", "тра"),
    ("июн", "jun", "чер"),
    ("июл", "jul", "лип"),
    ("авг", "aug", "сер"),
    ("сен", "sep", "вер"),
    ("окт", "oct", "жов"),
    ("ноя", "nov", "лис"),
    ("дек", "dec", "гру"),
)
_STEMS = tuple(re.compile("|".join(stems)) for stems in _MONTHS)
_MONTH = r"(?P<month>(?:" + "|".join(stem for stems in _MONTHS for stem in stems) + r")[а-яёa-zіїє]{0,8})\.?"

# 2022-03-24T11:00:00+03:00, 2025-11-27, 2023/05/14
_ISO = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<s>[-/.])(?P<month>\d{1,2})(?P=s)(?P<day>\d{1,2})(?!\d)")
# 08.04.2022, 17-03-2023, 23/08/2022, 22.08.22
_NUMERIC = re.compile(
    r"(?<![\d.])(?P<day>\d{1,2})(?P<s>[-/.])(?P<month>\d{1,2})(?P=s)(?P<year>(?:19|20)\d\d|(?<=\d\.)\d\d)(?![\d])"
)
# 3 Апреля 2022, 05 Мар 2022, «25 октября 202225 окт 2022» (glued), 8 квітня 2022 року
_DAY_MONTH_YEAR = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:-?го|st|nd|rd|th)?\s+{_MONTH},?\s+(?P<year>(?:19|20)\d\d)(?=\D|$|\d{{1,2}}\s[а-я])",
    re.I,
)
# Март 7, 2022; April 3, 2022
_MONTH_DAY_YEAR = re.compile(rf"\b{_MONTH}\s+(?P<day>\d{{1,2}}),?\s+(?P<year>(?:19|20)\d\d)(?!\d)", re.I)
# «14:02 27 ноября», «6 августа, 10:32», «11 фев в 19:30»
_DAY_MONTH = re.compile(rf"(?<![\d.])(?P<day>\d{{1,2}})\s+{_MONTH}(?![а-яёa-z])(?!,?\s+\d{{4}})", re.I)
# «сегодня, 10:20», «вчера в 9:05»
_RELATIVE_DAY = re.compile(
    r"\b(?P<word>сегодня|вчера|позавчера|сьогодні|вчора|today|yesterday),?\s*(?:в\s|о\s|at\s)?\s*\d{1,2}[:.]\d\d",
    re.I,
)
# «5 часов назад», «2 дня назад»
_AGO = re.compile(r"\b(?P<count>\d{1,3})\s+(?P<unit>минут|час|дн|ден|день|недел)[а-я]*\s+назад", re.I)
_DAYS_BACK = {"вчера": 1, "вчора": 1, "yesterday": 1, "позавчера": 2}
_UNITS = {"минут": timedelta(minutes=1), "час": timedelta(hours=1), "недел": timedelta(weeks=1)}

# /2022/03/24/, /2023-11-19/, /20230131101455/, /20230407/, /14-11-2022/, news-2023-06-23-118
_IN_PATH = (
    re.compile(r"(?<!\d)(?P<year>20\d\d)(?P<s>[-/_.])(?P<month>\d{1,2})(?P=s)(?P<day>\d{1,2})(?!\d)"),
    re.compile(r"(?<!\d)(?P<day>\d{1,2})(?P<s>[-/_.])(?P<month>\d{1,2})(?P=s)(?P<year>20\d\d)(?!\d)"),
    re.compile(
        r"(?<!\d)(?P<year>20\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:[0-2]\d[0-5]\d(?:[0-5]\d)?)?(?!\d)"
    ),
)
_UTC = re.compile(r"[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]00:?00)$")


class Day(Struct, frozen=True):
    """A day on a page. `exact` is False where the page omits the year and the fetch supplied it."""

    value: str
    start: int
    end: int
    exact: bool = True


def days(text: str, now: datetime) -> list[Day]:
    """The days that a line states, in the order of the text.

    `now` is when the page was fetched: «вчера» counts from it, a day without a year is the last such day.

    >>> [day.value for day in days("Опубликовано 05 Мар 2022, 14:01", datetime(2024, 1, 1))]
    ['2022-03-05']
    """
    found: list[Day] = []
    for day in (*_full(text), *_yearless(text, now), *_relative(text, now)):
        if not any(day.start < other.end and other.start < day.end for other in found):
            found.append(day)
    return sorted(found, key=lambda day: day.start)


def day_in_path(path: str) -> str | None:
    """The day that an address carries, or None.

    >>> day_in_path("/mir/20230131101455/vo-vremya")
    '2023-01-31'
    """
    for pattern in _IN_PATH:
        for match in pattern.finditer(path):
            value = _iso(match["year"], int(match["month"]), match["day"])
            if value:
                return value
    return None


def is_utc(stamp: str) -> bool:
    """Whether a machine's time stamp is in UTC, so that its day need not be the page's own."""
    return bool(_UTC.search(stamp.strip()))


def month_of(word: str) -> int | None:
    """1 to 12 for a month's name in Russian, Ukrainian or English, whole or cut, or None."""
    low = word.lower()
    return next((number for number, stem in enumerate(_STEMS, 1) if stem.match(low)), None)


def _full(text: str) -> Iterator[Day]:
    for pattern in (_ISO, _DAY_MONTH_YEAR, _MONTH_DAY_YEAR, _NUMERIC):
        for match in pattern.finditer(text):
            month = int(match["month"]) if match["month"].isdigit() else month_of(match["month"])
            value = _iso(match["year"], month, match["day"])
            if value:
                yield Day(value, match.start(), match.end())


def _yearless(text: str, now: datetime) -> Iterator[Day]:
    for match in _DAY_MONTH.finditer(text):
        for year in (now.year, now.year - 1):
            value = _iso(str(year), month_of(match["month"]), match["day"])
            if value and value <= (now + timedelta(days=1)).date().isoformat():
                yield Day(value, match.start(), match.end(), exact=False)
                break


def _relative(text: str, now: datetime) -> Iterator[Day]:
    for match in _RELATIVE_DAY.finditer(text):
        back = _DAYS_BACK.get(match["word"].lower(), 0)
        yield Day((now - timedelta(days=back)).date().isoformat(), match.start(), match.end())
    for match in _AGO.finditer(text):
        unit = _UNITS.get(match["unit"].lower(), timedelta(days=1))
        yield Day((now - unit * int(match["count"])).date().isoformat(), match.start(), match.end())


def _iso(year: str, month: int | None, day: str) -> str | None:
    """The ISO day, or None for a day that no calendar has."""
    full = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        return date(full, month or 0, int(day)).isoformat()
    except ValueError:
        return None
