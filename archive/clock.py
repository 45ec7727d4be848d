"""The one place that asks the time, and the one way a moment is written down."""

import os
import time
from datetime import UTC, datetime, timedelta


class Clock:
    """Aware UTC time; given `start`, a clock that begins there and then runs on (tests and the demo only)."""

    def __init__(self, start: datetime | None = None) -> None:
        self._start = start
        self._began = time.monotonic()

    @classmethod
    def from_environment(cls) -> "Clock":
        """A clock that begins at `SINODIK_CLOCK` (`2026-03-02T01:10:00Z`) if that is set.

        Raises ValueError, naming the variable, if it holds no moment with a zone.
        """
        text = os.environ.get("SINODIK_CLOCK")
        if not text:
            return cls()
        try:
            return cls(parsed(text))
        except ValueError as error:
            raise ValueError(
                f"SINODIK_CLOCK={text!r}: expected a moment such as 2026-03-02T01:10:00Z"
            ) from error

    def now(self) -> datetime:
        """This moment, in UTC."""
        if self._start is None:
            return datetime.now(UTC)
        return self._start + timedelta(seconds=time.monotonic() - self._began)


def stamp(moment: datetime) -> str:
    """A moment as all tables and WARC records write it: `2026-03-02T01:10:00.000000Z`.

    Of fixed width: the order of the texts is the order of the moments. Raises ValueError without a zone.
    """
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a zone: {moment.isoformat()}")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"


def parsed(text: str) -> datetime:
    """The moment that a stamp (or any ISO text with a zone) names, in UTC; raises ValueError otherwise."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(f"a moment without a zone: {text}")
    return moment.astimezone(UTC)
