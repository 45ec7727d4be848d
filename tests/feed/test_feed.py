"""The feed: whoever takes every line holds what the archive holds, and nothing that is hidden."""

import json
from datetime import timedelta
from pathlib import Path

import jsonschema
import msgspec
import pytest
from click.testing import CliRunner
from msgspec.structs import replace

from archive import facts
from archive import persons as kept
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.sqlite import Database
from desk.cli import main
from desk.counting.person import Counted
from desk.feed import changes
from desk.feed.cursor import CursorGone, NotACursor, cursor_at
from desk.feed.schema import SHIPPED, line_schema
from desk.persons.state import PersonState
from desk.publication.private import Private
from desk.publication.showing import Tier, shown
from tests.archive.volna import START
from tests.persons.pages import Pages, man
from tests.publication.invented import Persons

CONFIRMED = Counted(
    "", "confirmed", ("I4.media",), death_date="2025-11-02", birth_date="1990-01-02", age=35, region="RU-PNZ"
)
HELD = Counted("", "provisional", ("I4.search_alone",), region="RU-TA")
TIERS: tuple[Tier, ...] = ("public", "partner")


def told(
    db: Database, since: int | str = 0, limit: int = 1000, tier: Tier = "public"
) -> list[dict[str, object]]:
    return [json.loads(line) for line in changes(db, since, limit, tier)]


def applied(lines: list[dict[str, object]], onto: dict[object, object]) -> dict[object, object]:
    """What a reader holds who takes the lines in their order, as docs/pipeline.md tells him to."""
    for line in lines:
        if line["kind"] == "upsert":
            onto[line["person"]] = line["state"]
        elif line["kind"] in ("merge", "withdraw"):
            onto.pop(line["person"], None)
    return onto


def live(db: Database, tier: Tier) -> dict[object, object]:
    """What a tier gives of the archive as it is."""
    private, encode = Private(db), msgspec.json.encode
    states = {person: msgspec.json.decode(state, type=PersonState) for person, state in kept.live(db)}
    return {person: json.loads(encode(shown(state, tier, private))) for person, state in states.items()}


def many_days(persons: Persons) -> list[str]:
    one, other, held = persons.add(CONFIRMED, CONFIRMED, HELD)
    persons.merge(other, one, CONFIRMED, on=1)
    persons.split(one, CONFIRMED, replace(CONFIRMED, region="RU-BA"), on=2)
    persons.restrict(one, CONFIRMED, "region", on=3)
    persons.withdraw(held, on=4)
    return [one, other, held]


@pytest.mark.parametrize("tier", TIERS)
def test_whoever_takes_every_line_holds_the_live_state(persons: Persons, tier: Tier) -> None:
    many_days(persons)
    assert applied(told(persons.db, tier=tier), {}) == live(persons.db, tier)


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_a_reader_goes_on_from_the_cursor_of_his_last_line(persons: Persons, limit: int) -> None:
    many_days(persons)
    everything, taken, cursor = told(persons.db), list[dict[str, object]](), "0"
    while some := told(persons.db, cursor, limit):
        assert len(some) <= limit
        taken += some
        cursor = str(some[-1]["cursor"])
    assert taken == everything
    assert [line["seq"] for line in taken] == list(range(1, len(taken) + 1))
    assert told(persons.db, cursor) == []


def test_every_line_is_as_the_shipped_schema_says(persons: Persons) -> None:
    many_days(persons)
    schema = json.loads(SHIPPED.read_text("utf-8"))
    check = jsonschema.Draft202012Validator(schema)
    lines = [line for tier in TIERS for line in told(persons.db, tier=tier)]
    assert {str(line["kind"]) for line in lines} == {"upsert", "merge", "split", "withdraw", "restrict"}
    for line in lines:
        check.validate(line)
    assert not check.is_valid({**lines[0], "kind": "delete"})


def test_the_shipped_schema_is_that_of_the_code() -> None:
    assert SHIPPED.read_text("utf-8") == line_schema(), (
        "run: .venv/bin/python -m desk.feed.schema > desk/feed/change.schema.json"
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [("12", "the last change of this archive is 11"), ("3@0000000000000000", "another archive's")],
)
def test_a_cursor_that_is_not_of_this_archive_is_refused_with_the_remedy(
    persons: Persons, text: str, words: str
) -> None:
    many_days(persons)
    with pytest.raises(CursorGone, match=f"{words}.*take a full export"):
        changes(persons.db, text)
    assert told(persons.db, str(cursor_at(persons.db, 3))) == told(persons.db, 3)


def test_the_beginning_of_another_archive_is_another_one(persons: Persons) -> None:
    """Two archives of the same persons: cursor 0, too, tells them apart."""
    here = str(cursor_at(persons.db, 0))
    assert told(persons.db, here) == []
    with pytest.raises(CursorGone):
        changes(persons.db, "0@" + "0" * 16)


