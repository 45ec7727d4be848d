"""What the pages of nights, sources, vanished pages and counts tell, and what they do not."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest

from archive import issues, runs, sources
from archive.database import connect
from archive.home import Home
from archive.recorder import Recorder
from archive.sqlite import Database
from desk import vanished
from desk.counting.days import Grain
from desk.web.pages.counts import axis
from tests.archive.volna import SOURCE, TOML, answer, exchange, link
from tests.archive.years import NOT_FOUND, MovedClock
from tests.web.people import PAGES, add_person, keep_and_read, make_persons
from tests.web.served import Member, Served, quick_home, serving

LOOKS = 5
REFUSED = answer(b"<title>captcha</title>", status="403 Forbidden")


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk over an archive whose page `sokolov` vanished, and whose page `walled` was refused."""
    clock = MovedClock()
    with quick_home(tmp_path_factory.mktemp("years")) as home:
        keep_and_read(home, clock)
        make_persons(home, clock)
        with home.lock("test"):
            db = connect(home)
            for _ in range(LOOKS):
                clock.moment += timedelta(days=9)
                _look(home, db, clock)
            vanished.keep_up(home, db, clock)
            db.close()
        with serving(home, clock) as served:
            served.signed_in("ivolga", "verifier")
            yield served


def _look(home: Home, db: Database, clock: MovedClock) -> None:
    run = runs.start(db, clock, "nightly", {})
    sources.record(db, clock, SOURCE, TOML)
    recorder = Recorder(home, clock, run)
    for path, response, refusal in (("sokolov", NOT_FOUND, None), ("walled", REFUSED, "captcha")):
        found = link(path)
        recorder.frontier.add([found])
        recorder.keep(exchange(found.url, response, fetched_at=clock.now(), refusal=refusal), settles=found)
    memory = answer(PAGES["memory"].encode())
    again = exchange("https://volna.example/memory", memory, fetched_at=clock.now())
    recorder.keep(again, settles=link("memory"))
    recorder.flush()
    recorder.close()
    for kind, detail in (("refused", "captcha (403)"), ("unread: Misquote", "Щёлоков Артём")):
        issues.raise_issue(db, clock, run=run, kind=kind, detail=detail, source=SOURCE)
    runs.end(db, clock, run, 1, {})


@pytest.fixture
def member(years: Served) -> Member:
    return years.signed_in("ivolga")


def rows(member: Member, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(member.get(path).text)))


def test_a_vanished_page_is_listed_and_marked_where_it_is_evidence(years: Served, member: Member) -> None:
    (gone,) = rows(member, "/vanished.csv")
    assert gone["url"] == "https://volna.example/sokolov"
    assert gone["url"] in member.get("/vanished").text
    assert rows(member, "/vanished.csv?source=other") == []
    page = member.get("/kept", params={"url": gone["url"]}).text
    assert "gone" in page and gone["last_capture"] in page
    person = rows(member, "/persons.csv?q=Щёлоков")[0]["person"]
    shown = member.get(f"/persons/{person}").text
    assert "The page is gone" in shown and "What we kept is all that is left" in shown
    assert gone["snapshot"][:16] in shown


def test_refusals_and_their_kind_are_listed(member: Member) -> None:
    assert {(row["url"], row["refusal"]) for row in rows(member, "/refusals.csv")} == {
        ("https://volna.example/walled", "captcha")
    }
    assert rows(member, "/refusals.csv?source=other") == []


def test_a_page_by_its_address_shows_all_captures_however_it_is_written(member: Member) -> None:
    plain = rows(member, "/kept.csv?url=https://volna.example/memory")
    assert len(plain) == LOOKS + 1
    assert rows(member, "/kept.csv?url=HTTPS://Volna.example:443/memory?utm_source=vk%23top") == plain
    page = member.get("/kept?url=https://volna.example/memory").text
    assert "Тестович" in page and plain[0]["warc_file"] in page
    assert member.get("/kept?url=https://volna.example/never").status_code == 404


def test_every_night_is_shown_and_one_that_is_not_is_not_found(member: Member) -> None:
    listed = rows(member, "/nights.csv")
    assert len(listed) == LOOKS + 2
    for night in listed:
        assert member.get(f"/nights/{night['run']}").status_code == 200
    assert member.get("/nights/01GUESSED0000000000000000").status_code == 404


def test_words_of_an_error_of_reading_stay_hidden(member: Member) -> None:
    for path in ("/issues", "/issues.csv", f"/sources/{SOURCE}"):
        text = member.get(path).text
        assert "unread: Misquote" in text and "Щёлоков" not in text, path


def test_an_issue_is_settled_once_with_a_reason(years: Served, member: Member) -> None:
    issue = next(row["issue"] for row in rows(member, "/issues.csv") if row["kind"] == "refused")
    assert member.send_form(f"/issues/{issue}", why=" ").status_code == 400
    assert member.send_form(f"/issues/{issue}", why="wrote to the editor").status_code == 303
    assert issue not in member.get("/issues").text
    assert member.send_form(f"/issues/{issue}", why="again").status_code == 404
    db = connect(years.home, readonly=True)
    why = db.conn.execute("SELECT why FROM settled WHERE issue = ?", (issue,)).fetchone()
    assert why == ("wrote to the editor",)
    db.close()


def test_a_count_of_a_past_day_stays_as_it_was(years: Served, member: Member) -> None:
    path = "/api/v1/counts?as_of=2026-03-02&by=region"
    before = member.get(path).json()
    db = connect(years.home)
    add_person(db, years.clock, {"surname": "Новиков", "region": "RU-TA"})
    db.close()
    assert member.get(path).json() == before
    assert before["day_is_over"] is True and before["as_of_seq"] == 3
    assert member.get("/api/v1/counts").json()["as_of_seq"] == 4


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("by=nothing", "no dimension"),
        ("where=age=x", "never"),
        ("as_of=x", "no day"),
        ("rule=x", "no counting rule"),
        ("from=x", "expected YYYY"),
    ],
)
def test_a_question_that_cannot_be_read_is_explained(member: Member, query: str, said: str) -> None:
    answer = member.get(f"/counts?{query}")
    assert (answer.status_code, said in answer.text) == (400, True)
    assert member.get(f"/counts.csv?{query}").status_code == 400


def test_pages_of_a_long_table_are_numbered_from_one(member: Member) -> None:
    for number in ("0", "x", "-1", "1e9", "٣"):
        assert member.get(f"/persons?page={number}").status_code == 400
    assert member.get("/persons?page=99").status_code == 200


@pytest.mark.parametrize(
    ("grain", "first", "last", "labels"),
    [
        ("month", "2023-11", "2024-02", ["2023-11", "2023-12", "2024-01", "2024-02"]),
        ("year", "2022", "2024", ["2022", "2023", "2024"]),
        ("day", "2024-02-28", "2024-03-01", ["2024-02-28", "2024-02-29", "2024-03-01"]),
        ("week", "2024-W52", "2025-W02", ["2024-W52", "2025-W01", "2025-W02"]),
        ("month", "2024-05", "2024-05", ["2024-05"]),
    ],
)
def test_a_chart_has_columns_for_stretches_without_deaths(
    grain: Grain, first: str, last: str, labels: list[str]
) -> None:
    assert axis(grain, first, last) == labels
