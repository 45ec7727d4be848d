"""`sinodik count` and `sinodik estimate` over files, as a user runs them."""

import csv
import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import msgspec
import pyarrow as pa
import pytest
from click.testing import CliRunner, Result
from pyarrow import parquet

from desk.cli import main
from desk.counting.person import Counted
from desk.counting.table import NotATable, read_persons
from tests.counting.persons import Register

ROWS = """\
person,grade,reasons,death_date,funeral_date,published,region,category,age,foreign,source_classes,url
P1,confirmed,I4.media,2025-11-02,,2025-11-09,RU-BA,mobilised,31,,media;grave,x
P2,confirmed,I4.grave,2025-11,2025-11-20,,RU-BA,,44,,grave,x
P3,confirmed,I4.media,,,2026-01-05,,volunteer,,true,media,x
P4,provisional,I4.roster_alone,,,2026-01-06,RU-TA,,,,roster,x
"""


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "persons.csv"
    path.write_text(ROWS, "utf-8")
    return path


def _run(*words: str | Path) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words])


def _json(*words: str | Path) -> dict[str, object]:
    shown = _run(*words, "--json")
    assert shown.exit_code == 0, shown.output
    found: dict[str, object] = json.loads(shown.stdout)
    return found


def test_a_count_shows_its_headline_its_rows_and_all_that_is_not_in_it(table: Path) -> None:
    shown = _run("count", table, "--by", "month", "--as-of", "2026-03-01", "--backlog", "700")
    lines = [" ".join(line.split()) for line in shown.stdout.splitlines()]
    assert "at least 3 named dead (bbc-1, as of 2026-03-01)" in lines
    assert "2025-11 2 66.7 % 2 0 0 provisional" in lines
    assert "2026-01 1 33.3 % 0 0 1 provisional" in lines
    assert "undated 0 0 % 0 0 0" in lines
    assert "sum 3" in lines
    assert "dated by death 2, funeral 0, publication 1, undated 0" in lines
    assert "left out provisional.I4.roster_alone 1" in lines
    assert any("700 mentions" in line for line in lines)
    assert "not used of" in shown.stderr
    assert "url" in shown.stderr


def test_the_json_of_a_count_has_the_same(table: Path) -> None:
    found = _json("count", table, "--by", "region", "--as-of", "2026-03-01", "--where", "age!=unknown")
    assert (found["headline"], found["total"]) == ("at least 2", 2)
    assert found["buckets"] == [
        {"value": "RU-BA", "persons": 2, "provisional": False,
         "dated_by": {"death": 1, "funeral": 1, "publication": 0, "undated": 0}},
        {"value": "unknown", "persons": 0, "provisional": False,
         "dated_by": {"death": 0, "funeral": 0, "publication": 0, "undated": 0}},
    ]  # fmt: skip


def test_the_manifest_says_of_each_person_whether_he_is_in(table: Path, tmp_path: Path) -> None:
    manifest = tmp_path / "manifest.csv"
    found = _json(
        "count", table, "--rule", "bbc-1+foreign-apart", "--manifest", manifest, "--from", "2025-11-15"
    )
    rows = list(csv.reader(manifest.read_text("utf-8").splitlines()))
    assert rows == [
        ["person", "verdict"],
        ["P1", "not_asked.date"],
        ["P2", "included"],
        ["P3", "foreign.apart"],
        ["P4", "provisional.I4.roster_alone"],
    ]
    assert found["total"] == sum(verdict == "included" for _, verdict in rows)


def _parquet(path: Path, persons: Sequence[Counted]) -> Path:
    parquet.write_table(pa.Table.from_pylist(msgspec.to_builtins(persons)), path)
    return path


def test_parquet_and_csv_are_the_same_table(table: Path, tmp_path: Path) -> None:
    persons = read_persons(table).persons
    again = read_persons(_parquet(tmp_path / "persons.parquet", persons))
    assert again.persons == persons
    assert (persons[1].category, persons[2].foreign, persons[0].source_classes) == (
        "unknown",
        True,
        ("media", "grave"),
    )


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("person\nP1\n", "no column 'grade'"),
        ("grade\nconfirmed\n", "no column 'person'"),
        ("person,grade\nP1,sure\n", r"person 1: .*grade"),
        ("person,grade,category\nP1,confirmed,\nP2,confirmed,mobilized\n", r"person 2: .*category"),
        ("person,grade,death_date\nP1,confirmed,2023-02-30\n", r"person 1: '2023-02-30'"),
        ("person,grade,death_date\nP1,confirmed,01.02.2023\n", r"expected YYYY"),
        ("person,grade,age\nP1,confirmed,350\n", r"person 1: .*350"),
        ("person,grade,source_classes\nP1,confirmed,media;blog\n", r"person 1: .*source_classes"),
        ("person,grade\nP1,confirmed\nP2,confirmed\nP1,confirmed\n", r"'P1' stands twice"),
        ("person,grade\n,confirmed\n", r"person 1: .*person"),
        ("person,grade\nP1\n", r"no CSV table"),
        ("person,grade,grade\nP1,confirmed,rejected\n", r"'grade' stands twice"),
    ],
)
def test_a_table_that_would_be_counted_wrongly_is_refused_by_row(
    tmp_path: Path, text: str, words: str
) -> None:
    path = tmp_path / "persons.csv"
    path.write_text(text, "utf-8")
    with pytest.raises(NotATable, match=words):
        read_persons(path)


