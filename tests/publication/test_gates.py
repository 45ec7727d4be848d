"""A set that breaks what is expected of it is not published: the last good one stands, and it is said why."""

import json
import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from msgspec.structs import replace

from archive import runs
from archive.database import connect
from archive.home import Home
from archive.log import Head
from archive.persons import last_seq
from archive.sqlite import Database
from desk.cli import main
from desk.persons import decisions
from desk.publication.gates import broken
from desk.publication.manifest import Manifest
from desk.publication.sets import BadDestination, Shelf
from tests.archive.volna import START
from tests.publication import town
from tests.publication.conftest import CONTACT, Town


def gates(town_home: Home, at: Path, made: Manifest, last: Manifest | None) -> list[str]:
    db = connect(town_home, readonly=True)
    found = [gate.gate for gate in broken(db, at, made, last)]
    db.close()
    return found


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (lambda now: None, []),
        (lambda now: now, []),
        (lambda now: replace(now, total=now.total - 5), []),
        (lambda now: replace(now, total=42), []),
        (lambda now: replace(now, total=43), ["count-fell"]),
        (lambda now: replace(now, fill={**now.fill, "unit": now.fill["unit"] + 0.09}), []),
        (lambda now: replace(now, fill={**now.fill, "unit": now.fill["unit"] + 0.11}), ["fill-fell"]),
        (lambda now: replace(now, rule="strict-1", total=999), ["rule-changed"]),
        (lambda now: replace(now, as_of_seq=now.as_of_seq + 1), ["older"]),
        (lambda now: replace(now, archive="0" * 64, total=999), ["other-archive"]),
        (lambda now: replace(now, log=Head(now.log.size, "0" * 64)), ["log-rewritten"]),
    ],
)
def test_a_set_is_held_against_the_last_good_one(
    made: Town, last: Callable[[Manifest], Manifest | None], expected: list[str]
) -> None:
    public = made.sets["public"]
    assert gates(made.home, public.at, public.made, last(public.made)) == expected


def test_a_table_that_frictionless_refuses_is_not_published(made: Town, tmp_path: Path) -> None:
    public = made.sets["public"]
    at = shutil.copytree(public.at, tmp_path / "set")
    text = (at / "persons.csv").read_text("utf-8")
    (at / "persons.csv").write_text(text.replace(",confirmed,", ",certain,", 1), "utf-8")
    assert gates(made.home, at, public.made, None) == ["invalid"]


def test_an_archive_whose_log_does_not_hold_publishes_nothing(made: Town, tmp_path: Path) -> None:
    public = made.sets["public"]
    home = Home(shutil.copytree(made.home.path, tmp_path / "home"))
    db = connect(home)
    db.execute("DROP TRIGGER change_is_never_updated")
    db.execute("UPDATE change SET state = replace(state, 'confirmed', 'rejected') WHERE seq = 1")
    db.close()
    assert "log-broken" in gates(home, public.at, public.made, None)


def _publish(home: Home, out: Path, *more: str) -> Result:
    words = ["publish", "--home", str(home.path), "--tier", "public", "--out", str(out), "--contact", CONTACT]
    return CliRunner().invoke(main, [*words, *more])


def _reject(db: Database, surname: str) -> None:
    person = town.person(db, surname)
    decisions.verify(db, town.later(0), person, "rejected", "v1", reason="alive", seen=last_seq(db))


def test_the_last_good_set_stands_until_a_person_says_why_not(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = iter(range(1, 9))

    def publish(*more: str) -> Result:
        monkeypatch.setenv("SINODIK_CLOCK", (START + timedelta(hours=next(hours))).isoformat())
        return _publish(home, out, *more)

    out, db = tmp_path / "out", connect(home)
    town.build(db, 10)
    first = publish()
    assert (first.exit_code, first.stdout) == (
        0,
        f"at least 12 named dead (bbc-1, as of 2026-03-02)\n{out}/current/index.html\n",
    )
    before = (out / "current").resolve()
    _reject(db, town.surname(1))
    decisions.restrict(db, town.later(0), town.person(db, town.surname(2)), "v1", "asked")
    refused = publish()
    assert refused.exit_code == 2
    assert "count-fell: 11 persons are counted, 12 were" in refused.stderr
    assert "with --accept REASON" in refused.stderr
    assert "1 takedowns wait" in refused.stderr
    assert (out / "current").resolve() == before
    assert sorted(path.name for path in out.iterdir()) == [".lock", "current", "sets"]
    last = runs.last(db, "publish")
    assert last is not None
    assert last.exit_code == 2
    accepted = publish("--accept", "one of them is alive")
    assert accepted.exit_code == 0
    assert "accepted: count-fell, because one of them is alive" in accepted.stderr
    assert not before.exists()
    assert [one.name for one in (out / "sets").iterdir()] == [(out / "current").resolve().name]
    told = json.loads((out / "current" / "manifest.json").read_text("utf-8"))
    assert told["accepted"] == [{"gate": "count-fell", "reason": "one of them is alive"}]
    assert runs.last(db, "publish").arguments["accept"] == "one of them is alive"  # type: ignore[union-attr]
    assert town.surname(2) not in (out / "current" / "persons.csv").read_text("utf-8")
    db.close()


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (["--contact", "somewhere"], "mailto:… or a page"),
        (["--rule", "bbc-9"], "no counting rule 'bbc-9'"),
        (["--home", "nowhere"], "no archive in nowhere"),
    ],
)
def test_what_cannot_be_published_is_refused_in_a_line(
    made: Town, tmp_path: Path, words: list[str], remedy: str
) -> None:
    shown = _publish(made.home, tmp_path / "out", *words)
    assert shown.exit_code in (1, 2)
    assert remedy in shown.stderr
    assert "Traceback" not in shown.stderr
    assert not (tmp_path / "out").exists()


def test_a_public_set_never_takes_the_place_of_a_partners_one(made: Town) -> None:
    partner = Shelf(made.sets["partner"].at.parents[1])
    with pytest.raises(BadDestination, match="holds the partner set"), partner.begun("public"):
        pass


def test_a_folder_with_other_things_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letters").mkdir()
    with pytest.raises(BadDestination, match="holds something else"), Shelf(tmp_path).begun("public"):
        pass


def test_what_is_begun_is_never_seen_and_what_was_left_is_cleared_away(tmp_path: Path) -> None:
    left = tmp_path / "out" / ".part-1"
    left.mkdir(parents=True)
    shelf = Shelf(tmp_path / "out")
    with shelf.begun("public") as part:
        assert not left.exists()
        (part / "persons.csv").write_text("half")
        assert shelf.last() is None
    assert sorted(path.name for path in shelf.path.iterdir()) == [".lock", "sets"]
