"""Random histories of an archive: pages read and re-read, link runs, what people decide, crashes.

After every step the invariants hold that docs/persons.md promises; see `invariants`.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from archive import facts, persons
from archive.check_log import unlogged, wrong_leaves
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.sqlite import Database, sqlite3
from desk.persons import decisions, merging
from desk.persons.mistakes import Mistaken
from tests.archive.volna import START
from tests.persons.invariants import States, broken, live_states
from tests.persons.pages import Pages, man

FEW = st.integers(0, 5)
KEYS = st.lists(st.sampled_from("АБВГ"), max_size=3)
FIELDS = st.sampled_from(["death_date", "region", None])
STEP = 20
"""Instructions of SQLite's machine between two chances to crash."""


class DayByDay(Clock):
    """A clock that a history sets; it runs on within a day, by a millisecond a question."""

    def __init__(self) -> None:
        self.days = 0
        self._asked = 0

    def now(self) -> datetime:
        self._asked += 1
        return START + timedelta(days=self.days, milliseconds=self._asked)


class Crash(Exception):
    """Died in the middle of a unit of work."""


@contextmanager
def _crashing(history: "History", where: str, after: int) -> Iterator[None]:
    """Within, the work dies once: after so many facts, or so many steps of SQLite. Another opens then."""
    left = [after]
    append = facts.append

    def stop() -> bool:
        left[0] -= where == "step"
        return where == "step" and left[0] == 0

    def counted(db: Database, table: str, rows: Sequence[facts.Row]) -> None:
        append(db, table, rows)
        left[0] -= where == "fact"
        if where == "fact" and left[0] == 0:
            raise Crash

    history.db.conn.set_progress_handler(stop, STEP)
    facts.append = counted
    try:
        yield
    except (sqlite3.OperationalError, Crash) as error:
        if not isinstance(error, Crash) and "interrupted" not in str(error):
            raise
        history.reopen()
    finally:
        facts.append = append
        history.db.conn.set_progress_handler(None, 0)


def memory() -> Path:
    """Where tests sync quickly."""
    return Path("/dev/shm") if os.access("/dev/shm", os.W_OK) else Path(gettempdir())


_EMPTY: list[bytes] = []


def _empty_home(path: Path) -> Home:
    """A home with a database that has its tables, made once."""
    home = Home(path).create()
    if not _EMPTY:
        db = connect(home)
        db.conn.execute("PRAGMA journal_mode=DELETE")
        db.close()
        _EMPTY.append(home.database.read_bytes())
    home.database.write_bytes(_EMPTY[0])
    return home


