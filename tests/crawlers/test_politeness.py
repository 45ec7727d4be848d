"""We ask robots.txt first, pause between requests, and come back when a busy server says so."""

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from crawlers.agent import NoContact, user_agent
from crawlers.hours import is_within
from crawlers.retry_after import retry_at
from crawlers.robots import rules
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import Asked, response, serve

NOW = datetime(2026, 3, 2, 1, 10, tzinfo=UTC)
LIST = '<a class="page" href="/open">…</a><a class="page" href="/closed/1">…</a>'
PAGES = {"/": response(LIST), "/open": response("open"), "/closed/1": response("closed")}


def text(body: str) -> bytes:
    return response(body, content_type="text/plain")


ROBOTS = {
    "rules": (text("User-agent: *\nDisallow: /closed/"), ["/", "/open"]),
    "for us": (
        text("User-agent: Sinodik\nDisallow: /open\n\nUser-agent: *\nDisallow: /"),
        ["/", "/closed/1"],
    ),
    "nothing": (text("User-agent: *\nDisallow: /"), []),
    "empty": (text(""), ["/", "/open", "/closed/1"]),
    "html": (response("<h1>Страница не найдена"), ["/", "/open", "/closed/1"]),
    "404": (response("", status="404 Not Found"), ["/", "/open", "/closed/1"]),
    "403": (response("", status="403 Forbidden"), ["/", "/open", "/closed/1"]),
    "500": (response("", status="500 Oops"), []),
    "429": (response("", status="429 Slow"), []),
    "hung up": (b"", []),
    "moved": (response("", status="301 Moved", location="/rules.txt"), ["/", "/open"]),
    "a loop": (response("", status="301 Moved", location="/robots.txt"), ["/", "/open", "/closed/1"]),
}


@pytest.mark.parametrize(("robots", "fetched"), ROBOTS.values(), ids=list(ROBOTS))
def test_only_what_robots_txt_allows_is_fetched(archive: Archive, robots: bytes, fetched: list[str]) -> None:
    rules_txt = text("User-agent: *\nDisallow: /closed/")
    with serve({**PAGES, "/robots.txt": robots, "/rules.txt": rules_txt}) as site:
        archive.night(archive.source("polite", site.url()))
        assert [path for path in site.paths if path != "/rules.txt"] == fetched
        assert site.asked[0].path == "/robots.txt"
    kept = archive.rows("SELECT count(*) FROM capture WHERE purpose = 'robots'")
    assert kept == [(0,)] if not robots else kept >= [(1,)]


def test_an_origin_without_robots_txt_for_now_is_an_issue_and_due_again(archive: Archive) -> None:
    answers = {**PAGES, "/robots.txt": response("", status="503 Busy")}
    with serve(answers) as site:
        source = archive.source("polite", site.url())
        assert archive.night(source).sources[0].disallowed == 1
        assert archive.issues() == [("robots-unreachable", site.url("/robots.txt"))]
        site.answers["/robots.txt"] = text("")
        assert archive.night(source, after=1).sources[0].fetched == 3


def test_an_exception_has_a_reason_and_the_report_says_so(archive: Archive) -> None:
    reason = "leave given by the editor in a letter"
    crawl = f'[crawl.exceptions]\nignore_robots = "{reason}"\nignore_delay = "{reason}"'
    with serve({**PAGES, "/robots.txt": text("User-agent: *\nDisallow: /\nCrawl-delay: 50")}) as site:
        report = archive.night(archive.source("polite", site.url(), crawl))
        assert sorted(site.paths) == ["/", "/closed/1", "/open"]
    assert report.sources[0].exceptions == {"ignore_robots": reason, "ignore_delay": reason}


@pytest.mark.parametrize(
    ("crawl", "robots"),
    [("", "Crawl-delay: 0.2"), ("", "Request-rate: 5/1s"), ('delay = 0.2', "Crawl-delay: 0.01")],
    ids=["Crawl-delay", "Request-rate", "its own"],
)  # fmt: skip
def test_requests_to_a_host_keep_their_distance(archive: Archive, crawl: str, robots: str) -> None:
    moments: list[float] = []

    def page(asked: Asked) -> bytes:
        moments.append(time.monotonic())
        return response(LIST)

    with serve(dict.fromkeys(PAGES, page) | {"/robots.txt": text(f"User-agent: *\n{robots}")}) as site:
        archive.night(archive.source("slow", site.url(), crawl))
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert len(gaps) == 2
    assert min(gaps) > 0.19


