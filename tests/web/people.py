"""An archive of invented people: pages kept and read, and a person for each mention."""

from collections.abc import Mapping, Sequence
from itertools import zip_longest

import msgspec

from archive import readings, runs, sources
from archive.clock import Clock
from archive.database import atomic, connect
from archive.home import Home
from archive.persons_written import Happened, Ledger
from archive.recorder import Recorder
from archive.records import Mention
from archive.sqlite import Database
from desk.counting.person import Counted
from desk.parsing import Parser
from desk.persons.state import FieldValue, Other, PersonState
from tests.archive.volna import SOURCE, TOML, answer, exchange, link

PAGES = {
    "sokolov": """<title>Прощание</title><h1>Простились с земляком</h1><p>14 мая 2023 года
под Артёмовском погиб Щёлоков Артём Сергеевич. Рядовой мобилизованный,
ему был 31 год. Похоронен в селе Верхняя Каменка.</p>""",
    "memory": """<title>Память</title><h1>Вечная память</h1><p>В ходе специальной военной операции погиб
сержант Тестович Иван Петрович, 1990 года рождения. Он служил по контракту.</p>""",
    "lost": """<title>Ищем</title><h1>Новости района</h1><p>При выполнении боевых задач в зоне СВО погиб
наш земляк Примеров Николай Олегович, ему было 44 года.</p>""",
}
FIELDS = ("age", "death_date", "birth_date", "region", "settlement", "rank", "unit", "category")


def keep_and_read(home: Home, clock: Clock, pages: Mapping[str, str] = PAGES) -> None:
    """Keeps the pages of an invented newspaper, and reads them."""
    home.create()
    with home.lock("test"):
        db = connect(home)
        run = runs.start(db, clock, "nightly", {"source": SOURCE})
        sources.record(db, clock, SOURCE, TOML)
        recorder = Recorder(home, clock, run)
        for path, page in pages.items():
            found = link(path)
            recorder.frontier.add([found])
            recorder.keep(exchange(found.url, answer(page.encode())), settles=found)
        recorder.flush()
        recorder.close()
        Parser(home, db, clock, run).parse(workers=1)
        runs.end(db, clock, run, 0, {})
        db.close()


def make_persons(home: Home, clock: Clock, hidden: Sequence[tuple[str, ...]] = ()) -> list[str]:
    """A person for each mention, in the order of the mentions' ids; gives their ids. `hidden`: of each."""
    db = connect(home)
    run = runs.start(db, clock, "link", {})
    snapshots = [row[0] for row in db.conn.execute("SELECT snapshot FROM document")]
    known = sorted(
        (one, each, snap) for snap in snapshots for one, each in readings.mentions(db, snap).items()
    )
    with atomic(db):
        ledger = Ledger(db, clock, run)
        ids = ledger.give_ids(len(known), "linked")
        ledger.assign(
            [(mention, person) for person, (mention, _, _) in zip(ids, known, strict=True)], "linked"
        )
        ledger.change(
            [
                Happened("upsert", person, _state(person, *one, restricted or ()))
                for person, one, restricted in zip_longest(ids, known, hidden)
            ]
        )
    runs.end(db, clock, run, 0, {})
    db.close()
    return ids


def add_person(
    db: Database, clock: Clock, told: dict[str, str], *others: tuple[str, str], **state: object
) -> str:
    """A person of no page: fields told, and values that other mentions give for a field."""
    run = runs.start(db, clock, "link", {})
    with atomic(db):
        ledger = Ledger(db, clock, run)
        (person,) = ledger.give_ids(1, "linked")
        beside = {
            field: tuple(Other(value, "m0") for name, value in others if name == field) for field in told
        }
        fields = {name: FieldValue(value, "told", 0.9, others=beside[name]) for name, value in told.items()}
        counted = Counted(person, "provisional", region=told.get("region"), settlement=told.get("settlement"))
        made = PersonState(counted, fields, (f"m{person}",), 1, "g1", **state)  # type: ignore[arg-type]
        ledger.assign([(f"m{person}", person)], "linked")
        ledger.change([Happened("upsert", person, _json(made))])
    return person


def _state(person: str, mention: str, read: Mention, snapshot: str, hidden: tuple[str, ...]) -> str:
    fields = {
        claim.field: FieldValue(
            claim.value, claim.rule, claim.confidence, mention, snapshot, claim.start, claim.end, claim.raw
        )
        for claim in reversed(read.claims)
    }
    plain = {name: read.value(name) for name in ("death_date", "birth_date", "region", "rank")}
    age = read.value("age")
    counted = Counted(person, "provisional", ("class.one",), age=int(age) if age else None, **plain)  # type: ignore[arg-type]
    return _json(PersonState(counted, fields, (mention,), 1, "g1", hidden))


def _json(state: PersonState) -> str:
    return msgspec.json.encode(state, order="sorted").decode()
