"""The example of docs/pipeline.md, taken from there and run: a DuckDB that stays in step."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import duckdb
import msgspec
import pytest

from archive import persons
from archive.database import connect
from archive.home import Home
from archive.persons import last_seq
from archive.sqlite import Database
from desk.counting.questions import question
from desk.feed.cursor import cursor_at
from desk.persons import decisions, merging
from desk.persons.state import PersonState
from desk.publication.edition import Edition
from desk.publication.private import Private
from desk.publication.publishing import states
from desk.publication.showing import Tier, shown
from tests.publication import town
from tests.publication.invented import FIRST_DAY

DOC = Path(__file__).parents[2] / "docs" / "pipeline.md"
TIER: Tier = "partner"


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The document's functions; `sinodik` is the one of this Python."""
    beside = Path(sys.executable).parent
    monkeypatch.setenv("PATH", str(beside), prepend=os.pathsep)
    (code,) = re.findall(r"```python\n(.*?)```", DOC.read_text("utf-8"), re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(code, str(DOC), "exec"), names)
    return SimpleNamespace(**names)


def export(db: Database, folder: Path) -> None:
    """The two files of a set that a reader begins from."""
    folder.mkdir()
    edition = Edition(db, TIER, question("bbc-1", FIRST_DAY), b"salt")
    (folder / "states.jsonl").write_bytes(b"".join(states(edition)))
    cursor = str(cursor_at(db, edition.as_of_seq))
    (folder / "manifest.json").write_text(json.dumps({"cursor": cursor}))


def live(db: Database) -> dict[str, object]:
    private = Private(db)
    told = {person: msgspec.json.decode(state, type=PersonState) for person, state in persons.live(db)}
    return {
        person: json.loads(msgspec.json.encode(shown(state, TIER, private))) for person, state in told.items()
    }


def held(base: duckdb.DuckDBPyConnection) -> dict[str, object]:
    return {
        person: json.loads(state) for person, state in base.execute("SELECT id, state FROM person").fetchall()
    }


def test_the_example_stays_in_step_through_merges_takedowns_and_a_lost_archive(
    home: Home, tmp_path: Path, example: SimpleNamespace
) -> None:
    db, clock = connect(home), town.later(1)
    pages = town.build(db, 8)
    export(db, tmp_path / "set")
    base = duckdb.connect(tmp_path / "reader.duckdb")
    base.execute(example.TABLES)
    example.load(base, tmp_path / "set")
    assert held(base) == live(db)

    pages.clock = clock
    pages.read("lists/2", *(town.soldier(number) for number in range(100, 103)))
    pages.link()
    one, other, hidden = (town.person(db, town.surname(number)) for number in (2, 3, 4))
    merging.merge(db, clock, one, other, "v1", "one man")
    decisions.restrict(db, clock, hidden, "v1", "asked")
    example.follow(base, str(home.path), TIER, limit=2)
    assert held(base) == live(db)
    assert base.execute("SELECT count(*) FROM gone").fetchall() == [(1,)]
    assert base.execute("SELECT cursor FROM place").fetchall() == [(str(cursor_at(db, last_seq(db))),)]
    example.follow(base, str(home.path), TIER)
    assert held(base) == live(db)

    other_home = Home(tmp_path / "other").create()
    another = connect(other_home)
    town.build(another, 30)
    with pytest.raises(subprocess.CalledProcessError) as refused:
        example.follow(base, str(other_home.path), TIER)
    assert b"take a full export" in refused.value.stderr
    db.close()
    another.close()
    base.close()
