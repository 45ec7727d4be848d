"""Every wording of an age: stated, in words, on the N-th year of life, short of a birthday."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from parsers.dates.age_traps import is_earlier, is_kins, is_of_something, is_span_of_time
from parsers.dates.age_wordings import (
    ADJECTIVE,
    AFTER_NAME,
    ANNIVERSARY,
    APPOSED,
    COUNTED,
    DIED_AT,
    FOR_EVER,
    IN_AGE,
    IN_BRACKETS,
    LIST,
    MISSED,
    REACHED,
    SHORT,
    TO_HIM,
    WAS,
    WAS_AFTER,
    YEAR_OF_LIFE,
    YEAR_OLD,
)
from parsers.dates.numbers import cardinal, glued, ordinal

# the youngest called up are 18 (17 with a cadet's contract), the oldest volunteers about 70
_YOUNGEST, _OLDEST = 17, 75


class Age(Struct, frozen=True):
    """An age as written; `years` are completed ones; `birthday` is the age a birthday made or would make."""

    start: int
    end: int
    years: int
    rule: str
    lean: Literal["before", "after", "any"] = "any"
    confidence: float = 0.9
    birthday: int | None = None
    listed: tuple[int, ...] = ()


def ages(low: str, named: Sequence[tuple[int, int]]) -> list[Age]:
    """Ages of a text in lower case, the surest kinds first, no two overlapping; `named` are names."""
    kept: list[Age] = []
    taken = bytearray(len(low))
    for one in (
        *_stated(low),
        *_short(low),
        *_anniversaries(low),
        *_listed(low),
        *_after_names(low, named),
        *_counted(low),
    ):
        if (
            not any(taken[one.start : one.end])
            and _YOUNGEST <= one.years <= _OLDEST
            and not _is_elses(low, one)
        ):
            kept.append(one)
            taken[one.start : one.end] = bytes([1]) * (one.end - one.start)
    return kept


def _stated(low: str) -> Iterator[Age]:
    for found in ADJECTIVE.finditer(low):
        years = int(found["digits"]) if found["digits"] else glued(found["words"])
        if years is not None and not is_of_something(low, found.end()):
            yield Age(*found.span(), years, "age.stated", "after", 0.95)
    for found in YEAR_OF_LIFE.finditer(low):
        years = _ordinal(found["at"] or found["going"])
        if years is not None:
            yield Age(*found.span(), years - 1, "age.year_of_life", confidence=0.92)


def _short(low: str) -> Iterator[Age]:
    """«не дожил до двадцати четырёх», «исполнилось бы 42»."""
    for found in SHORT.finditer(low):
        years = cardinal(found["n"] or found["yet"] or found["under"] or found["would"] or found["soon"])
        if years is not None:
            birthday = years if found["would"] or found["soon"] else None
            yield Age(*found.span(), years - 1, "age.short_of_birthday", confidence=0.85, birthday=birthday)


def _anniversaries(low: str) -> Iterator[Age]:
    """«не дожил до 26-летия», «успел отметить двадцатипятилетие», "before his 22nd birthday"."""
    for found in ANNIVERSARY.finditer(low):
        years = glued(found["glued"]) if found["glued"] else _ordinal(found["digits"] or found["ordinal"])
        around = _sentence_around(low, *found.span())
        if years is None or not (MISSED.search(around) or REACHED.search(around)):
            continue
        if MISSED.search(around):
            yield Age(*found.span(), years - 1, "age.short_of_birthday", confidence=0.85, birthday=years)
        else:
            yield Age(*found.span(), years, "age.birthday", confidence=0.85, birthday=years)


def _after_names(low: str, named: Sequence[tuple[int, int]]) -> Iterator[Age]:
    """«Игорю — 23», «Фирсом Полынью, 41», «Денис (26 лет)»."""
    for _, end in named:
        found = IN_BRACKETS.match(low, end) or AFTER_NAME.match(low, end) or _apposed(low, end)
        said = next((name for name in ("n", "closed") if found and found.groupdict().get(name)), "n")
        years = cardinal(found[said]) if found else None
        if found and re.search(r"\bпо\s+$", low[end : found.start(said)]):
            continue  # «A и B было по 20 лет» is of both
        if found and years is not None and not is_span_of_time(low, found.start(said), found.end()):
            yield Age(found.start(said), found.end(said), years, "age.after_name", "before", 0.89)


def _apposed(low: str, end: int) -> re.Match[str] | None:
    """«A, мобилизованного, 35, …»; of «A, сын B, 35, …» the number is nobody's."""
    found = APPOSED.match(low, end)
    return found if found and not is_of_something(low, end) else None


def _listed(low: str) -> Iterator[Age]:
    """«A, B и C: 29, 34 и 40 лет»."""
    for found in LIST.finditer(low):
        listed = tuple(int(number) for number in re.findall(r"\d\d", found["n"]))
        yield Age(*found.span(), listed[0], "age.listed", confidence=0.85, listed=listed)


def _counted(low: str) -> Iterator[Age]:
    """«ему было 22», «в возрасте 31 года»; last and least sure, any other number of years."""
    for pattern in (YEAR_OLD, IN_AGE, DIED_AT, TO_HIM, FOR_EVER, WAS, WAS_AFTER, COUNTED):
        rule, confidence = ("age.counted", 0.7) if pattern is COUNTED else ("age.stated", 0.88)
        for found in pattern.finditer(low):
            years = cardinal(found["n"])
            if years is None or is_span_of_time(low, found.start("n"), found.end()):
                continue
            birthday = years if re.search("исполнил|стукну", found[0]) else None
            yield Age(found.start("n"), found.end(), years, rule, "any", confidence, birthday)


def _is_elses(low: str, one: Age) -> bool:
    if one.lean != "before" and is_kins(low, one.start):
        return True
    return (
        one.rule in {"age.counted", "age.stated"}
        and one.lean == "any"
        and is_earlier(low, one.start, one.end)
    )


def _sentence_around(low: str, start: int, end: int) -> str:
    left = re.split(r"[.!?\n]\s*", low[max(0, start - 90) : start])[-1]
    return left + low[start:end] + re.split(r"[.!?\n]", low[end : end + 90])[0]


def _ordinal(text: str) -> int | None:
    digits = re.match(r"\d+", text)
    return int(digits[0]) if digits else ordinal(text)