def test_what_other_programs_write_into_parquet_is_read(tmp_path: Path) -> None:
    columns = {
        "person": ["P1", "P2"],
        "grade": ["confirmed", "confirmed"],
        "age": [31.0, float("nan")],
        "death_date": [date(2024, 1, 2), None],
    }
    path = tmp_path / "persons.parquet"
    parquet.write_table(pa.table(columns), path)
    assert [(one.age, one.death_date) for one in read_persons(path).persons] == [
        (31, "2024-01-02"),
        (None, None),
    ]


def test_a_file_that_is_no_parquet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "persons.parquet"
    path.write_text(ROWS, "utf-8")
    with pytest.raises(NotATable, match="no Parquet table"):
        read_persons(path)


def test_an_estimate_of_a_figure_says_its_coverage_and_adds_the_militias_apart() -> None:
    words = ("--identified", "106745", "--coverage", "0.45:0.65@2025-05-05", "--dpr-lpr", "21000:23500")
    found = _json("estimate", *words)
    assert found["dead"] == {"low": 164_223, "high": 237_211}
    assert found["together"] == {"low": 185_223, "high": 260_711}
    assert found["coverage"] == {"low": 0.45, "high": 0.65, "day": "2025-05-05"}
    shown = _run("estimate", *words).stdout
    assert "164,223 to 237,211  if 45 % to 65 % of the dead are named, put so on 2025-05-05" in shown


def test_deaths_for_each_square_kilometre_of_a_figure_s_period(tmp_path: Path) -> None:
    land = tmp_path / "land.csv"
    land.write_text("period,km2\n2023,500\n2024,4168\n", "utf-8")
    words = ("estimate", "--identified", "45287", "--coverage", "45%:65%", "--territory", land)
    found = _json(*words, "--period", "2024")["per_km2"]
    assert isinstance(found, list)
    assert [(one["numerator"], one["per_km2"]) for one in found] == [
        ("identified", 10.87),
        ("at 65 % coverage", 16.72),
        ("at 45 % coverage", 24.15),
    ]
    assert "Say --period, one of: 2023, 2024" in _run(*words).stderr


def test_the_dead_who_are_counted_apart_are_shown_apart(tmp_path: Path) -> None:
    register = Register()
    register.add(2, force="dpr")
    register.add(1, foreign=True)
    table = _parquet(tmp_path / "persons.parquet", register.made)
    shown = _run("count", table, "--rule", "bbc-1+foreign-apart").stdout
    assert "at least 0 named dead" in shown
    assert "apart      force.dpr 2, foreign.apart 1: confirmed dead too" in shown
    assert "left out" not in shown


def test_overlaps_and_delays_of_a_table(tmp_path: Path) -> None:
    register = Register()
    days = {"death_date": "2025-05-01", "published": "2025-05-08"}
    register.add(80, source_classes=("media",), **days)
    register.add(40, source_classes=("grave",), **days)
    register.add(20, source_classes=("grave", "media"), death_date="2025-05-01", published="2025-05-20")
    table = _parquet(tmp_path / "persons.parquet", register.made)
    words = (
        "estimate",
        table,
        "--lists",
        "every",
        "--delays",
        "--coverage",
        "0.5:1",
        "--as-of",
        "2026-03-01",
    )
    found = _json(*words)
    overlaps, delays = found["overlaps"], found["delays"]
    assert isinstance(overlaps, dict)
    assert isinstance(delays, dict)
    assert (overlaps["method"], overlaps["lists"], round(overlaps["total"])) == (
        "Chapman",
        ["grave", "media"],
        292,
    )
    assert (delays["median"], delays["longest"], found["dead"]) == (7, 19, {"low": 140, "high": 280})
    shown = _run(*words).stdout
    assert "292, 226 to 409 with 95 %  (Chapman over grave, media" in shown
    assert "0.857" in shown


@pytest.mark.parametrize(
    ("words", "remedy"),
    [
        (["count", "TABLE", "--rule", "bbc-9"], "no counting rule 'bbc-9'"),
        (["count", "TABLE", "--where", "region"], "expected NAME=VALUE"),
        (["count", "TABLE", "--where", "colour=red"], "no dimension 'colour'"),
        (["count", "TABLE", "--from", "soon"], "expected YYYY"),
        (["estimate", "--home", "nowhere", "--coverage", "0.45:0.65"], "no archive in nowhere"),
        (["count", "--home", "nowhere"], "no archive in nowhere"),
        (["count", "--backlog", "5"], "of the archive it is known"),
        (
            ["estimate", "TABLE", "--identified", "5", "--coverage", "0.45:0.65"],
            "either TABLE or --identified",
        ),
        (["estimate", "--identified", "5"], "say what to estimate by"),
        (["estimate", "--identified", "5", "--delays"], "need persons"),
        (["estimate", "--identified", "5", "--coverage", "0.65:0.45"], "the low one first"),
        (["estimate", "TABLE", "--delays", "--dpr-lpr", "1:2"], "give --coverage too"),
        (["estimate", "TABLE", "--delays", "--period", "2024"], "leave it out"),
        (["estimate", "TABLE", "--territory", "TABLE", "--from", "2024"], "leave --from and --to out"),
        (["estimate", "TABLE", "--lists", "media,official"], "nobody is on the list official"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_one_line_that_names_the_remedy(
    table: Path, words: list[str], remedy: str
) -> None:
    shown = _run(*(table if word == "TABLE" else word for word in words))
    assert shown.exit_code in (1, 2)
    assert remedy in shown.stderr
    assert "Traceback" not in shown.stderr
