"""Many invented people, each on a page of his own: written as the reader would, without reading."""

from collections.abc import Sequence

from archive import readings, runs, sources
from archive.clock import Clock
from archive.database import atomic, connect
from archive.home import Home
from archive.persons_written import Happened, Ledger
from archive.recorder import Recorder
from archive.records import Block, Claim, Document, Mention, Publisher
from archive.sqlite import Database
from desk.persons.building import Builder
from desk.persons.recording import written
from parsers.reading import VERSION
from tests.archive.volna import SOURCE, START, TOML, answer, exchange, link

NAMES = ("Пробный", "Тестов", "Примеров", "Образцов")
STATUSES = ("killed", "killed", "unsure", "killed")


def page(number: int, status: str) -> tuple[str, Mention]:
    """A text about one man, and what is read of it."""
    surname, given, day = f"{NAMES[number % 4]}{number}", "Иван", f"2023-05-{1 + number % 28:02}"
    text = f"Погиб {surname} {given}, рядовой, {day}."
    claims = [
        _claim(text, "status", status, "Погиб"),
        _claim(text, "surname", surname, surname),
        _claim(text, "given", given, given),
        _claim(text, "rank", "private", "рядовой"),
        _claim(text, "death_date", day, day),
    ]
    start = text.index(surname)
    return text, Mention(start, start + len(f"{surname} {given}"), tuple(claims))


def people(home: Home, clock: Clock, many: int, statuses: Sequence[str] = STATUSES) -> list[str]:
    """So many persons, each of one mention; gives their ids."""
    with home.lock("test"):
        db = connect(home)
        run = runs.start(db, clock, "nightly", {"source": SOURCE})
        sources.record(db, clock, SOURCE, TOML)
        recorder = Recorder(home, clock, run)
        pages = [page(number, statuses[number % len(statuses)]) for number in range(many)]
        for number, (text, _) in enumerate(pages):
            found = link(f"{number}.html")
            recorder.frontier.add([found])
            recorder.keep(exchange(found.url, answer(text.encode())), settles=found)
        recorder.flush()
        recorder.close()
        captured = [row[0] for row in db.conn.execute("SELECT id FROM capture ORDER BY id")]
        mentions = [
            readings.store(db, capture, VERSION, _document(text), [mention])[0]
            for capture, (text, mention) in zip(captured, pages, strict=True)
        ]
        ids = give(db, clock, run, mentions)
        runs.end(db, clock, run, 0, {})
        db.close()
    return ids


def capture_again(home: Home, clock: Clock, url: str, body: bytes) -> None:
    """A later look at a page, that found other bytes."""
    with home.lock("test"):
        db = connect(home)
        run = runs.start(db, clock, "crawl", {"source": SOURCE})
        recorder = Recorder(home, clock, run)
        found = link(url.rpartition("/")[2])
        recorder.frontier.add([found])
        recorder.keep(exchange(found.url, answer(body), fetched_at=clock.now()), settles=found)
        recorder.close()
        db.close()


def give(db: Database, clock: Clock, run: str, mentions: Sequence[str]) -> list[str]:
    """A person for each mention, as a link run would make them."""
    with atomic(db):
        ledger = Ledger(db, clock, run)
        ids = ledger.give_ids(len(mentions), "linked")
        ledger.assign(list(zip(mentions, ids, strict=True)), "linked")
        of = {person: (mention,) for person, mention in zip(ids, mentions, strict=True)}
        ledger.change(
            [Happened("upsert", one.counted.person, written(one)) for one in Builder(db).states(of)]
        )
    return ids


def _claim(text: str, field: str, value: str, raw: str) -> Claim:
    start = text.index(raw)
    return Claim(field, value, raw, start, start + len(raw), f"{field}.stated")


def _document(text: str) -> Document:
    paper = Publisher("Волна", "press", "RU-PNZ")
    block = (Block(0, len(text)),)
    return Document(text, block, None, "2023-06-01", "meta", "ru", "utf-8", "article", "", START, paper)
