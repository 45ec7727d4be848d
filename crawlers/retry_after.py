"""When a busy server wants to be asked again: Retry-After in both of its forms (RFC 9110 §10.2.3)."""

from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime

DEFAULT = timedelta(minutes=10)
LONGEST = timedelta(days=7)


def retry_at(header: str | None, now: datetime) -> datetime:
    """The moment named by a header such as `120` or `Fri, 13 Feb 2026 07:00:00 GMT`.

    Ten minutes from now if there is none or it cannot be read; at least a second, at most a week from now.
    """
    return min(max(_named(header, now), now + timedelta(seconds=1)), now + LONGEST)


def _named(header: str | None, now: datetime) -> datetime:
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return now + min(timedelta(seconds=int(text[:9])), LONGEST)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return now + DEFAULT
    return moment if moment.tzinfo else now + DEFAULT
