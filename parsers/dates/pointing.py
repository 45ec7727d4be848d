"""Dates by reference: «вчера», «в минувшую субботу», «через три дня», «год назад», «16-го»."""

import re
from collections.abc import Iterator

from parsers.dates.lexis import WEEKDAY, number_of
from parsers.dates.moments import Moment, Said
from parsers.dates.numbers import CARDINAL, ORDINAL, cardinal, ordinal

_SHIFTS = {
    "сегодня": 0, "сьогодні": 0, "today": 0, "вчера": -1, "вчора": -1, "yesterday": -1, "накануне": -1,
    "напередодні": -1, "позавчера": -2, "завтра": 1, "tomorrow": 1, "послезавтра": 2,
}  # fmt: skip
# «накануне отъезда», «накануне Нового года» do not count from the publication
_SHIFT = re.compile(
    rf"(?<![\w.])(?=\w)(?P<word>{'|'.join(sorted(_SHIFTS, key=len, reverse=True))})(?![\w»])"
    r"(?!\s+(?:нов|дня\b|праздник|отъезд|войны|сво\b|отправк|гибели|смерти|боя\b|рождеств|побед|его\b|своего|"
    r"этого))"
)
_AGO = re.compile(
    rf"(?<!\w)(?=\w)(?:(?P<exactly>ровно)\s+)?(?:(?P<count>\d{{1,2}}|{CARDINAL})\s+)?(?P<unit>дн(?:я|ей)|день|"
    rf"год(?:а|у)?|лет|years?|days?)\s+"
    r"(?:тому\s+)?(?:назад|ago)(?!\w)"
)
_WEEK = {
    "last": r"минувш\w+|прошл\w+|прошедш\w+|last",
    "next": r"ближайш\w+|следующ\w+|будущ\w+|next",
    "this": r"эт[уо]т?|this",
}
_WEEKDAY = re.compile(
    r"(?<!\w)(?=\w)(?P<before>(?:в|во|на|к|с|до|on|у)\s+)?(?:(?:"
    + "|".join(f"(?P<{key}>{forms})" for key, forms in _WEEK.items())
    + rf")\s+)?(?:{WEEKDAY})(?!\w)"
)
_STEP = re.compile(
    rf"(?<!\w)(?=\w)(?:(?P<next>на\s+следующий\s+(?:же\s+)?день|назавтра|наутро|день\s+спустя|дн[её]м\s+позже|"
    rf"через\s+день|the\s+next\s+day)|"
    rf"(?P<back>дн[её]м\s+ранее|дн[её]м\s+раньше|за\s+день\s+до\s+(?:этого|того)|a\s+day\s+(?:before|"
    rf"earlier))|"
    rf"(?P<same>в\s+(?:тот|этот)\s+же\s+(?:самый\s+)?день|в\s+(?:тот|этот)\s+день|the\s+same\s+day)|"
    rf"(?P<beside>(?:вместе|рядом)\s+с\s+ним(?=\s+(?:\w+\s+)?(?:погиб|пал|сгорел|убит|л[её]г))|в\s+том\s+же\s+бою|в\s+ту\s+же\s+(?:ночь|минуту|секунду)|тогда\s+же)|"
    rf"(?P<ahead>(?:через|спустя)\s+(?P<count>\d{{1,2}}|{CARDINAL})\s+(?:дн[яей]+|суток|сутки))|"
    rf"(?P<later>(?P<count_later>\d{{1,2}}|{CARDINAL})\s+(?:дн[яей]+|днями|суток|сутками)\s+(?:спустя|позже|позднее))|"
    rf"(?P<week>через\s+неделю|неделю\s+спустя|спустя\s+неделю|ровно\s+через\s+неделю|неделей\s+(?:позже|позднее))(?!\s+после)|"
    rf"(?P<year>ровно\s+(?:через\s+год|год\s+спустя|спустя\s+год)))(?!\w)"
)
_DAY = re.compile(
    r"(?<![\w.,:№-])(?P<day>\d{1,2})-?(?:го|ого)"
    r"(?:\s+числа\b(?:\s+(?P<before>прошлого|минувшего|прошедшего)\s+месяца)?|(?=\s*(?:[,.;:!?)—–]|$|(?:утром|вечером|днём|ночью|и|а|в|во|на|под|у|около|возле|после|при)\b)))|"
    rf"(?<!\w)(?=\w)(?P<words>{ORDINAL})(?=,?\s+(?:числа|утром|вечером|днём|ночью)\b)|"
    rf"(?:(?<=накануне,\s)|(?<=вчера,\s)|(?<=сегодня,\s)|(?<=завтра,\s)|(?<=позавчера,\s))(?P<closed>{ORDINAL})(?=[.,;!?]|$)|"
    rf"(?<!\w)(?=\w)(?P<alone>(?:двадцать\s|тридцать\s)?(?!перв|втор|трет){ORDINAL})"
    r"(?<=ого)(?=\s*(?:[,.;!?…]|$)|\s+(?:её|его|их|он|она|мы|они|над|под|у|в|во|около|возле)\b)|"
    r"(?<![\w.,:])(?P<number>\d{1,2})\s+числа\b(?:\s+(?P<gone>прошлого|минувшего|прошедшего)\s+месяца)?",
    re.MULTILINE,
)
_BETWEEN = re.compile(
    rf"(?<!\w)между\s+(?:{ORDINAL}|\d{{1,2}}-?м)\s+и\s+(?:{ORDINAL}|"
    rf"\d{{1,2}}-?м)(?:\s+числами)?(?!\s+[а-яё]+(?:ом|ем)\b)"
)


