"""A published set: whole, valid, the same bytes again, and telling nothing that it must not."""

import csv
import json
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest
from click.testing import CliRunner
from frictionless import Package
from pyarrow import parquet

from archive.database import connect
from archive.home import Home
from archive.persons import last_seq
from archive.sqlite import Database
from desk.cli import main
from desk.counting.dimensions import DIMENSIONS
from desk.counting.questions import question
from desk.feed import changes
from desk.feed.cursor import cursor_at
from desk.persons import decisions, merging
from desk.publication.edition import Edition
from desk.publication.manifest import head_at, read_manifest
from desk.publication.publishing import publish, states
from desk.publication.showing import Tier
from desk.publication.tables import tables
from tests.persons.pages import man
from tests.publication import town
from tests.publication.conftest import CONTACT, Town
from tests.publication.invented import FIRST_DAY

TIERS: tuple[Tier, ...] = ("public", "partner")
TEXTS = (".csv", ".jsonl", ".json", ".html", ".svg")


def rows(at: Path, name: str) -> list[dict[str, str]]:
    with (at / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def words(at: Path) -> str:
    """All that a set says."""
    return "\n".join(path.read_text("utf-8") for path in sorted(at.rglob("*")) if path.suffix in TEXTS)


@pytest.mark.parametrize("tier", TIERS)
def test_frictionless_finds_nothing_wrong(made: Town, tier: Tier) -> None:
    report = Package(str(made.sets[tier].at / "datapackage.json")).validate()
    assert report.flatten(["type", "message"]) == []
    assert report.stats["tasks"] > 30


@pytest.mark.parametrize("tier", TIERS)
def test_a_table_is_the_same_in_its_three_forms(made: Town, tier: Tier) -> None:
    at = made.sets[tier].at
    for name, table in tables(tier).items():
        plain = rows(at, name)
        columns = parquet.read_table(at / f"{name}.parquet").to_pylist()
        lines = [json.loads(line) for line in (at / f"{name}.jsonl").read_text("utf-8").splitlines()]
        assert len(plain) == len(columns) == len(lines) > 0
        for one, other, third in zip(plain, columns, lines, strict=True):
            full = {column: value for column, value in other.items() if value not in (None, [])}
            assert full == third
            assert {column for column, text in one.items() if text} == set(full)
        assert tuple(columns[0]) == table.names


@pytest.mark.parametrize("tier", TIERS)
def test_the_published_numbers_follow_from_the_published_persons(made: Town, tier: Tier) -> None:
    at = made.sets[tier].at
    counts = rows(at, "counts")
    assert {row["by"] for row in counts} == {"all", *DIMENSIONS}
    for by in ("region", "month", "category"):
        asked = ["count", str(at / "persons.csv"), "--by", by, "--as-of", FIRST_DAY.isoformat(), "--json"]
        found = json.loads(CliRunner().invoke(main, asked).stdout)
        published = [(row["value"], int(row["persons"])) for row in counts if row["by"] == by]
        assert published == [(row["value"], row["persons"]) for row in found["buckets"]]
    sums = Counter[str]()
    for row in counts:
        sums[row["by"]] += int(row["persons"])
    assert set(sums.values()) == {42}


def test_the_manifest_says_of_each_person_whether_he_is_in_the_count_and_of_what_it_is(made: Town) -> None:
    at, manifest = made.sets["public"].at, read_manifest(made.sets["public"].at)
    assert manifest == made.sets["public"].made
    assert manifest is not None
    verdicts = Counter(row["verdict"] for row in rows(at, "manifest"))
    assert verdicts == {"included": 42, "provisional.I4.search_alone": 1}
    assert (manifest.total, manifest.headline, manifest.left_out) == (
        42,
        "at least 42",
        {"provisional.I4.search_alone": 1},
    )
    assert manifest.gradings == {"grade-1": 43}
    assert manifest.digests["persons.csv"] == sha256((at / "persons.csv").read_bytes()).hexdigest()
    db = connect(made.home, readonly=True)
    assert head_at(db, manifest.log.size) == manifest.log
    assert list(changes(db, manifest.cursor)) == []
    assert json.loads(next(changes(db, 0, 1)))["archive"] == manifest.archive
    db.close()


def test_the_public_set_tells_nothing_of_the_hidden_the_unconfirmed_and_private_pages(made: Town) -> None:
    public, partner = (words(made.sets[tier].at) for tier in TIERS)
    secrets = [town.CALL_SIGN, town.HIDDEN, "about/hidden", "331-й", town.NOT_CONFIRMED, "RU-KL"]
    secrets += ["lica.example", "anna.example", "wall-", '"opening"']
    assert [secret for secret in secrets if secret in public] == []
    assert town.PRIVATE in public
    assert town.HIDDEN not in partner
    assert "about/hidden" not in partner
    assert "anna.example/wall-7" in partner
    assert town.NOT_CONFIRMED in partner
    assert town.CALL_SIGN in partner


def test_the_hidden_stay_in_the_count(made: Town) -> None:
    for tier in TIERS:
        hidden = [row for row in rows(made.sets[tier].at, "persons") if row["restricted"] == "*"]
        assert [(row["verdict"], row["surname"], row["region"]) for row in hidden] == [("included", "", "")]


def test_a_commitment_is_opened_by_what_partners_hold(made: Town) -> None:
    opened = {row["commitment"]: row for row in rows(made.sets["partner"].at, "mentions")}
    closed = [row for row in rows(made.sets["public"].at, "mentions") if not row["url"]]
    classes = sorted(row["evidence"] for row in closed)
    assert classes == ["media", "relative", "relative", "search"]
    for row in closed:
        full = opened[row["commitment"]]
        assert row["mention"] == f"closed-{row['commitment'][:16]}"
        if full["url"]:
            proof = f"{full['opening']}\n{full['url']}\n{full['snapshot']}\n"
            assert sha256(proof.encode()).hexdigest() == row["commitment"]


def test_the_same_archive_and_arguments_give_the_same_bytes(made: Town, folder: Path) -> None:
    asked = question("bbc-1", FIRST_DAY)
    again = publish(made.home, folder / "again", "public", asked, clock=town.later(0), contact=CONTACT)
    first = made.sets["public"].at
    assert again.at.name == first.name
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert [file for file in files if (first / file).read_bytes() != (again.at / file).read_bytes()] == []


def test_duckdb_reads_the_parquet(made: Town) -> None:
    at = made.sets["public"].at
    (found,) = duckdb.sql(
        f"SELECT count(*) FROM '{at}/persons.parquet' JOIN '{at}/mentions.parquet' USING (person)"
        " WHERE verdict = 'included' AND list_contains(source_classes, 'media')"
    ).fetchall()
    assert found == (42,)


def _states(db: Database, tier: Tier, day: date) -> dict[str, object]:
    """What states.jsonl of a set of a day holds."""
    lines = states(Edition(db, tier, question("bbc-1", day), b"salt"))
    return {one["person"]: one["state"] for one in map(json.loads, lines)}


def _followed(db: Database, begun: Mapping[str, object], cursor: str | int, tier: Tier) -> dict[str, object]:
    """What a reader holds who takes the feed from a cursor on."""
    held = dict(begun)
    for line in map(json.loads, changes(db, cursor, 10_000, tier)):
        if line["kind"] == "upsert":
            held[line["person"]] = line["state"]
        elif line["kind"] in ("merge", "withdraw"):
            held.pop(line["person"], None)
    return held


def test_states_jsonl_is_what_the_feed_tells(made: Town) -> None:
    db = connect(made.home, readonly=True)
    for tier in TIERS:
        lines = (made.sets[tier].at / "states.jsonl").read_text("utf-8").splitlines()
        held = {one["person"]: one["state"] for one in map(json.loads, lines)}
        assert held == _states(db, tier, FIRST_DAY) == _followed(db, {}, 0, tier)
    db.close()


def test_an_export_and_the_changes_since_it_are_the_live_state_exactly(home: Home) -> None:
    """After a night, a merge, takedowns and a rejection; and a past day, told late, tells no more."""
    db, clock, today = connect(home), town.later(1), FIRST_DAY + timedelta(days=1)
    pages = town.build(db, 12)
    begun = {tier: _states(db, tier, FIRST_DAY) for tier in TIERS}
    cursor = str(cursor_at(db, last_seq(db)))
    pages.clock = clock
    pages.read("lists/2", man("Новиковский", region="RU-AD"), man(town.surname(1), birth_date="1990"))
    pages.link()
    one, other, hidden, partly, alive = (town.person(db, town.surname(number)) for number in range(2, 7))
    merging.merge(db, clock, one, other, "v1", "one man")
    decisions.restrict(db, clock, hidden, "v1", "asked")
    decisions.restrict(db, clock, partly, "v1", "asked", field="region")
    decisions.verify(db, clock, alive, "rejected", "v1", reason="he is alive", seen=last_seq(db))
    for tier in TIERS:
        now = _states(db, tier, today)
        assert _followed(db, begun[tier], cursor, tier) == now == _followed(db, {}, 0, tier)
    late = _states(db, "public", FIRST_DAY)
    assert late.keys() == begun["public"].keys()
    gone = [town.surname(number) for number in (4, 6)]
    assert [name for name in gone if name in str(begun["public"])] == gone
    assert [name for name in gone if name in str(late)] == []
    db.close()
