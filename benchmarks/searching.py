"""Milliseconds a search among 250,000 invented persons, each query misspelt in some way a person would.

    python -m benchmarks.searching [--persons 250000] [--queries 400]

Says how often the person meant is the first of what is found, and among the first ten, by kind of query.
"""

import argparse
import time
from collections import defaultdict
from pathlib import Path
from random import Random
from statistics import quantiles
from tempfile import TemporaryDirectory

import msgspec

from archive import runs
from archive.clock import Clock, stamp
from archive.database import atomic, connect
from archive.home import Home
from archive.ids import Ulids
from archive.sqlite import Database
from benchmarks.mentions_people import Man, World, men
from benchmarks.mentions_spelling import latin, misspelt, patronymic_of, short_form
from desk.counting.person import Counted
from desk.persons.state import FieldValue, PersonState
from desk.web.search.finding import find
from desk.web.search.index import Index


def main() -> None:
    """Prints the index's cost, then a line for each kind of query."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--persons", type=int, default=250_000)
    parser.add_argument("--queries", type=int, default=400)
    options = parser.parse_args()
    chance = Random(7)
    people = men(options.persons, chance, World())
    with TemporaryDirectory() as folder:
        home = Home(Path(folder) / "home").create()
        db = connect(home)
        ids = _append(db, people)
        index, begun = Index(home), time.perf_counter()
        index.keep_up(db)
        took, size = time.perf_counter() - begun, index.path.stat().st_size
        print(f"index of {len(people)} persons: {took:.1f} s, {size / 1e6:.0f} MB")
        _ask(index, people, ids, chance, options.queries)


def _append(db: Database, people: list[Man]) -> list[str]:
    """Changes as a link would leave them, without the log, which no search reads."""
    clock = Clock()
    run, give, at = runs.start(db, clock, "link", {}), Ulids(clock), stamp(clock.now())
    ids = [give.new() for _ in people]
    with atomic(db):
        db.conn.executemany(
            "INSERT INTO identity VALUES (?, ?, ?, 'linked')", [(person, run, at) for person in ids]
        )
        db.conn.executemany(
            "INSERT INTO change VALUES (?, 'upsert', ?, ?, ?, ?)",
            [
                (seq, person, _state(person, man), run, at)
                for seq, (person, man) in enumerate(zip(ids, people, strict=True), 1)
            ],
        )
    return ids


def _state(person: str, man: Man) -> str:
    said = {"surname": man.surname, "given": man.given, "patronymic": patronymic_of(man.father)}
    fields = {name: FieldValue(value, "told", 0.9) for name, value in said.items()}
    state = PersonState(Counted(person, "provisional"), fields, ("m",), 1, "g1")
    return msgspec.json.encode(state).decode()


def _ask(index: Index, people: list[Man], ids: list[str], chance: Random, how_many: int) -> None:
    reading, times, hits = index.reading(), [], defaultdict(list)
    for _ in range(how_many):
        at = chance.randrange(len(people))
        for kind, query in _queries(people[at], chance).items():
            begun = time.perf_counter()
            found = find(reading, query).persons
            times.append((time.perf_counter() - begun) * 1000)
            hits[kind].append(found.index(ids[at]) if ids[at] in found else -1)
    cuts = quantiles(times, n=100)
    print(f"{len(times)} searches: median {cuts[49]:.1f} ms, p95 {cuts[94]:.1f}, p99 {cuts[98]:.1f}")
    for kind, places in hits.items():
        first, ten = (sum(0 <= place < most for place in places) / len(places) for most in (1, 10))
        some = sum(place >= 0 for place in places) / len(places)
        print(f"{kind:24} first {first:6.1%}   in ten {ten:6.1%}   found {some:6.1%}")


def _queries(man: Man, chance: Random) -> dict[str, str]:
    full = f"{man.surname} {man.given} {patronymic_of(man.father)}"
    return {
        "as written": full,
        "without patronymic": f"{man.surname} {man.given}",
        "another order, ё as е": f"{man.given} {patronymic_of(man.father)} {man.surname}".replace("ё", "е"),
        "a slip in the surname": f"{misspelt(man.surname, chance)} {man.given} {patronymic_of(man.father)}",
        "in Latin letters": f"{latin(man.surname, 0)} {latin(man.given, 0)}",
        "short form": f"{man.surname} {short_form(man.given, chance)}",
        "a wrong patronymic": f"{man.surname} {man.given} Тестович",
        "the surname alone": man.surname,
        "the given name alone": man.given,
    }


if __name__ == "__main__":
    main()
