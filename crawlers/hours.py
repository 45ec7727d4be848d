"""The hours of the night in which a source may be visited."""

from datetime import datetime, time, timedelta

NIGHT = timedelta(hours=18)
"""After so long it is another night, however late in a night something was done."""


def is_within(hours: str, now: datetime) -> bool:
    """Whether a moment lies within hours such as `22:00-06:30+03:00`, which may go over midnight.

    The end is not part of it; equal ends are the whole day.
    """
    begin, end = (time.fromisoformat(part) for part in (hours[:5], hours[6:11]))
    zone = datetime.fromisoformat(f"2000-01-01T00:00{hours[11:]}").tzinfo
    local = now.astimezone(zone).time()
    if begin < end:
        return begin <= local < end
    return local >= begin or local < end
