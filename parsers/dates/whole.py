"""A labelled value that is a date and nothing else, written as the grammar of sentences does not know it.

«2023/03/14», «14-Mar-2023», «14 сакавіка 2023»: dateparser reads them, strictly: day, month and year must all
be there. It is given whole values only; inside sentences it takes «1994 года» for the year 30.
"""

import re
from functools import cache

from parsers.dates.moments import Moment

_LANGUAGES = ["ru", "uk", "be", "en"]
_STRICT = {
    "STRICT_PARSING": True,
    "REQUIRE_PARTS": ["day", "month", "year"],
    "DATE_ORDER": "DMY",
    "PARSERS": ["absolute-time"],
}
# short, with a year in full, and nothing that dateparser would pass over
_LIKE_A_DATE = re.compile(r"\s*(?=[^\n]*(?<!\d)(?:19|20)\d\d(?!\d))(?P<date>[\w./ -]{8,30}?)\s*", re.ASCII)
_CYRILLIC = re.compile(r"\s*(?P<date>\d{1,2}\s?[^\W\d_]{3,12}\s?(?:19|20)\d\d)\s*")


def whole_day(text: str) -> Moment | None:
    """The day that a value says by all of its text; None if it says anything else."""
    found = _LIKE_A_DATE.fullmatch(text) or _CYRILLIC.fullmatch(text)
    day = _day(found["date"]) if found else None
    if not found or not day:
        return None
    start, end = found.span("date")
    return Moment(start, end, year=day[0], month=day[1], day=day[2])


@cache
def _day(written: str) -> tuple[int, int, int] | None:
    import dateparser

    found = dateparser.parse(written, languages=_LANGUAGES, settings=_STRICT)
    return (found.year, found.month, found.day) if found else None