class History(RuleBasedStateMachine):
    """Steps in any order; `crash`: the next step dies within its transaction, and is taken again."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = TemporaryDirectory(dir=memory())
        self.home = _empty_home(Path(self.folder.name) / "home")
        self.clock = DayByDay()
        self.db = connect(self.home)
        self.pages = Pages(self.db, self.clock)
        self.version = 1
        self.linked = True
        self.crash_after: tuple[str, int] | None = None
        self.exports: list[tuple[int, States]] = []
        self.days: dict[date, States] = {}

    def teardown(self) -> None:
        assert [*wrong_leaves(self.db), *unlogged(self.db)] == []
        self.db.close()
        self.folder.cleanup()

    @initialize(pages=st.lists(KEYS, min_size=3, max_size=6))
    def first_night(self, pages: list[list[str]]) -> None:
        for page, keys in enumerate(pages):
            self.read(page, keys, upgraded=False)
        self.link(anew=False)

    @rule(page=FEW, keys=KEYS)
    def night(self, page: int, keys: list[str]) -> None:
        """A page is read, and all is linked."""
        self.read(page, keys, upgraded=False)
        self.link(anew=False)

    @rule(page=FEW, keys=KEYS, upgraded=st.booleans())
    def read(self, page: int, keys: list[str], upgraded: bool) -> None:
        """A page is read, perhaps again, and names whoever it names now."""
        self.version += upgraded
        days = (
            "2023-05-01",
            "2023-09-02",
            "2023-05-3",
        )  # the second contradicts the first, the third is none
        people = [man(key, death_date=day) for key, day in zip(keys, days, strict=False)]
        self.pages.read(f"p{page}", *people, version=str(self.version))
        self.linked = False

    @rule(anew=st.booleans())
    def link(self, anew: bool) -> None:
        """A link run; a second one finds nothing to do."""
        self._do(lambda: self.pages.link(anew=anew))
        seq = persons.last_seq(self.db)
        self.pages.link(anew=anew)
        assert persons.last_seq(self.db) == seq
        self.linked = True

    @rule(one=FEW, other=FEW, verdict=st.sampled_from(["same", "different", "unsure"]))
    def judge(self, one: int, other: int, verdict: decisions.Said) -> None:
        if pair := self._two(sorted(persons.assigned(self.db)), one, other):
            self._do(lambda: decisions.judge(self.db, self.clock, *pair, verdict, "vera", "looked"))

    @rule(one=FEW, other=FEW, apart=st.booleans())
    def merge(self, one: int, other: int, apart: bool) -> None:
        if pair := self._two(self._live(), one, other):
            do = merging.keep_apart if apart else merging.merge
            self._do(lambda: do(self.db, self.clock, *pair, "vera", "looked"))

    @rule(one=FEW, leaving=st.integers(1, 3))
    def split(self, one: int, leaving: int) -> None:
        if person := self._one(self._live(), one):
            mentions = persons.mentions_of(self.db, person)[:leaving]
            self._do(lambda: merging.split(self.db, self.clock, person, mentions, "vera", "looked"))

    @rule(one=FEW, verdict=st.sampled_from(["confirmed", "rejected", "corrected", "accepted"]), field=FIELDS)
    def verify(self, one: int, verdict: decisions.Verdict, field: str | None) -> None:
        if person := self._one(self._live(), one):
            value = {"death_date": "2022-10-01", "region": "RU-PNZ"}.get(field or "")
            self._do(
                lambda: decisions.verify(
                    self.db,
                    self.clock,
                    person,
                    verdict,
                    "vera",
                    reason="looked",
                    field=field,
                    value=value if verdict == "corrected" else None,
                    seen=persons.last_seq(self.db),
                )
            )

    @rule(one=FEW, mention=FEW, verdict=st.sampled_from(["confirmed", "rejected"]))
    def verify_a_mention(self, one: int, mention: int, verdict: decisions.Verdict) -> None:
        person = self._one(self._live(), one)
        if person and (his := self._one(list(persons.mentions_of(self.db, person)), mention)):
            self._do(
                lambda: decisions.verify(
                    self.db,
                    self.clock,
                    person,
                    verdict,
                    "vera",
                    reason="looked",
                    mention=his,
                    seen=persons.last_seq(self.db),
                )
            )

    @rule(one=FEW, field=FIELDS)
    def restrict(self, one: int, field: str | None) -> None:
        if person := self._one(self._live(), one):
            self._do(lambda: decisions.restrict(self.db, self.clock, person, "vera", "asked", field=field))

    @rule(one=FEW, table=st.sampled_from(["judgement", "verification", "restriction"]))
    def withdraw(self, one: int, table: str) -> None:
        statement = f'SELECT id FROM {table} WHERE id NOT IN (SELECT "of" FROM withdrawal) ORDER BY id'
        if fact := self._one([row[0] for row in self.db.conn.execute(statement)], one):
            self._do(lambda: decisions.withdraw(self.db, self.clock, fact, "vera", "wrong"))

    @rule()
    def a_day_ends(self) -> None:
        self.days[self.clock.now().date()] = live_states(self.db)
        self.clock.days += 1

    @rule()
    def export(self) -> None:
        self.exports = [*self.exports[-2:], (persons.last_seq(self.db), live_states(self.db))]

    @precondition(lambda self: self.crash_after is None)
    @rule(where=st.sampled_from(["fact", "fact", "step"]), after=st.integers(1, 8))
    def crash(self, where: str, after: int) -> None:
        """The next unit of work dies after so many facts, or fifty times so many steps."""
        self.crash_after = (where, after if where == "fact" else 50 * after)

    @rule(page=FEW)
    def vanish(self, page: int) -> None:
        """Nobody is read from a page any more."""
        self.night(page, [])

    @invariant()
    def everything_holds(self) -> None:
        assert broken(self.db, linked=self.linked, exports=self.exports, days=self.days) == []

    def _do(self, step: Callable[[], object]) -> None:
        """Take a step; if it is to crash, see that nothing of it is left, or all of it, and take it again."""
        after, self.crash_after = self.crash_after, None
        if after is None:
            self._taken(step)
            return
        before = self._facts()
        with _crashing(self, *after):
            self._taken(step)
            return  # it was done before it could crash
        left = self._facts()
        self._taken(step)
        assert left in (before, self._facts())

    def _facts(self) -> tuple[int, States, dict[str, str]]:
        return persons.last_seq(self.db), live_states(self.db), persons.assigned(self.db)

    def reopen(self) -> None:
        """As after a crash: what was not committed is gone."""
        self.db.close()
        self.db = self.pages.db = connect(self.home)

    def _taken(self, step: Callable[[], object]) -> None:
        with suppress(
            Mistaken
        ):  # what cannot be done is refused, and changes nothing: the invariants see to it
            step()

    def _live(self) -> list[str]:
        return [person for person, _ in persons.live(self.db)]

    def _one(self, things: list[str], index: int) -> str | None:
        return things[index % len(things)] if things else None

    def _two(self, things: list[str], one: int, other: int) -> tuple[str, str] | None:
        first, second = self._one(things, one), self._one(things, other)
        return (first, second) if first and second and first != second else None
