"""What a date in a text says, before it is known which year it means."""

from typing import Literal

from msgspec import Struct

Said = Literal["", "this", "last", "before_last", "same", "next"]
Kind = Literal["date", "weekday", "shift", "about", "step", "day", "month", "season"]


class Moment(Struct, frozen=True):
    """A date as written at `text[start:end]`; None for what it does not say.

    `kind`: `date` says a year, a month or a day of a month; `weekday` only a day of the week; `shift` counts
    `days` or `years` from the publication («вчера» is −1); `step` counts them from the date before it
    («через три дня»); `day` says a day of an unsaid month («16-го»), or with day None some day of that month.
    `about` is the last week, `month` that of the publication, `season` a season that begins in `month`.
    `said` is the year in words («прошлого года»); with weekdays which week («в минувшую субботу»).
    """

    start: int
    end: int
    kind: Kind = "date"
    year: int | None = None
    month: int | None = None
    day: int | None = None
    said: Said = ""
    weekday: int | None = None
    days: int = 0
    years: int = 0

    @property
    def is_full(self) -> bool:
        """Whether it says year, month and day."""
        return None not in (self.year, self.month, self.day)
