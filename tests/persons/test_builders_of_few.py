"""A decision reads what is said of the persons at hand, and comes to what all that was ever said comes to."""

from pathlib import Path

from archive import persons
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.persons_judged import Verdict
from archive.sqlite import Database
from desk.persons import decisions, merging
from desk.persons.building import Builder
from tests.archive.years import MovedClock
from tests.review.crowd import people


def test_a_builder_of_one_person_gives_the_state_that_a_builder_of_all_gives(tmp_path: Path) -> None:
    home, clock = Home(tmp_path / "home").create(), MovedClock()
    ids = people(home, clock, 8)
    db = connect(home)
    _decide(db, clock, ids)
    live = [row[0] for row in db.conn.execute("SELECT id FROM person")]
    for person in live:
        of = {person: persons.mentions_of(db, person)}
        few, all_of_them = Builder(db, of), Builder(db)
        assert list(few.states(of)) == list(all_of_them.states(of))
        assert few.is_held_by_a_person(person) == all_of_them.is_held_by_a_person(person)
    assert len(live) == 6
    db.close()


def _decide(db: Database, clock: Clock, ids: list[str]) -> None:
    """Of four persons three become one; each was said something of, and a mention of them too."""
    first, second, third, fourth, *_ = ids

    def say(person: str, verdict: Verdict, **more: str) -> str:
        seen = persons.last_seq(db)
        return decisions.verify(db, clock, person, verdict, "anna", seen=seen, **more).facts[0]  # type: ignore[arg-type]

    say(first, "corrected", field="rank", value="major")
    say(second, "rejected", reason="not_dead")
    decisions.restrict(db, clock, second, "anna", "asked", field="unit")
    for other in (second, third):
        merging.merge(db, clock, persons.resolve(db, first), other, "anna", "one man")
    now = persons.resolve(db, third)
    say(now, "rejected", reason="not_he", mention=persons.mentions_of(db, now)[-1])
    decisions.withdraw(db, clock, say(fourth, "confirmed"), "anna", "undone")
