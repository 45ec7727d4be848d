"""Twenty verifiers at once, while pages are kept and read: how long a save and the next item take.

    python -m benchmarks.desk [--mentions 250000] [--verifiers 20] [--seconds 60] [--think 3] [--home FOLDER]

An archive of invented books of memory is made; then the desk serves it in a process of its own, each
verifier looks `--think` seconds at a man (as exponential as people are) and concludes, and one writer keeps
and reads pages. At the end every save that was answered must be a fact, once, and the count of persons right.
"""

import argparse
import random
import re
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Event as Ended
from pathlib import Path
from statistics import quantiles

import httpx
from msgspec import Struct

from archive import readings, runs, sources
from archive.clock import Clock
from archive.database import atomic, connect
from archive.home import Home
from archive.persons_written import Happened, Ledger
from archive.recorder import Recorder
from archive.records import Block, Claim, Document, Exchange, Link, Mention, Publisher
from archive.sqlite import Database
from benchmarks.processes import SPAWN
from desk.persons.building import Builder
from desk.persons.recording import written
from desk.review import following, queue, store
from desk.web import accounts, sessions
from desk.web.room import Room
from desk.web.serving import bound, serve
from desk.web.settings import Settings, local

SOURCE = "book"
TOML = """title = "Книга"
home = "https://book.example/"
kind = "memorial"
region = "RU-PNZ"
spider = "listing"
"""
A_PAGE = 100
NEWS = 10**6
"""From this number on pages are news, that name three men each, and no leaves of a book."""
STATUSES = ("killed",) * 19 + ("unsure",)
LIMIT = 0.150
"""Seconds that the issue allows a save at the 99th percentile, and the next item."""


class Took(Struct):
    """Seconds of each save and of each next item, and who was concluded of."""

    saves: list[float]
    items: list[float]
    people: list[str]