def test_two_sources_at_one_host_wait_for_each_other(archive: Archive) -> None:
    busy, most = 0, 0

    def page(asked: Asked) -> bytes:
        nonlocal busy, most
        busy += 1
        most = max(most, busy)
        time.sleep(0.01)
        busy -= 1
        return response("".join(f'<a class="page" href="{asked.path}/{n}">…</a>' for n in range(4)))

    paths = [f"/{name}{end}" for name in ("a", "b") for end in ("", "/0", "/1", "/2", "/3")]
    with serve(dict.fromkeys(paths, page)) as site:
        report = archive.night(*(archive.source(name, site.url(f"/{name}")) for name in ("a", "b")))
    assert [tally.fetched for tally in report.sources] == [5, 5]
    assert most == 1


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("120", 120),
        ("0", 1),
        ("Mon, 02 Mar 2026 01:12:00 GMT", 120),
        ("Mon, 02 Mar 2026 04:12:00 +0300", 120),
        ("Sun, 01 Mar 2026 01:12:00 GMT", 1),
        (None, 600),
        ("soon", 600),
        ("-5", 600),
        ("99999999999999", 7 * 86400),
    ],
)
def test_retry_after_is_read_in_both_forms(header: str | None, seconds: int) -> None:
    assert retry_at(header, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize("status", ["503 Busy", "429 Slow down"])
def test_a_busy_page_is_asked_again_when_it_said(archive: Archive, status: str) -> None:
    asked_at: list[float] = []

    def page(asked: Asked) -> bytes:
        asked_at.append(time.monotonic())
        return response("", status=status, retry_after="1") if len(asked_at) == 1 else response("open")

    with serve({**PAGES, "/open": page}) as site:
        report = archive.night(archive.source("busy", site.url()))
    assert asked_at[1] - asked_at[0] >= 1
    kept = [row[1] for row in archive.captured() if row[0] == site.url("/open")]
    assert kept == [int(status[:3]), 200]
    assert (report.sources[0].busy, report.issues) == (1, 0)


def test_a_page_that_stays_busy_waits_for_another_night(archive: Archive) -> None:
    busy = response("", status="503 Busy", retry_after="3600")
    with serve({**PAGES, "/open": busy}) as site:
        source = archive.source("busy", site.url())
        archive.night(source)
        assert site.paths.count("/open") == 1
        archive.night(source, after=0.01)
        assert site.paths.count("/open") == 1
        archive.night(source, after=0.05)
        assert site.paths.count("/open") == 2


def wide(pages: int) -> dict[str, bytes]:
    links = "".join(f'<a class="page" href="/{n}">…</a>' for n in range(pages))
    return {"/": response(links)} | {f"/{n}": response(str(n)) for n in range(pages)}


def test_the_budget_ends_a_night_and_the_next_goes_on(archive: Archive) -> None:
    with serve(wide(9)) as site:
        source = archive.source("wide", site.url(), "budget = 4")
        first = archive.night(source).sources[0]
        assert (first.fetched, first.left, first.stopped) == (4, 6, "budget of 4 requests spent")
        for night in (1, 2, 3):
            archive.night(source, after=night)
    assert len({url for url, *_ in archive.captured()}) == 10


def test_two_runs_of_one_night_share_the_budget(archive: Archive) -> None:
    with serve(wide(9)) as site:
        small, large = (archive.source("wide", site.url(), f"budget = {n}") for n in (4, 6))
        runs = [
            archive.night(source, after=hours / 24) for source, hours in [(small, 0), (small, 3), (large, 6)]
        ]
        assert [run.sources[0].fetched for run in runs] == [4, 0, 2]
        assert {run.sources[0].stopped for run in runs[1:]} == {
            "budget of 4 requests spent",
            "budget of 6 requests spent",
        }
        assert archive.night(small, after=1.01).sources[0].fetched == 4


def test_a_look_without_an_answer_is_of_the_budget_too(archive: Archive) -> None:
    with serve({**wide(3), "/0": b"", "/1": b"", "/2": b""}) as site:
        source = archive.source("mute", site.url(), "budget = 3")
        archive.night(source)
        asked = list(site.paths)
        archive.night(source, after=0.1)
        assert site.paths == asked + ["/robots.txt"] * (len(site.paths) - len(asked))
        assert "/0" in asked


@pytest.mark.parametrize(
    ("hours", "utc", "inside"),
    [
        ("22:00-06:30+03:00", "2026-03-01T19:00", True),
        ("22:00-06:30+03:00", "2026-03-02T03:29", True),
        ("22:00-06:30+03:00", "2026-03-02T03:30", False),
        ("01:00-05:00+07:00", "2026-03-01T18:30", True),
        ("01:00-05:00+07:00", "2026-03-02T01:30", False),
        ("00:00-00:00+00:00", "2026-03-02T13:00", True),
    ],
)
def test_hours_are_told_in_their_own_zone(hours: str, utc: str, inside: bool) -> None:
    assert is_within(hours, datetime.fromisoformat(f"{utc}+00:00")) is inside


def test_outside_its_hours_a_source_is_left_alone(archive: Archive) -> None:
    with serve(PAGES) as site:
        report = archive.night(archive.source("day", site.url(), 'hours = "09:00-18:00+00:00"'))
        assert site.asked == []
    assert report.sources[0].stopped == "outside its hours 09:00-18:00+00:00"


def test_we_say_who_we_are(archive: Archive) -> None:
    with serve(PAGES) as site:
        archive.night(archive.source("polite", site.url()))
        agents = {asked.headers["user-agent"] for asked in site.asked}
    assert len(agents) == 1
    assert agents.pop().startswith("Sinodik/") and "(+mailto:test@example.org)" in str(site.asked[0].headers)
    with pytest.raises(NoContact, match="SINODIK_CONTACT"):
        user_agent(None, loopback=False)


def test_a_request_rate_is_a_delay() -> None:
    asked = rules("Sinodik", 200, b"User-agent: *\nRequest-rate: 1/10s\nCrawl-delay: 4")
    assert asked.delay == 10
