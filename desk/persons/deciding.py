"""The unit of work of a decision: a run, the fact, and the changes that follow, all or nothing."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from msgspec import Struct

from archive import persons, persons_judged, runs
from archive.clock import Clock
from archive.database import atomic
from archive.persons_judged import Judgement
from archive.persons_written import Ledger
from archive.sqlite import Database
from desk.persons import troubles
from desk.persons.agreement import agree
from desk.persons.building import Builder
from desk.persons.constraints import Constraints
from desk.persons.holding import held
from desk.persons.keeping_apart import fitted
from desk.persons.mistakes import NotLive, Stale
from desk.persons.reconcile import Held, Plan, reconcile
from desk.persons.recording import record
from desk.persons.said import said

_COMPARED = (
    *("given", "patronymic", "birth_date", "death_date", "funeral_date", "region", "settlement", "unit"),
    *("rank", "category"),
)


class Decided(Struct, frozen=True):
    """What a decision came to: the ids of the facts, and the cursor of the last change there is now."""

    facts: tuple[str, ...]
    seq: int


@contextmanager
def deciding(db: Database, clock: Clock, what: str, run: str | None) -> Iterator[Ledger]:
    """One transaction in a run of its own, or in `run`."""
    with atomic(db):
        own = run or runs.start(db, clock, runs.DECISION, {"what": what})
        yield Ledger(db, clock, own)
        if run is None:
            runs.end(db, clock, own, 0, {"seq": persons.last_seq(db)})


def require_fresh(db: Database, found: Iterable[str], seen: int | None) -> None:
    """Raises Stale if one of these persons changed after the cursor `seen`; None: whoever decides is sure."""
    for person in found:
        if seen is not None and (last := persons.last_seq(db, person)) > seen:
            raise Stale(person, last)


def live(db: Database, person: str) -> str:
    """The id that an id leads to. Raises UnknownPerson, NotLive."""
    now = persons.resolve(db, person)
    if not db.conn.execute("SELECT 1 FROM person WHERE id = ?", (now,)).fetchone():
        raise NotLive(f"{now} was withdrawn: no page is read that names him; see sinodik person {now}")
    return now


def regroup(db: Database, ledger: Ledger, mentions: Collection[str]) -> None:
    """Bring the persons of these mentions in line with the judgements that stand."""
    judgements = persons_judged.judgements(db)
    constraints = Constraints(judgements)
    plan, before = planned(db, mentions, constraints)
    record(db, ledger, plan, before, looked_at=set(before.now), few=True)
    troubles.keep_up_judged(db, ledger.clock, ledger.run, constraints)


def planned(db: Database, mentions: Collection[str], constraints: Constraints) -> tuple[Plan, Held]:
    """What would become of the persons of these mentions, if these judgements stood."""
    affected = sorted(set(persons.assigned(db, mentions).values()))
    of = {person: persons.mentions_of(db, person) for person in affected}
    clusters = list(of.values())
    before = held(db, Builder(db, of), [mention for cluster in clusters for mention in cluster])
    return reconcile(fitted(clusters, constraints, _Alike(db, clusters)), before), before


def disputed(judgements: Iterable[Judgement]) -> set[str]:
    """Mentions of judgements that are set aside: another decision may let them hold again."""
    return {
        mention
        for one in Constraints(judgements).contradictions
        for mention in (one.same.one, one.same.other)
    }


class _Alike:
    """How much two mentions agree, read when it is first asked."""

    def __init__(self, db: Database, clusters: Sequence[Sequence[str]]) -> None:
        self._db = db
        self._mentions = [mention for cluster in clusters for mention in cluster]
        self._values: dict[str, dict[str, str]] | None = None

    def __call__(self, one: str, other: str) -> int:
        if self._values is None:
            self._values = {
                mention: {field: value for field in _COMPARED if (value := what.value(field))}
                for mention, what in said(self._db, self._mentions).items()
            }
        first, second = self._values.get(one, {}), self._values.get(other, {})
        shared = first.keys() & second.keys()
        return sum(1 if agree(field, first[field], second[field]) else -1 for field in shared)
