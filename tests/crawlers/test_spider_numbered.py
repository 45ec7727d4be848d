"""The spider `numbered` counts through an archive: up to its end each night, and down to its first page."""

import re

import pytest

from crawlers.numbers import Template
from crawlers.source import SourceConfig
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import Asked, Site, response, serve

VIEW = "/?action=view&id={n}&module=articles"


class Engine:
    """An archive of numbered pages. `missing` is what it says of a number that is no page."""

    def __init__(self, numbers: set[int], *, listed: int = 3, missing: bytes | None = None) -> None:
        self.numbers, self.listed = numbers, listed
        self.missing = missing or response("", status="404 Not Found")

    def open_at(self, site: Site) -> None:
        site.otherwise = self.answer

    def answer(self, asked: Asked) -> bytes:
        if asked.path == "/news":
            newest = sorted(self.numbers)[-self.listed :] if self.listed else []
            links = (f'<a href="/?module=articles&action=view&id={n}">…</a>' for n in newest)
            return response("<a href='/?action=edit&id=9999999'>…</a>" + "".join(links))
        found = re.search(r"id=(\d+)", asked.path)
        number = int(found[1]) if found else 0
        return response(f"<p>Статья {number}") if number in self.numbers else self.missing


def numbers(site: Site) -> list[int]:
    """The numbers asked for since the last time, in order; forgets them."""
    asked = sorted(int(found[1]) for path in site.paths if (found := re.search(r"id=(\d+)", path)))
    site.asked.clear()
    return asked


def source_of(archive: Archive, site: Site, crawl: str = "") -> SourceConfig:
    lines = f'template = "{site.url(VIEW)}"\nmisses = 4\n{crawl}'
    return archive.source("n", site.url("/news"), lines, spider="numbered")


def test_it_looks_up_from_the_list_s_newest_and_down_by_a_share_a_night(archive: Archive) -> None:
    engine = Engine(set(range(1, 51)))
    with serve({}) as site:
        engine.open_at(site)
        source = source_of(archive, site, "share = 10\nfirst = 20")
        archive.night(source)
        assert numbers(site) == [*range(38, 48), 48, 49, 50, *range(51, 55)]
        archive.night(source, after=0.8)
        assert [n for n in numbers(site) if n < 38 or n > 50] == [*range(28, 38), *range(51, 55)]
        archive.night(source, after=1.6)
        assert [n for n in numbers(site) if n < 28] == [*range(20, 28)]
        archive.night(source, after=2.4)
        assert [n for n in numbers(site) if n < 20] == []
    assert archive.issues() == []


def test_what_appears_beyond_the_top_is_found_with_or_without_a_list(archive: Archive) -> None:
    engine = Engine({3, 6}, listed=0)
    with serve({}) as site:
        engine.open_at(site)
        source = source_of(archive, site)
        archive.night(source)
        assert numbers(site) == list(range(1, 11)), (
            "from the first number, past a hole, to four misses on end"
        )
        engine.numbers |= {8, 9, 12}
        archive.night(source, after=1)
        assert [n for n in numbers(site) if n > 6] == list(range(7, 17))
    assert [kind for kind, _ in archive.issues()] == ["empty-list"]


def test_holes_are_remembered_and_a_deleted_page_is_not_one(archive: Archive) -> None:
    engine = Engine({1, 2, 5, 6, 9})
    with serve({}) as site:
        engine.open_at(site)
        source = source_of(archive, site)
        archive.night(source)
        assert numbers(site) == list(range(1, 14))
        engine.numbers.remove(5)
        for night in range(1, 9):
            archive.night(source, after=night)
        again = numbers(site)
        assert {n: again.count(n) for n in (3, 4, 7, 8)} == {3: 0, 4: 0, 7: 0, 8: 0}
        assert again.count(5) >= 3, "its absence must be seen thrice over a week"
        assert again.count(10) == 8
        engine.numbers |= {7}
        archive.night(source, after=200)
        assert 7 in numbers(site)


def test_a_number_that_was_no_page_and_is_named_now_is_due(archive: Archive) -> None:
    engine = Engine({1, 2, 5})
    with serve({}) as site:
        engine.open_at(site)
        source = source_of(archive, site, "every = '1h'")
        archive.night(source)
        numbers(site)
        engine.numbers |= {4, 6}
        archive.night(source, after=0.1)
        assert numbers(site) == [4, 6, 10]


@pytest.mark.parametrize(
    "missing",
    [response("<p>Материал не найден"), response("", status="302 Found", location="/news")],
    ids=["a page that says so", "led to the list"],
)
def test_an_engine_that_answers_to_any_number_is_not_followed_for_ever(
    archive: Archive, missing: bytes
) -> None:
    engine = Engine({1, 2, 3}, missing=missing)
    with serve({}) as site:
        engine.open_at(site)
        source = source_of(archive, site, "share = 30")
        for night in range(4):
            archive.night(source, after=night)
            assert max(numbers(site), default=0) <= 8
    assert archive.issues() == []


def test_an_archive_without_end_stops_at_the_night_s_share_and_is_an_issue(archive: Archive) -> None:
    engine = Engine(set(range(1, 10_000)), listed=0)
    with serve({}) as site:
        engine.open_at(site)
        source = source_of(archive, site, "share = 12")
        engine.listed, engine.answer_listed = 0, None  # type: ignore[attr-defined]
        archive.night(source)
        assert numbers(site) == list(range(1, 13))
        assert archive.issues() == [("empty-list", site.url("/news")), ("endless", site.url("/news"))]
        archive.night(source, after=1)
        assert max(numbers(site)) == 24


def test_a_change_of_the_page_s_address_is_followed(archive: Archive) -> None:
    answers = {f"/n/{n}": response("", status="301 Moved", location=f"/n/{n}-prostilis") for n in (1, 2)}
    answers |= {f"/n/{n}-prostilis": response(f"<p>{n}") for n in (1, 2)}
    with serve({**answers, "/news": response('<a href="/n/1-prostilis">')}) as site:
        source = archive.source(
            "n", site.url("/news"), f'template = "{site.url("/n/{n}")}"', spider="numbered"
        )
        archive.night(source)
        assert {"/n/1-prostilis", "/n/2-prostilis", "/n/22"} <= set(site.paths)
        assert "/n/23" not in site.paths


@pytest.mark.parametrize(
    ("template", "url", "number"),
    [
        ("https://a.example/news/{n}", "https://a.example/news/7", 7),
        ("https://a.example/news/{n}", "https://www.a.example/news/7-prostilis.html", 7),
        ("https://a.example/news/{n}", "http://m.a.example./news/7/", 7),
        ("https://a.example/news/{n}", "https://a.example/novosti/7", None),
        ("https://a.example/news/{n}", "https://b.example/news/7", None),
        ("https://a.example/news/{n}", "https://a.example/news/20260302120000123", None),
        ("https://a.example/news_{n}.html", "https://a.example/news_12.html", 12),
        ("https://a.example/?id={n}&m=1", "https://a.example/?m=1&id=12", 12),
        ("https://a.example/?id={n}&m=1", "https://a.example/?m=1", None),
        ("https://a.example/?id={n}&m=1", "https://a.example/?m=2&id=12", None),
        ("https://a.example/?id={n}&m=1", "https://a.example/other?id=12", None),
    ],
)
def test_the_number_of_an_address_is_read(template: str, url: str, number: int | None) -> None:
    assert Template(template).number(url) == number
