"""Days counted from another day: «вчера», «на прошлой неделе», «летом», «в субботу»."""

from datetime import date, timedelta

from parsers.dates.moments import Moment


def iso_prefix(year: int, month: int | None, day: int | None) -> str:
    """The ISO prefix of a date, as far as it is known."""
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if month and day else "")


def shifted(base: date | None, one: Moment) -> str | None:
    """«вчера», «ровно год назад», «через три дня»: so many days or years from a day."""
    if base is None:
        return None
    if one.years:
        base += timedelta(days=one.days)
        return iso_prefix(base.year + one.years, base.month, base.day)
    return (base + timedelta(days=one.days)).isoformat()


def about(base: date | None, one: Moment) -> str | None:
    """«на прошлой неделе» is no day, but a month if the whole week lies in one."""
    if base is None:
        return None
    monday = base - timedelta(days=base.weekday() + 7)
    return monday.isoformat()[:7] if monday.month == (monday + timedelta(days=6)).month else None


def season(one: Moment, published: date | None) -> str | None:
    """«погиб летом»: the year of the last such season that had begun by the publication; no month."""
    if published is None or one.month is None:
        return None
    begun = published.year - (published.month < one.month)
    return str(begun)


def weekday(one: Moment, published: date | None, *, ahead: bool) -> str | None:
    """«в субботу»: the next one of an announced farewell, else the last one; today counts for both."""
    if published is None or one.weekday is None:
        return None
    back = (published.weekday() - one.weekday) % 7
    if one.said == "next":
        return (published + timedelta(days=7 - back)).isoformat()
    if one.said == "last":
        return (published - timedelta(days=back or 7)).isoformat()
    if ahead:
        return (published + timedelta(days=(7 - back) % 7)).isoformat()
    return (published - timedelta(days=back)).isoformat()
