"""Numbers as words: «двадцати двух», «двадцать второго», «двадцатидвухлетний», "twenty-two"."""

import re

_CARDINAL_UNITS = {
    1: "один одного одному одним одном одна одну",
    2: "два две двух двум двумя",
    3: "три трёх трем трём тремя трех",
    4: "четыре четырёх четырех четырём четырем четырьмя",
    5: "пять пяти пятью",
    6: "шесть шести шестью",
    7: "семь семи семью",
    8: "восемь восьми восемью",
    9: "девять девяти девятью",
}
_CARDINAL_TEENS = {
    10: "десять десяти",
    11: "одиннадцать одиннадцати",
    12: "двенадцать двенадцати",
    13: "тринадцать тринадцати",
    14: "четырнадцать четырнадцати",
    15: "пятнадцать пятнадцати",
    16: "шестнадцать шестнадцати",
    17: "семнадцать семнадцати",
    18: "восемнадцать восемнадцати",
    19: "девятнадцать девятнадцати",
}
_CARDINAL_TENS = {
    20: "двадцать двадцати двадцатью twenty",
    30: "тридцать тридцати тридцатью thirty",
    40: "сорок сорока forty",
    50: "пятьдесят пятидесяти fifty",
    60: "шестьдесят шестидесяти sixty",
    70: "семьдесят семидесяти seventy",
}
_ENGLISH = "one two three four five six seven eight nine".split()  # noqa: SIM905
_ORDINALS = {
    1: "перв", 2: "втор", 4: "четв[её]рт", 5: "пят", 6: "шест", 7: "седьм", 8: "восьм", 9: "девят",
    10: "десят", 11: "одиннадцат", 12: "двенадцат", 13: "тринадцат",
    14: "четырнадцат", 15: "пятнадцат", 16: "шестнадцат",
    17: "семнадцат", 18: "восемнадцат", 19: "девятнадцат", 20: "двадцат", 30: "тридцат", 40: "сороков",
    50: "пятидесят", 60: "шестидесят", 70: "семидесят",
}  # fmt: skip
_ENDINGS = "(?:ый|ой|ого|ому|ым|ом|ое|ая|ую)"
# Ukrainian ordinals are met only as days: «четвертого листопада»
_UKRAINIAN = {
    "першого": 1, "другого": 2, "третього": 3, "четвертого": 4, "п'ятого": 5, "п’ятого": 5, "шостого": 6,
    "сьомого": 7, "восьмого": 8,
    "дев'ятого": 9, "дев’ятого": 9, "десятого": 10, "двадцятого": 20, "тридцятого": 30,
}  # fmt: skip


def _forms(table: dict[int, str]) -> dict[str, int]:
    return {form: value for value, forms in table.items() for form in forms.split()}


_UNITS = _forms(_CARDINAL_UNITS) | {word: place + 1 for place, word in enumerate(_ENGLISH)}
_TENS = _forms(_CARDINAL_TENS)
_CARDINALS = _UNITS | _TENS | _forms(_CARDINAL_TEENS) | {"eighteen": 18, "nineteen": 19}


def _any(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


CARDINAL = rf"(?:(?:{_any(_TENS)})(?:[\s-]+(?:{_any(_UNITS)}))?|(?:{_any(_CARDINALS)}))\b"
"""A pattern for «двадцать два» in any case."""

_STEMS = "|".join(sorted(_ORDINALS.values(), key=len, reverse=True))
_THIRD = "трет(?:ий|ьего|ьему|ьим|ьем|ье|ья|ью)"
_SIMPLE = rf"(?:(?:{_STEMS}){_ENDINGS}|{_THIRD}|{_any(_UKRAINIAN)})"
ORDINAL = rf"(?:(?:двадцать|тридцать|сорок|пятьдесят|шестьдесят|семьдесят|двадцять|тридцять)\s+)?{_SIMPLE}\b"
"""A pattern for «двадцать второго», «сорок втором»."""

# «двадцатидвухлетний»: tens and units in the genitive, glued
_GLUED_TENS = {
    "двадцати": 20,
    "тридцати": 30,
    "сорока": 40,
    "пятидесяти": 50,
    "шестидесяти": 60,
    "семидесяти": 70,
}
_GLUED_UNITS = {
    "одно": 1, "двух": 2, "трёх": 3, "трех": 3, "четырёх": 4, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7,
    "восьми": 8, "девяти": 9,
}  # fmt: skip
_GLUED = re.compile(rf"(?P<tens>{_any(_GLUED_TENS)})?(?P<units>{_any(_GLUED_UNITS)})?")


def cardinal(text: str) -> int | None:
    """The number that cardinal words or digits say: «двадцати двух» → 22.

    >>> cardinal("тридцать три"), cardinal("41"), cardinal("сто")
    (33, 41, None)
    """
    text = text.strip().lower()
    if text.isdecimal():
        return int(text)
    values = [_CARDINALS.get(word) for word in re.split(r"[\s-]+", text)]
    return sum(value or 0 for value in values) if all(values) else None


def ordinal(text: str) -> int | None:
    """The number that ordinal words say: «двадцать первого» → 21."""
    *tens, last = text.strip().lower().split()
    value = _UKRAINIAN.get(last) or (3 if re.fullmatch(_THIRD, last) else _stem_value(last))
    if value is None:
        return None
    return value + sum(_TENS.get(word, {"двадцять": 20, "тридцять": 30}.get(word, 0)) for word in tens)


def _stem_value(word: str) -> int | None:
    for value, stem in _ORDINALS.items():
        if re.fullmatch(stem + _ENDINGS, word):
            return value
    return None


def glued(text: str) -> int | None:
    """The number in the first part of «двадцатидвухлетний», given as «двадцатидвух»; None for other words."""
    text = text.lower()
    teens = _CARDINALS.get(text)
    if teens is not None and teens >= 10:
        return teens
    found = _GLUED.fullmatch(text)
    if not found or not text:
        return None
    return _GLUED_TENS.get(found["tens"] or "", 0) + _GLUED_UNITS.get(found["units"] or "", 0)
