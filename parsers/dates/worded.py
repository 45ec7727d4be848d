"""Years in words behind a month: «мая девяносто пятого», «августа двадцать четвёртого»."""

import re

_UNITS = ("", "перв", "втор", "трет", "четв", "пят", "шест", "седьм", "восьм", "девят")
_UNIT = r"(?:перв|втор|трет|четв[её]рт|пят|шест|седьм|восьм|девят)(?:ого|ьего|ом|ьем)"
_TENS = {"шестьдесят": 1960, "семьдесят": 1970, "восемьдесят": 1980, "девяносто": 1990, "двадцать": 2020}
_ROUND = {"шестидесятого": 1960, "семидесятого": 1970, "восьмидесятого": 1980, "девяностого": 1990}
_TENFOLD = "|".join(_TENS)

WORDED_YEAR = (
    rf"(?:тысяча\s+девятьсот\s+|две\s+тысячи\s+)?(?:(?:{_TENFOLD})\s+{_UNIT}|{'|'.join(_ROUND)})(?!\w)|"
    rf"двухтысячного|две\s+тысячи\s+{_UNIT}"
)
"""A pattern for a year in the genitive or the prepositional."""


def worded_year(text: str) -> int | None:
    """The year that words say.

    >>> worded_year("девяносто пятого"), worded_year("двадцать четвёртого"), worded_year("две тысячи первого")
    (1995, 2024, 2001)
    """
    *before, last = re.split(r"\s+", text.strip())
    if last in _ROUND:
        return _ROUND[last]
    if last == "двухтысячного":
        return 2000
    unit = next((n for n, stem in enumerate(_UNITS) if stem and last.startswith(stem)), None)
    base = _TENS.get(before[-1], 2000 if before[-1] == "тысячи" else 0) if before else 0
    return base + unit if unit is not None and base else None
