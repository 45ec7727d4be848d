"""Which year a page means by «7 июня», which day by «вчера»; never after the capture or before the war."""

from datetime import date, datetime, timedelta
from functools import lru_cache

from msgspec import Struct

from parsers.dates.cues import Role
from parsers.dates.moments import Moment
from parsers.dates.reckoning import about, iso_prefix, season, shifted, weekday

WAR_BEGAN = date(2022, 2, 24)
# atlas §7: a farewell is announced up to two weeks ahead; a week more for posts about rescheduling
_AHEAD = timedelta(days=21)
# so long a death is news, whose year is that of the page
_NEWS = timedelta(days=60)
_OF_WAR = frozenset({"death", "battle", "funeral", "missing", "captive", "delivery"})


class Calendar(Struct, frozen=True):
    """The days that a text is read from: its own publication, if known, and the capture."""

    published: date | None
    fetched: date

    def latest(self, role: Role) -> date:
        """The last day that a date of this role can be."""
        known = min(self.published or self.fetched, self.fetched)
        return known + _AHEAD if role in {"funeral", "event"} else known


def published_on(stamp: str | None) -> date | None:
    """A publication's day, if known to the day."""
    if not stamp or len(stamp) < 10:
        return None
    try:
        return datetime.fromisoformat(stamp[:10]).date()
    except ValueError:
        return None


class Beside(Struct, frozen=True):
    """The dates around one in its passage: the last before it, the last of the same role, all by nearness.

    In `near` each has with it whether it stands before. `told` is the last before it in its block
    whose year is written.
    """

    before: str | None = None
    same: str | None = None
    near: tuple[tuple[str, bool], ...] = ()
    told: str | None = None


def resolve(
    one: Moment, role: Role, calendar: Calendar, beside: Beside, *, ahead: bool = False
) -> str | None:
    """The ISO prefix of a date, as exact as the page is; None when its year cannot be known.

    `ahead` says that the page speaks of what is yet to come («похоронят в субботу»).
    """
    value = _resolved(one, role, calendar, beside, ahead)
    return value if value and is_possible(value, role, calendar) else None


def is_possible(value: str, role: Role, calendar: Calendar) -> bool:
    """Whether a date of this role can be: real, of this war where it must be, not after the page."""
    if not _is_real(value):
        return False
    if role in _OF_WAR and value < WAR_BEGAN.isoformat()[: len(value)]:
        return False
    return value <= calendar.latest(role).isoformat()[: len(value)]


def _is_real(value: str) -> bool:
    try:
        date(*(int(part) for part in (value + "-01-01")[:10].split("-")))
    except ValueError:
        return False
    return True


def _resolved(one: Moment, role: Role, calendar: Calendar, beside: Beside, ahead: bool) -> str | None:
    if one.kind == "shift":
        return shifted(calendar.published, one)
    if one.kind == "about":
        return about(calendar.published, one)
    if one.kind == "step":
        if not one.days and not one.years and beside.same:
            return beside.same  # «вместе с ним пали …», of whom only the month is said
        return shifted(_day(_counted_from(one, role, beside)), one)
    if one.kind == "weekday":
        return weekday(one, calendar.published, ahead=ahead)
    if one.kind == "day":
        return _day_of_month(one, role, calendar, beside.before)
    if one.kind == "month":
        return calendar.published.isoformat()[:7] if calendar.published else None
    if one.kind == "season":
        return season(one, calendar.published)
    year = one.year or _year_in_words(one, calendar, beside.before)
    if year is None and one.month is not None:
        year = _year(one, role, calendar, beside)
    return iso_prefix(year, one.month, one.day) if year else None


def _counted_from(one: Moment, role: Role, beside: Beside) -> str | None:
    """«через два дня похоронили B»: of two dates before it the funeral of A, not his death."""
    if beside.same and (not one.days or (role == "funeral" and beside.same > (beside.before or ""))):
        return beside.same
    return beside.before


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value and len(value) == 10 and _is_real(value) else None


def _day_of_month(one: Moment, role: Role, calendar: Calendar, before: str | None) -> str | None:
    """«16-го»: by its weekday; of the month spoken of just before; else the latest such day so far."""
    published = calendar.published
    if one.said == "last" and published:
        month = published.replace(day=1) - timedelta(days=1)
        return iso_prefix(month.year, month.month, one.day)
    if one.weekday is not None and one.day and published:
        around = (published + timedelta(days=shift) for shift in sorted(range(-45, 22), key=abs))
        return next((d.isoformat() for d in around if (d.day, d.weekday()) == (one.day, one.weekday)), None)
    if before and len(before) >= 7:
        value = iso_prefix(int(before[:4]), int(before[5:7]), one.day)
        if value <= calendar.latest(role).isoformat()[: len(value)]:
            return value
    if published is None:
        return None
    month = published.replace(day=1)
    if one.day and one.day > published.day and role != "funeral":
        month = (month - timedelta(days=1)).replace(day=1)
    return iso_prefix(month.year, month.month, one.day)


def _year_in_words(one: Moment, calendar: Calendar, before: str | None) -> int | None:
    if one.said == "same":
        return int(before[:4]) if before else None
    if one.said == "" or calendar.published is None:
        return None
    return calendar.published.year + {"this": 0, "last": -1, "before_last": -2, "next": 1}[one.said]


def _year(one: Moment, role: Role, calendar: Calendar, beside: Beside) -> int | None:
    """Of a date without a year: by its weekday; by the publication; by the dates beside it."""
    years = _possible_years(one.month, one.day, role, calendar)
    by_weekday = [year for year in years if one.weekday is not None and _falls(one, year)]
    if len(by_weekday) == 1:
        return by_weekday[0]
    if calendar.published is not None:
        return _of_told(one, years, calendar.published, beside.told) if years else None
    for other, is_before in beside.near:
        fitting = [
            year for year in years if _is_beside(iso_prefix(year, one.month, one.day), other, is_before)
        ]
        if fitting:
            return fitting[0] if is_before else fitting[-1]
    return None


def _of_told(one: Moment, years: list[int], published: date, told: str | None) -> int:
    """The latest; but of «подписал контракт в феврале 2024 года, в мае погиб», told long after, the next."""
    latest = iso_prefix(years[-1], one.month, one.day)
    if told is None or latest >= (published - _NEWS).isoformat()[: len(latest)]:
        return years[-1]
    following = (year for year in years if _is_beside(iso_prefix(year, one.month, one.day), told, True))
    return next(following, years[-1])


def _is_beside(value: str, other: str, ahead: bool) -> bool:
    """Whether a date follows (or precedes) another within a year."""
    size = min(len(value), len(other))
    value, other = value[:size], other[:size]
    gap = abs(int(value[:4]) - int(other[:4]))
    return gap <= 1 and (value >= other if ahead else value <= other)


@lru_cache(maxsize=4096)
def _possible_years(month: int | None, day: int | None, role: Role, calendar: Calendar) -> list[int]:
    """The years of this war in which such a day is neither before it nor after the page."""
    values = {year: iso_prefix(year, month, day) for year in range(2022, calendar.fetched.year + 1)}
    if role in _OF_WAR:
        return [year for year, value in values.items() if is_possible(value, role, calendar)]
    last = calendar.latest(role).isoformat()
    return [year for year, value in values.items() if _is_real(value) and value <= last[: len(value)]]


def _falls(one: Moment, year: int) -> bool:
    day = _day(iso_prefix(year, one.month, one.day))
    return day is not None and day.weekday() == one.weekday
