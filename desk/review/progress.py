"""What came of a day: how many conclusions, whose, and of what kind."""

from datetime import UTC, date, datetime

from msgspec import Struct

from archive.ids import text_of
from archive.sqlite import Database

_COUNTED = """SELECT "by", verdict, count(*) FROM verification AS said
WHERE id >= ? AND id < ? AND NOT EXISTS
    (SELECT 1 FROM withdrawal WHERE fact = 'verification' AND "of" = said.id) GROUP BY "by", verdict"""
_JUDGED = """SELECT "by", verdict, count(*) FROM judgement
WHERE id >= ? AND id < ? AND "by" NOT LIKE 'rule:%' GROUP BY "by", verdict"""


class Day(Struct, frozen=True):
    """Conclusions of one UTC day that stand: all of them, one verifier's, and those by verdict."""

    all: int
    own: int
    verdicts: dict[str, int]


def of_day(db: Database, day: date, by: str) -> Day:
    """What was concluded on a day, and by one verifier; ids begin with the moment, so few rows are read."""
    edges = _first_id(day), _first_id(date.fromordinal(day.toordinal() + 1))
    rows = [*db.conn.execute(_COUNTED, edges), *db.conn.execute(_JUDGED, edges)]
    verdicts: dict[str, int] = {}
    for _, verdict, count in rows:
        verdicts[verdict] = verdicts.get(verdict, 0) + count
    own = sum(count for who, _, count in rows if who == by)
    return Day(sum(verdicts.values()), own, verdicts)


def _first_id(day: date) -> str:
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return text_of(int(midnight.timestamp() * 1000) << 80)
