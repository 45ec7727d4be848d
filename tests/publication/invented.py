"""Invented persons in an archive, as linking and people's decisions would have left them."""

from collections.abc import Mapping
from datetime import date, timedelta

import msgspec

from archive import runs
from archive.clock import Clock
from archive.database import atomic
from archive.persons_written import Happened, Ledger
from archive.sqlite import Database
from desk.counting.person import Counted
from desk.persons.state import FieldValue, PersonState
from tests.archive.volna import START

FIRST_DAY = START.date()
NAMES = ("surname", "given", "patronymic")


def day(number: int) -> date:
    """The so-many-th day of the archive, from 0."""
    return FIRST_DAY + timedelta(days=number)


class Persons:
    """The persons of an archive; each call is one unit of work on some day of it."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self._run = runs.start(db, Clock(START), "link", {})

    def add(
        self, *told: Counted, on: int = 0, mentions: Mapping[int, tuple[str, ...]] | None = None
    ) -> list[str]:
        """New persons, told but for their ids; `mentions` by their place, else one of a number's own."""
        with atomic(self.db):
            ledger = self._ledger(on)
            ids = ledger.give_ids(len(told), "linked")
            for place, (person, one) in enumerate(zip(ids, told, strict=True)):
                those = (mentions or {}).get(place, (f"m{person}",))
                ledger.assign([(mention, person) for mention in those], "linked")
                ledger.change([upsert(person, one, those)])
        return ids

    def upsert(self, person: str, told: Counted, *, on: int, **changes: object) -> None:
        """A person is told anew."""
        with atomic(self.db):
            self._ledger(on).change([upsert(person, told, **changes)])  # type: ignore[arg-type]

    def merge(self, one: str, into: str, told: Counted, *, on: int) -> None:
        with atomic(self.db):
            ledger = self._ledger(on)
            ledger.redirect([(one, into)])
            merged = Happened("merge", one, msgspec.json.encode({"into": into}).decode())
            ledger.change([merged, upsert(into, told)])

    def split(self, person: str, told: Counted, other: Counted, *, on: int) -> str:
        """Gives the id of the new part, which is `other`."""
        with atomic(self.db):
            ledger = self._ledger(on)
            (new,) = ledger.give_ids(1, "split")
            split = Happened("split", person, msgspec.json.encode({"parts": [new]}).decode())
            ledger.change([split, upsert(person, told), upsert(new, other)])
        return new

    def withdraw(self, person: str, *, on: int) -> None:
        with atomic(self.db):
            self._ledger(on).change([Happened("withdraw", person, '{"why":"unread"}')])

    def restrict(self, person: str, told: Counted, *fields: str, on: int) -> None:
        with atomic(self.db):
            ledger = self._ledger(on)
            said = Happened("restrict", person, msgspec.json.encode({"restricted": fields}).decode())
            ledger.change([said, upsert(person, told, restricted=fields)])

    def _ledger(self, on: int) -> Ledger:
        return Ledger(self.db, Clock(START + timedelta(days=on)), self._run)


def upsert(
    person: str, told: Counted, mentions: tuple[str, ...] = (), restricted: tuple[str, ...] = ()
) -> Happened:
    """A person's change to what is told of him."""
    counted = msgspec.structs.replace(told, person=person)
    values = dict(zip(NAMES, ("Зуев", "Пётр", "Ильич"), strict=True)) | {
        field: value
        for field in ("death_date", "birth_date", "region", "rank", "unit")
        if (value := getattr(told, field)) is not None
    }
    fields = {field: FieldValue(value, f"{field}.stated", 0.9) for field, value in values.items()}
    state = PersonState(counted, fields, mentions, 1, "grade-1", restricted)
    return Happened("upsert", person, msgspec.json.encode(state, order="sorted").decode())
