"""The verbs of persons over an archive, with the engine that the nights use."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import persons
from archive.home import Home
from archive.sqlite import Database
from desk.cli import main
from tests.persons.pages import Pages, man

Verb = Callable[..., Result]

BORN = {"birth_date": "1990-04-02", "death_date": "2023-05-14", "region": "RU-PNZ", "settlement": "Сурск"}


@pytest.fixture
def verb(home: Home, pages: Pages) -> Verb:
    """Calls a verb upon a home with two mentions of one man and one of another."""
    for page in "ab":
        pages.read(page, man("Вешняков", given="Егор", patronymic="Ильич", **BORN))
    pages.read("c", man("Дзюба", given="Олег", patronymic="Карпович", birth_date="1979-11-30"))

    def called(*words: str) -> Result:
        return CliRunner().invoke(main, [*words, "--home", str(home.path)])

    return called


def both(db: Database) -> list[str]:
    """The persons, the one with two mentions first."""
    return [row[0] for row in db.conn.execute("SELECT id FROM person ORDER BY mentions DESC")]


def test_the_archive_is_linked_and_a_second_time_nothing_is_new(verb: Verb, db: Database) -> None:
    assert "2 persons (2 new)" in verb("link").output
    again = json.loads(verb("link", "--json").output)
    assert [(row["persons"], row["new"], row["changed"], row["whole"]) for row in again] == [(2, 0, 0, False)]
    assert persons.last_seq(db) == 2


def test_a_person_is_shown_by_name_with_words_and_records(verb: Verb, db: Database) -> None:
    verb("link")
    told = json.loads(verb("person", "Вешняков Егор", "--json").output)
    assert told["person"] == both(db)[0] and len(told["mentions"]) == 2
    rank = next(field for field in told["fields"] if field["field"] == "death_date")
    assert (rank["words"], rank["warc"][:14]) == ("2023-05-14", "made.warc.gz @")
    shown = verb("person", "Вешняков").output
    assert "confirmed, killed: I4.media; 2 independent texts" in shown
    assert "nobody is called Петров" in verb("person", "Петров").output
    everyone = json.loads(verb("person", "--json").output)
    assert [one["name"] for one in everyone] == ["Вешняков Егор Ильич", "Дзюба Олег Карпович"]


def test_why_his_mentions_are_one_man_is_told_and_drawn(verb: Verb, db: Database, tmp_path: Path) -> None:
    verb("link")
    person, other = both(db)
    picture = tmp_path / "why.svg"
    (pair,) = json.loads(verb("link", "explain", person, "--json", "--picture", str(picture)).output)
    assert {reason["comparison"] for reason in pair["reasons"]} >= {"surname", "birth", "together"}
    assert picture.read_text("utf-8").startswith("<svg")
    assert json.loads(verb("link", "explain", other, "--json").output) == []
    assert verb("link", "explain", "one", "two").exit_code == 2


def test_judged_merged_verified_hidden_and_withdrawn_in_the_terminal(verb: Verb, db: Database) -> None:
    verb("link")
    person, other = both(db)
    why = ("--reason", "looked", "--by", "vera")
    first, second = persons.mentions_of(db, person)
    assert verb("judge", first, second, "different", *why).exit_code == 0
    assert persons.person_of(db, first) != persons.person_of(db, second)
    assert verb("judge", first, second, "same", *why).exit_code == 0
    assert verb("judge", person, other, "same", *why).exit_code == 0
    assert persons.resolve(db, other) == person
    given = verb("verify", person, "corrected", "--field", "rank", "--value", "сержант", "--by", "vera")
    assert given.exit_code == 0
    hidden = json.loads(verb("restrict", person, "--field", "settlement", *why, "--json").output)
    shown = verb("person", other).output
    assert "сержант" in shown and "Сурск" not in shown and "[restricted]" in shown
    assert verb("withdraw", hidden[0]["fact"], *why).exit_code == 0
    assert "Сурск" in verb("person", other).output


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("verify", "nobody", "confirmed", "--by", "vera"), "no person nobody"),
        (("verify", "nobody", "confirmed"), "Missing option '--by'"),
        (
            ("withdraw", "nothing", "--reason", "x", "--by", "vera"),
            "no judgement, verification or restriction",
        ),
        (("restrict", "nobody", "--reason", "x", "--by", "vera"), "no person nobody"),
        (("judge", "m", "n", "same", "--reason", "x", "--by", "vera"), "no mention m"),
        (("person", "nobody"), "nobody is called nobody"),
        (("link", "explain", "nobody"), "nobody is called nobody"),
    ],
)
def test_what_cannot_be_done_is_one_line(verb: Verb, words: tuple[str, ...], told: str) -> None:
    ran = verb(*words)
    assert ran.exit_code and told in ran.output and "Traceback" not in ran.output


def test_a_verification_of_an_older_state_is_refused(verb: Verb, db: Database) -> None:
    verb("link")
    person, _ = both(db)
    ran = verb("verify", person, "confirmed", "--by", "vera", "--seen", "0")
    assert ran.exit_code == 1 and "changed meanwhile" in ran.output


def test_the_table_of_persons_is_rebuilt_to_the_same_bytes(verb: Verb, db: Database) -> None:
    verb("link")
    before = db.conn.execute("SELECT * FROM person ORDER BY id").fetchall()
    db.conn.execute("UPDATE person SET surname = 'Никто'")
    assert verb("rebuild", "persons").exit_code == 0
    assert db.conn.execute("SELECT * FROM person ORDER BY id").fetchall() == before


@pytest.mark.parametrize("fate", ["kept", "lost", "no file of ours"])
def test_a_night_gives_the_engine_what_is_new_whatever_became_of_the_file_it_keeps(
    verb: Verb, home: Home, pages: Pages, db: Database, fate: str
) -> None:
    verb("link")
    before = persons.assigned(db)
    kept = home.path / "linkage.duckdb"
    if fate == "lost":
        kept.unlink()
    elif fate == "no file of ours":
        kept.write_bytes(b"something else")
    (new,) = pages.read("d", man("Вешняков", given="Егор", patronymic="Ильич", **BORN))
    (other,) = pages.read("e", man("Карпов", given="Глеб", patronymic="Львович", birth_date="1999-01-30"))
    told = json.loads(verb("link", "--json").output)
    assert [(row["new"], row["merged"], row["persons"], row["whole"]) for row in told] == [(1, 0, 3, False)]
    now = persons.assigned(db)
    assert now == before | {new: both(db)[0], other: now[other]}
    pages.read("e", version="2")
    told = json.loads(verb("link", "--json").output)
    assert [(row["withdrawn"], row["persons"]) for row in told] == [(1, 2)]
