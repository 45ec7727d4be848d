"""Months, weekdays, feasts and the words around them, in Russian, Ukrainian and English, in lower case."""

import re

_MONTHS = (
    "январ[ьяеюём]м?|янв|січ(?:ня|ень|ні)|january|jan",
    "феврал[ьяеюём]м?|февр?|лют(?:ого|ий|ому)|february|feb",
    "март(?:а|е|у|ом)?|мар|берез(?:ня|ень|ні)|march|mar",
    "апрел[ьяеюём]м?|апр|квіт(?:ня|ень|ні)|april|apr",
    "ма[йяею]|маем|трав(?:ня|ень|ні)|may",
    "июн[ьяеюём]м?|июн|черв(?:ня|ень|ні)|june?",
    "июл[ьяеюём]м?|июл|лип(?:ня|ень|ні)|july?",
    "август(?:а|е|у|ом)?|авг|серп(?:ня|ень|ні)|august|aug",
    "сентябр[ьяеюём]м?|сент?|верес(?:ня|ень|ні)|september|sept?",
    "октябр[ьяеюём]м?|окт|жовт(?:ня|ень|ні)|october|oct",
    "ноябр[ьяеюём]м?|нояб?|листопад[аі]?|november|nov",
    "декабр[ьяеюём]м?|дек|груд(?:ня|ень|ні)|december|dec",
)
MONTH = "|".join(f"(?P<m{number}>{forms})" for number, forms in enumerate(_MONTHS, 1))
"""Twelve groups `m1` to `m12`, of which one matches."""

_WEEKDAYS = (
    "понедельник(?:а|у|ом)?|понеділок|monday",
    "вторник(?:а|у|ом)?|вівторок|tuesday",
    "сред[ау]|середу|wednesday",
    "четверг(?:а|у|ом)?|четвер|thursday",
    "пятниц[ау]|п[’']ятницю|friday",
    "суббот[ау]|суботу|saturday",
    "воскресень[ею]|неділю|sunday",
)
WEEKDAY = "|".join(f"(?P<w{number}>{forms})" for number, forms in enumerate(_WEEKDAYS))
"""Seven groups `w0` (Monday) to `w6`."""

HOLIDAYS: tuple[tuple[str, int, int], ...] = (
    (r"новогодн(?:юю|яя|ей)\s+ноч[ьи]|ночь\s+на\s+новый\s+год|перв\w+\s+минут\w*\s+нового\s+года", 1, 1),
    (r"(?<=в\s)новый\s+год|new\s+year[’']?s?\s+day", 1, 1),
    (r"(?<=в\s)рождество|(?<=на\s)рождество|рождественскую\s+ночь", 1, 7),
    (r"(?<=в\s)крещение|(?<=на\s)крещение|крещенскую\s+ночь", 1, 19),
    (r"день\s+защитника\s+отечества", 2, 23),
    (r"международный\s+женский\s+день", 3, 8),
    (r"(?<=в\s)день\s+победы|victory\s+day", 5, 9),
    (r"(?<=в\s)день\s+россии", 6, 12),
    (r"(?<=в\s)день\s+знаний", 9, 1),
    (r"(?<=в\s)день\s+народного\s+единства", 11, 4),
    (r"(?<!\w)последний\s+день\s+весны", 5, 31),
    (r"(?<!\w)последний\s+день\s+лета", 8, 31),
    (r"(?<!\w)последний\s+день\s+осени", 11, 30),
    (r"(?<!\w)последний\s+день\s+года", 12, 31),
    (r"(?<!\w)первый\s+день\s+весны", 3, 1),
    (r"(?<!\w)первый\s+день\s+лета", 6, 1),
    (r"(?<!\w)первый\s+день\s+осени", 9, 1),
    (r"(?<!\w)первый\s+день\s+зимы", 12, 1),
)
"""Feasts that fall on the same day every year, with month and day."""

WAR_BEGINS = r"перв(?:ый|ого)\s+(?:же\s+)?д(?:ень|ня)\s+(?:спецопераци|сво\b|войны|вторжения|специальной)"
"""«В первый же день спецоперации»: 24 February 2022."""

SAID: dict[str, str] = {
    "this": r"этого|нынешнего|текущего|сего|этом|нынешнем|текущем|цього|this",
    "last": r"прошлого|минувшего|прошедшего|прошлом|минувшем|прошедшем|минулого|last",
    "before_last": r"позапрошлого|позапрошлом",
    "same": r"того\s+же|тот\s+же|этого\s+же|том\s+же|этом\s+же|that(?:\s+same)?",
    "next": r"следующего|следующем",
}
"""A year in words, before «года»."""

YEAR_IN_WORDS = "(?:" + "|".join(f"(?P<{key}>{forms})" for key, forms in SAID.items()) + ")"


def number_of(match: re.Match[str], letter: str) -> int | None:
    """The number of the group `m5` or `w3` that took part in a match; None when none did."""
    found = next((k for k, v in match.groupdict().items() if v and k[0] == letter and k[1:].isdigit()), None)
    return int(found[1:]) if found else None
