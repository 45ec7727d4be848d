"""Agreement of two who judged the same, blind."""

import pytest

from archive import persons
from archive.sqlite import Database
from desk.persons import decisions
from desk.review import progress, seconds
from desk.review.seconds import Repeated, kappa
from desk.web.room import Room
from tests.archive.years import MovedClock

YES, NO = "confirmed", "rejected"


def pairs(**counts: int) -> list[Repeated]:
    verdicts = {"yy": (YES, YES), "yn": (YES, NO), "ny": (NO, YES), "nn": (NO, NO)}
    return [
        Repeated("p", verdicts[both][0], "anna", verdicts[both][1], "boris")
        for both, count in counts.items()
        for _ in range(count)
    ]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (pairs(yy=20, yn=5, ny=10, nn=15), 0.4),  # the worked example of the literature: (.7 - .5) / (1 - .5)
        (pairs(yy=10, nn=10), 1.0),
        (pairs(yn=10, ny=10), -1.0),
        (pairs(yy=25, yn=25, ny=25, nn=25), 0.0),
        (pairs(yy=10), None),
        ([], None),
    ],
)
def test_kappa(found: list[Repeated], expected: float | None) -> None:
    measured = kappa(found)
    assert measured == expected if expected is None else measured == pytest.approx(expected)


def test_only_conclusions_that_stand_are_compared(db: Database, room: Room, clock: MovedClock) -> None:
    (person, *_) = [row[0] for row in db.conn.execute("SELECT id FROM person")]
    facts = []
    for by, verdict in (("anna", YES), ("boris", NO)):
        seen = persons.last_seq(db)
        decided = decisions.verify(db, clock, person, verdict, by, reason="looked", seen=seen)  # type: ignore[arg-type]
        facts += decided.facts
    seconds.keep(room, facts[0], facts[1], person)
    assert seconds.repeated(db, room) == [Repeated(person, YES, "anna", NO, "boris")]
    today = progress.of_day(db, clock.moment.date(), "anna")
    assert (today.all, today.own, today.verdicts) == (2, 1, {YES: 1, NO: 1})
    decisions.withdraw(db, clock, facts[1], "boris", "wrong key")
    assert seconds.repeated(db, room) == []
    assert progress.of_day(db, clock.moment.date(), "boris").own == 0
