"""When two values of a field agree, and which of two that agree says more."""

from datetime import date

from desk.counting.days import first_day, last_day

DATES = frozenset(
    {"birth_date", "death_date", "funeral_date", "registration_date", "missing_since", "published"}
)
_NAMES = frozenset({"surname", "given", "patronymic"})
_INITIAL = 2
"""Letters of an initial: «А» or «А.»."""


def agree(field: str, one: str, other: str) -> bool:
    """Whether two values may be said of one thing.

    >>> agree("death_date", "2023-05", "2023-05-14"), agree("given", "А.", "Антон")
    (True, True)
    """
    if one == other:
        return True
    if field in DATES:
        return one.startswith(other) or other.startswith(one)
    if field in _NAMES:
        short, long = sorted((_folded(one), _folded(other)), key=len)
        return short == long or (_is_initial(short) and long.startswith(short[0]))
    return False


def exactness(field: str, value: str) -> int:
    """How much a value says beside one that agrees: a day more than a month, a name more than an initial."""
    if field in DATES:
        return len(value)
    if field in _NAMES:
        return 0 if _is_initial(value) else 1
    return 0


def days_apart(one: str, other: str) -> int:
    """The least number of days that lie between two ISO prefixes; 0 if they may be one day."""
    (_, first_ends), (second_begins, _) = sorted(
        ((first_day(prefix), last_day(prefix)) for prefix in (one, other)), key=_first
    )
    return max(0, (second_begins - first_ends).days)


def _is_initial(name: str) -> bool:
    return len(name) <= _INITIAL and (len(name) == 1 or name.endswith("."))


def _folded(name: str) -> str:
    return name.casefold().replace("ё", "е")


def _first(stretch: tuple[date, date]) -> date:
    return stretch[0]