def main() -> None:
    """Prints what it measured; exits with 1 where a limit is broken or a save was lost."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        home = Home(options.home or Path(folder) / "home").create()
        if not home.database.exists():
            began = time.monotonic()
            _fill(home, options.mentions)
            took = time.monotonic() - began
            print(f"archive of {options.mentions} mentions made in {took:.0f} s", file=sys.stderr)
        fine = _queue_alone(home, options.verifiers)
        fine &= _served(home, options)
    sys.exit(0 if fine else 1)


def _queue_alone(home: Home, verifiers: int) -> bool:
    """The queue without the web: filled from nothing, then asked by all at once."""
    room, db = Room(home, store.SCHEMA), connect(home, readonly=True)
    following.forget(room)
    began = time.monotonic()
    while following.follow(db, room, at_once=1000):
        pass
    waiting = sum(queue.waiting(room).values())
    print(f"queue filled in {time.monotonic() - began:.1f} s: {waiting} items wait")
    wanted = [
        queue.ANY,
        queue.Filters(kind="unseen", region="RU-PNZ"),
        queue.Filters(source=SOURCE, kind="held"),
    ]
    took: list[float] = []
    with ThreadPoolExecutor(verifiers) as pool:
        for number in range(15):
            filters = wanted[number % len(wanted)]
            took += pool.map(lambda who, f=filters: _asked(room, who, f), range(verifiers))
    room.close()
    db.close()
    return _tell("next item, queue alone, all at once", took)


def _asked(room: Room, who: int, filters: queue.Filters) -> float:
    began = time.perf_counter()
    item = queue.next_item(room, Clock(), f"v{who}", filters)
    seconds = time.perf_counter() - began
    if item:
        queue.skip(room, Clock(), item.subject, f"v{who}")
    return seconds


def _served(home: Home, options: argparse.Namespace) -> bool:
    """The desk in a process, a writer in another, the verifiers here."""
    with bound("127.0.0.1", 0, is_proxied=False) as at:
        settings = local("127.0.0.1", at.getsockname()[1])
        cookies = _accounts(home, options.verifiers)
        server = SPAWN.Process(target=serve, args=(home, settings, Clock(), None, at), daemon=True)
        ended = SPAWN.Event()
        writer = SPAWN.Process(target=_keep_and_read, args=(home, ended), daemon=True)
        server.start()
        _wait(settings, server)
        _verify(settings, cookies[0], time.monotonic() + 0.01, 0.001)
        since = _last_verification(home)
        writer.start()
        try:
            until = time.monotonic() + options.seconds
            with ThreadPoolExecutor(options.verifiers) as pool:
                work = [pool.submit(_verify, settings, one, until, options.think) for one in cookies]
                took = [one.result() for one in work]
        finally:
            ended.set()
            writer.join(30)
            server.terminate()
            server.join(10)
    fine = _tell("save (request to redirect)", [second for one in took for second in one.saves])
    fine &= _tell("next item and its page", [second for one in took for second in one.items])
    return _nothing_lost(home, since, [person for one in took for person in one.people]) and fine


def _last_verification(home: Home) -> str:
    db = connect(home, readonly=True)
    found = db.conn.execute("SELECT ifnull(max(id), '') FROM verification").fetchone()[0]
    db.close()
    return str(found)


def _verify(settings: Settings, cookie: str, until: float, think: float) -> Took:
    """One verifier: looks, concludes, goes on. Times what he waits for."""
    took = Took([], [], [])
    with httpx.Client(base_url=settings.url, cookies={settings.cookie: cookie}, timeout=60) as client:
        time.sleep(random.random() * think)
        while time.monotonic() < until:
            began = time.perf_counter()
            page = client.get("/review/next", follow_redirects=True)
            took.items.append(time.perf_counter() - began)
            form = {name: _field(page.text, name) for name in ("csrf", "subject", "seen")}
            time.sleep(min(random.expovariate(1 / think), think * 4))
            began = time.perf_counter()
            answer = client.post(
                "/review/conclude", data={**form, "verdict": "confirmed"}, headers={"origin": settings.url}
            )
            took.saves.append(time.perf_counter() - began)
            if answer.status_code != 303:
                raise RuntimeError(f"a save was answered {answer.status_code}")
            took.people.append(form["subject"])
    return took


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    if not found:
        raise RuntimeError(f"the page has no {name}: {page[:300]}")
    return found[1]


def _nothing_lost(home: Home, since: str, people: list[str]) -> bool:
    db = connect(home, readonly=True)
    after = "SELECT person FROM verification WHERE id > ? ORDER BY person"
    kept = [row[0] for row in db.conn.execute(after, (since,))]
    twice = len(kept) - len(set(kept))
    confirmed = """SELECT count(*) FROM person WHERE grade = 'confirmed'
        AND id IN (SELECT person FROM verification WHERE id > ?)"""
    (counted,) = db.conn.execute(confirmed, (since,)).fetchone()
    print(f"saves answered {len(people)}, facts {len(kept)}, of one man by two {twice}, confirmed {counted}")
    return sorted(people) == kept and counted == len(set(kept))


def _keep_and_read(home: Home, ended: Ended) -> None:
    """A crawl and a parse beside the verifiers: ten pages a second are kept, and read in turn."""
    clock = Clock()
    with home.lock("bench"):
        db = connect(home)
        run = runs.start(db, clock, "nightly", {"source": SOURCE})
        recorder = Recorder(home, clock, run)
        number = NEWS + int(db.conn.execute("SELECT count(*) FROM capture").fetchone()[0])
        while not ended.is_set():
            _keep(recorder, clock, range(number, number + 10))
            recorder.flush()
            with atomic(db):
                _read(db, clock, run, range(number, number + 10))
            number += 10
            time.sleep(1)
        recorder.close()
        runs.end(db, clock, run, 0, {})
        db.close()


def _fill(home: Home, mentions: int) -> None:
    clock = Clock()
    with home.lock("bench"):
        db = connect(home)
        db.execute("PRAGMA synchronous=OFF")
        sources.record(db, clock, SOURCE, TOML)
        run = runs.start(db, clock, "nightly", {"source": SOURCE})
        recorder = Recorder(home, clock, run)
        _keep(recorder, clock, range(mentions // A_PAGE))
        recorder.close()
        with atomic(db):
            ids = _read(db, clock, run, range(mentions // A_PAGE))
        with atomic(db):
            _link(db, clock, run, ids)
        runs.end(db, clock, run, 0, {})
        db.close()


def _keep(recorder: Recorder, clock: Clock, numbers: range) -> None:
    for number in numbers:
        url = f"https://book.example/{number}.html"
        link = Link(SOURCE, url, url, "page", "parse")
        recorder.frontier.add([link])
        head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        body = _text(number).encode()
        known = {"url": url, "source": SOURCE, "purpose": "page", "fetched_at": clock.now(), "status": 200}
        recorder.keep(
            Exchange(
                **known,  # type: ignore[arg-type]
                request=b"GET / HTTP/1.1\r\nHost: book.example\r\n\r\n",
                response=head + body,
                body_at=len(head),
                entity=body,
                headers=[("Content-Type", "text/html; charset=utf-8")],
            ),
            settles=link,
        )


def _line(page: int, place: int) -> str:
    number = page * A_PAGE + place
    return f"Образцов{number} Иван, рядовой, {1 + number % 28:02}.05.2023"


def _text(page: int) -> str:
    return "\n".join(_line(page, place) for place in range(_named(page)))


def _named(page: int) -> int:
    return A_PAGE if page < NEWS else 3


def _read(db: Database, clock: Clock, run: str, numbers: range) -> list[str]:
    """Stores what a reader would read of these pages."""
    found: list[str] = []
    for capture, url in db.conn.execute("SELECT id, url FROM capture").fetchall():
        page = int(url.rpartition("/")[2].removesuffix(".html"))
        if page in numbers:
            found += readings.store(db, capture, "bench", _document(page, url, clock), _mentions(page))
    return found


def _document(page: int, url: str, clock: Clock) -> Document:
    text, paper = _text(page), Publisher("Книга", "memorial", "RU-PNZ")
    block = (Block(0, len(text)),)
    return Document(
        text, block, f"Лист {page}", "2023-06-01", "meta", "ru", "utf-8", "table", url, clock.now(), paper
    )


def _mentions(page: int) -> list[Mention]:
    found, at = [], 0
    for place in range(_named(page)):
        line = _line(page, place)
        surname = line.split(" ")[0]
        status = STATUSES[(page + place) % len(STATUSES)]
        day = line[-10:]
        claims = (
            Claim("status", status, surname, at, at + len(surname), "status.of_book"),
            Claim("surname", surname, surname, at, at + len(surname), "surname.cell"),
            Claim("given", "Иван", "Иван", at + len(surname) + 1, at + len(surname) + 5, "given.cell"),
            Claim(
                "death_date",
                f"2023-05-{day[:2]}",
                day,
                at + len(line) - 10,
                at + len(line),
                "death_date.cell",
            ),
        )
        found.append(Mention(at, at + len(surname) + 5, claims))
        at += len(line) + 1
    return found


def _link(db: Database, clock: Clock, run: str, mentions: list[str]) -> None:
    """A person for each mention, in one run."""
    ledger = Ledger(db, clock, run)
    ids = ledger.give_ids(len(mentions), "linked")
    ledger.assign(list(zip(mentions, ids, strict=True)), "linked")
    of = {person: (mention,) for person, mention in zip(ids, mentions, strict=True)}
    builder = Builder(db)
    people = list(of.items())
    for begin in range(0, len(people), 5000):
        states = builder.states(dict(people[begin : begin + 5000]))
        ledger.change([Happened("upsert", one.counted.person, written(one)) for one in states])


def _accounts(home: Home, verifiers: int) -> list[str]:
    room, clock = Room(home, store.SCHEMA), Clock()
    cookies = []
    for number in range(verifiers):
        if accounts.one(room, f"v{number}") is None:
            accounts.add(room, clock, f"v{number}", "verifier", None)
        cookies.append(sessions.begin(room, clock, f"v{number}"))
    with room.unit() as db:
        db.execute("DELETE FROM review_lease")
    room.close()
    return cookies


def _wait(settings: Settings, server: BaseProcess) -> None:
    while server.is_alive():
        try:
            httpx.get(f"{settings.url}/login")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    raise RuntimeError("the desk does not answer")


def _tell(what: str, seconds: list[float]) -> bool:
    cuts = quantiles(seconds, n=100)
    verdict = "within" if cuts[98] <= LIMIT else "OVER"
    print(
        f"{what}: {len(seconds)} times, median {cuts[49] * 1000:.0f} ms, p99 {cuts[98] * 1000:.0f} ms, "
        f"most {max(seconds) * 1000:.0f} ms ({verdict} {LIMIT * 1000:.0f})"
    )
    return cuts[98] <= LIMIT


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--mentions", type=int, default=250_000)
    parser.add_argument("--verifiers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--think", type=float, default=3)
    parser.add_argument("--home", type=Path, help="Make the archive here, or use that which is there.")
    return parser.parse_args()


if __name__ == "__main__":
    main()