# «в начале месяца», «в этом месяце»: some day of the month of the publication
_THIS_MONTH = re.compile(
    r"(?<!\w)(?:в\s+(?:(?:самом\s+)?начале|середине|первых\s+числах)\s+(?:этого\s+|текущего\s+)?месяца|"
    r"в\s+этом\s+месяце)(?!\w)"
)
# «на прошлой неделе», «на минувших выходных»
_LAST_WEEK = re.compile(
    r"(?<!\w)на\s+(?:прошл|минувш|прошедш)(?:ой\s+неделе|ых\s+выходных|их\s+выходных)(?!\w)"
)
# winter lies in two years
_SEASON = re.compile(
    r"(?<!\w)(?=\w)(?:(?P<m3>весной|весны)|(?P<m6>летом|(?<=в\sтечение\s)лета)|(?P<m9>осенью|осени))(?!\w)"
)


def pointing(low: str) -> Iterator[Moment]:
    """Dates that count from the publication or from another date, in a text in lower case."""
    for found in _SHIFT.finditer(low):
        yield Moment(*found.span(), kind="shift", days=_SHIFTS[found["word"]])
    for found in _AGO.finditer(low):
        yield from _ago(found)
    for found in _ANNIVERSARY.finditer(low):
        yield from _anniversary(found)
    for found in _WEEKDAY.finditer(low):
        yield _weekday(found)
    for found in _LAST_WEEK.finditer(low):
        yield Moment(*found.span(), kind="about")
    for found in _SEASON.finditer(low):
        yield Moment(*found.span(), kind="season", month=number_of(found, "m"))
    for found in _STEP.finditer(low):
        yield _step(found)
    for found in _DAY.finditer(low):
        worded = found["words"] or found["closed"] or found["alone"]
        day = ordinal(worded) if worded else int(found["day"] or found["number"])
        if day is not None and 1 <= day <= 31:
            is_past = found["before"] or found["gone"]
            yield Moment(*found.span(), kind="day", day=day, said="last" if is_past else "")
    for found in _THIS_MONTH.finditer(low):
        yield Moment(*found.span(), kind="month")
    for found in _BETWEEN.finditer(low):
        yield Moment(*found.span(), kind="day")


# «завтра исполнится два года, как не стало», «сорок дней, как нет моего мужа»
_ANNIVERSARY = re.compile(
    rf"(?<!\w)(?:(?P<word>сегодня|завтра|вчера)\s+)?(?:(?P<said>исполн(?:ится|илось|яется)|будет|минул[ои]?|прошло|ровно)\s+)?"
    rf"(?:(?P<count>\d{{1,2}}|{CARDINAL})\s+)?(?P<unit>дн(?:я|ей)|год(?:а)?|лет)(?=,?\s+как\s+(?:\w+\s+)?(?:нет|не\s+стало|погиб|уш[её]л|схоронил|похоронил))"
)


def _anniversary(found: re.Match[str]) -> Iterator[Moment]:
    """Years count exactly where they are said to be full today; the fortieth day is kept to the day."""
    count = cardinal(found["count"]) if found["count"] else 1
    shift = _SHIFTS.get(found["word"] or "", 0)
    if count and found["unit"].startswith("д") and count in _KEPT_DAYS:
        yield Moment(*found.span(), kind="shift", days=shift - count)
    elif count and found["unit"][0] in "гл" and (found["word"] or found["said"]):
        yield Moment(*found.span(), kind="shift", days=shift, years=-count)


_KEPT_DAYS = frozenset({9, 40})


def _ago(found: re.Match[str]) -> Iterator[Moment]:
    """Days are exact; years only when the page says so («ровно год назад»)."""
    count = cardinal(found["count"]) if found["count"] else 1
    if count is None:
        return
    if found["unit"][0] in "гly":
        if found["exactly"]:
            yield Moment(*found.span(), kind="shift", years=-count)
        return
    yield Moment(*found.span(), kind="shift", days=-count)


def _weekday(found: re.Match[str]) -> Moment:
    said: Said = "last" if found["last"] else "next" if found["next"] else "this" if found["this"] else ""
    is_said = bool(found["before"] or said or found[0].endswith(("ком", "гом")))  # «дождливым вторником»
    return Moment(
        *found.span(), kind="weekday", weekday=number_of(found, "w"), said=said, days=0 if is_said else 1
    )


def _step(found: re.Match[str]) -> Moment:
    if found["year"]:
        return Moment(*found.span(), kind="step", years=1)
    count = cardinal(found["count"] or found["count_later"] or "")
    days = {"next": 1, "back": -1, "same": 0, "beside": 0, "week": 7}
    named = next((days[key] for key in days if found[key]), None)
    return Moment(*found.span(), kind="step", days=named if named is not None else count or 0)