@pytest.mark.parametrize("text", ["", "-1", "soon", "3@xyz", "3@"])
def test_what_is_no_cursor_is_refused(persons: Persons, text: str) -> None:
    with pytest.raises(NotACursor):
        changes(persons.db, text)


def hide(persons: Persons, person: str, field: str | None) -> None:
    """The fact of a restriction, as a decision leaves it beside the change."""
    row = {"id": f"R{person}{field}", "person": person, "field": field, "reason": "asked", "by": "v1"}
    facts.append(persons.db, "restriction", [{**row, "at": "2026-03-05T00:00:00.000000Z"}])


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize(
    ("restricted", "gone"),
    [
        ("*", ["Зуев", "RU-PNZ", "1990-01"]),
        ("region", ["RU-PNZ"]),
        ("birth_date", ["1990-01"]),
        ("given", ["Пётр", "Зуев"]),
    ],
)
def test_what_is_restricted_leaves_by_no_line_not_by_old_ones_either(
    persons: Persons, tier: Tier, restricted: str, gone: list[str]
) -> None:
    one, other = persons.add(CONFIRMED, CONFIRMED)
    persons.merge(other, one, CONFIRMED, on=1)
    hide(persons, one, None if restricted == "*" else restricted)
    persons.restrict(one, CONFIRMED, restricted, on=2)
    words = b"".join(changes(persons.db, 0, 99, tier)).decode()
    assert not [word for word in gone if word in words]
    last = told(persons.db, tier=tier)[-1]["state"]
    assert isinstance(last, dict)
    assert (last["counted"]["grade"], last["restricted"]) == ("confirmed", [restricted])


def test_a_part_that_is_restricted_after_a_split_is_hidden_in_what_he_was_part_of(persons: Persons) -> None:
    (one,) = persons.add(CONFIRMED)
    new = persons.split(one, replace(CONFIRMED, region="RU-BA"), CONFIRMED, on=1)
    hide(persons, new, None)
    persons.restrict(new, CONFIRMED, "*", on=2)
    past, *_, part, _, now = told(persons.db)
    assert "Зуев" not in json.dumps([past, part, now], ensure_ascii=False)
    assert live(persons.db, "public")[one]["fields"]["surname"]["value"] == "Зуев"  # type: ignore[index]


def test_the_public_tier_names_nobody_who_is_not_confirmed_today(persons: Persons) -> None:
    one, other = persons.add(CONFIRMED, HELD)
    persons.upsert(one, HELD, on=1)
    public, partner = ("".join(map(str, told(persons.db, tier=tier))) for tier in TIERS)
    assert "Зуев" not in public
    assert "RU-PNZ" not in public
    assert "Зуев" in partner
    assert {line["person"] for line in told(persons.db)} == {one, other}


def test_the_public_tier_gives_no_word_of_a_private_page(home: Home) -> None:
    db = connect(home)
    pages = Pages(db, Clock(START))
    pages.source("anna", kind="social", evidence="relative")
    (private,) = pages.read("wall-1", man("Зуев", rank="рядовой"), source="anna")
    (public,) = pages.read("news-1", man("Зуев", region="RU-PNZ"))
    pages.link()
    (given,), (all_of_it,) = (told(db, tier=tier) for tier in TIERS)
    state, whole = given["state"], all_of_it["state"]
    assert isinstance(state, dict)
    assert isinstance(whole, dict)
    assert (state["mentions"], sorted(whole["mentions"])) == ([public], sorted([private, public]))
    assert state["fields"]["rank"] == {"value": "рядовой", "rule": "rank.said", "confidence": 0.9}
    assert state["fields"]["region"]["mention"] == public
    assert whole["fields"]["rank"]["raw"] == "рядовой"
    assert private not in str(given)
    db.close()


def test_the_verb_prints_lines_the_schema_and_one_line_for_a_wrong_cursor(
    home: Home, persons: Persons, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SINODIK_CLOCK", (START + timedelta(days=9)).isoformat())
    many_days(persons)
    words = ["changes", "--home", str(home.path)]
    shown_lines = (
        CliRunner().invoke(main, [*words, "--since", "2", "--limit", "3", "--tier", "partner"]).stdout
    )
    assert [json.loads(line)["seq"] for line in shown_lines.splitlines()] == [3, 4, 5]
    assert CliRunner().invoke(main, [*words, "--schema"]).stdout == line_schema()
    gone = CliRunner().invoke(main, [*words, "--since", "77"])
    assert gone.exit_code == 1
    assert "take a full export (sinodik publish) and go on from its cursor" in gone.stderr
