"""When a man signed or was called up, as far as a clause says: before the invasion, after it, or unsaid."""

import re
from typing import Literal

Side = Literal["before", "after"]

INVASION = (2022, 2)
MOBILISATION = (2022, 9)

_YEAR = re.compile(
    r"(?<![\d.])(?:(?:19|20)\d\d|(?P<short>\d\d)-(?:м|го|ом))(?=\D|$)(?!-?(?:го|й)?\s?(?:года?\s)?(?:г\.?\s?р\b|рожд|р\.))"
)
_SPELLED = re.compile(r"двадцать\s(?P<one>перв|втор|трет|четверт|пят)[а-я]{2,3}\b")
_SPELLED_YEARS = {"перв": 2021, "втор": 2022, "трет": 2023, "четверт": 2024, "пят": 2025}
_OTHER_YEAR = re.compile(
    r"(?P<this>(?:этого|нынешнего|текущего|сего)\sгода|в\sэтом\sгоду|эт(?:им|ой|ого)\s(?:весной|летом|осенью|зимой|январ[а-я]+|феврал[а-я]+|март[а-я]+|апрел[а-я]+|ма[а-я]+|июн[а-я]+|июл[а-я]+)\b|нынешн(?:ей|им)\s(?:весной|"
    r"летом|осенью|зимой)|this\syear)|"
    r"(?P<before_last>позапрошл[а-я]+|два\sгода\sназад)|"
    r"(?P<last>прошл(?:ого|ом)\sгод[ау]|прошл(?:ой|ым|ую|ое|ом)\s[а-я]+|год\sназад|"
    r"минувш[а-я]+\s(?:весной|летом|осенью|зимой)|last\s(?:year|summer|autumn|fall|winter|spring))"
)
_MONTH = re.compile(
    r"\b(?:(?P<m1>январ|january)|(?P<m2>феврал|february)|(?P<m3>март|march)|(?P<m4>апрел|april)|"
    r"(?P<m5>ма[йяе]\b|may\b)|(?P<m6>июн|june)|(?P<m7>июл|july)|"
    r"(?P<m8>август|august)|(?P<m9>сентябр|september)|(?P<m10>октябр|october)|(?P<m11>ноябр|"
    r"november)|(?P<m12>декабр|december)|"
    r"(?P<s4>весн)|(?P<s7>лет(?:о|ом|а)\b)|(?P<s10>осен)|(?P<s1>зим))"
)
_BEFORE_WAR = re.compile(
    r"\bдо\s(?:начала|войны|сво|спецоперации|специальной|вторжения|боевых)|перед\s(?:началом|"
    r"войной|вторжением)|с\sпервых\sдней\sсво\sслужил"
)
_AFTER_WAR = re.compile(
    r"в\sпервые\s(?:дни|недели|месяцы)\s(?:войны|сво|спец|вторжения|боев)|(?:с|после)\s(?:началом|начала|объявлени[а-я]+)\s(?:сво|спецоперации|специальной|войны|"
    r"вторжения|мобилизации|частичной)"
)


def year_month(low: str, published: str | None) -> tuple[int, int | None] | None:
    """The year and the month that a folded clause dates what it tells; a month alone is the last one.

    >>> year_month("в мае этого года подписал бумаги", "2023-07-10")
    (2023, 5)
    """
    month = _month(low)
    year = _year(low, published)
    if year is None and month is not None and published and len(published) >= 7:
        year = int(published[:4]) - (month > int(published[5:7]))
    return (year, month) if year else None


def side(low: str, published: str | None) -> Side | None:
    """Whether what a folded clause tells was before the invasion of 24 February 2022 or after it.

    >>> side("в 2018-м подписал контракт", "2022-05-11")
    'before'
    """
    if _BEFORE_WAR.search(low):
        return "before"
    if _AFTER_WAR.search(low):
        return "after"
    when = year_month(low, published)
    if when is None:
        return None
    year, month = when
    if year == INVASION[0]:
        return "before" if month is not None and month < INVASION[1] else "after"
    return "before" if year < INVASION[0] else "after"


def _year(low: str, published: str | None) -> int | None:
    years = [int((m["short"] and "20" + m["short"]) or m[0]) for m in _YEAR.finditer(low)]
    years = [year for year in years if 1990 <= year <= 2040]
    if years:
        return years[-1]
    spelled = _SPELLED.search(low)
    if spelled:
        return _SPELLED_YEARS[spelled["one"]]
    other = _OTHER_YEAR.search(low)
    if other and published:
        return int(published[:4]) - {"this": 0, "last": 1, "before_last": 2}[other.lastgroup or "this"]
    return None


def _month(low: str) -> int | None:
    match = _MONTH.search(low)
    return int((match.lastgroup or "m0")[1:]) if match else None
