"""Servers that are busy, walled, mislabelled or endless: bounded, told, and taken for what they are."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from archive.clock import parsed
from tests.crawlers.conftest import FIRST_NIGHT, Archive
from tests.crawlers.hostile.conftest import NARROW, HostileNight
from tests.crawlers.hostile.fault import Fault, ids
from tests.crawlers.raw_server import Answer, Asked, response, serve

SOON = (FIRST_NIGHT + timedelta(minutes=20)).strftime("%a, %d %b %Y %H:%M:%S GMT")
RETRY_AFTER = {
    "in seconds": ("1200", timedelta(minutes=20)),
    "as a date": (SOON, timedelta(minutes=20)),
    "of minus one": ("-1", timedelta(minutes=10)),
    "of ten years": ("315360000", timedelta(days=7)),
    "of a date in ten years": ("Mon, 02 Mar 2036 01:10:00 GMT", timedelta(days=7)),
    "of garbage": ("скоро; <b>", timedelta(minutes=10)),
}


@pytest.mark.parametrize(("said", "meant"), RETRY_AFTER.values(), ids=list(RETRY_AFTER))
@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Busy"])
def test_a_busy_server_is_asked_again_when_it_says_within_reason(
    archive: Archive, status: str, said: str, meant: timedelta
) -> None:
    listed = response('<a class="page" href="/after">…</a><a class="page" href="/fault">…</a>')
    busy = response("", status, retry_after=said)
    with serve({"/": listed, "/after": response("<p>После"), "/fault": busy}) as site:
        report = archive.night(archive.source("busy", site.url()), limits=NARROW)
    rows = archive.rows("SELECT due_at FROM frontier WHERE url LIKE '%/fault'")
    assert abs(parsed(str(rows[0][0])) - FIRST_NIGHT - meant) < timedelta(seconds=30)
    assert (report.sources[0].busy, report.sources[0].gone, report.issues) == (1, 0, 0)
    assert [row[1] for row in archive.captured()] == [200, 200, int(status[:3])]


WALLS = [
    Fault("a captcha", response('<title>Ой!</title><div class="smart-captcha"></div>'), issues=("refused",)),
    Fault("a login wall", response("<title>Вход в систему</title>"), issues=("refused",)),
    Fault("a login wall with 401", response("", "401 Unauthorized"), 401, issues=("refused",)),
    Fault("a block", response("<h1>Forbidden", "403 Forbidden"), 403, issues=("refused",)),
    Fault("a browser check", response("<title>Just a moment...</title>"), issues=("refused",)),
    Fault("a soft 404", response("<title>Страница не найдена</title><h1>404")),
    Fault("a captcha that stalls a matcher", response(b"captcha" + b"<img " * 39_000), 200),
]  # fmt: skip


@pytest.mark.parametrize("fault", WALLS, ids=ids(WALLS))
def test_a_wall_is_kept_and_told_and_not_passed(archive: Archive, fault: Fault) -> None:
    night = HostileNight(archive, fault)
    assert [status for status, _, _ in night.kept] == [fault.status]
    assert night.issues == list(fault.issues)
    assert night.good_pages == night.good
    marked = archive.rows("SELECT count(*) FROM capture WHERE refusal IS NOT NULL")
    assert marked == [(len(fault.issues),)]


CYRILLIC_LIST = '<p>Список земляков</p><a class="page" href="/новость/1">…</a>'
CHARSETS = {
    "no charset": ("text/html", "utf-8"),
    "a charset that nobody knows": ("text/html; charset=koi-99", "utf-8"),
    "UTF-8 said, cp1251 sent": ("text/html; charset=utf-8", "cp1251"),
    "cp1251 said, UTF-8 sent": ("text/html; charset=windows-1251", "utf-8"),
    "UTF-16 said, UTF-8 sent": ("text/html; charset=utf-16", "utf-8"),
    "UTF-16 said and sent": ("text/html; charset=utf-16le", "utf-16-le"),
    "UTF-7 said": ("text/html; charset=utf-7", "utf-8"),
    "rot13 said": ("text/html; charset=rot13", "utf-8"),
    "two charsets said": ("text/html; charset=latin-1; charset=utf-8", "utf-8"),
}


@pytest.mark.parametrize(("content_type", "charset"), CHARSETS.values(), ids=list(CHARSETS))
def test_a_list_is_read_whatever_its_charset_header_says(
    archive: Archive, content_type: str, charset: str
) -> None:
    page = "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C/1"
    listed = response(CYRILLIC_LIST.encode(charset), content_type=content_type)
    with serve({"/": listed, page: response("<p>Один")}) as site:
        archive.night(archive.source("odd", site.url()), limits=NARROW)
        assert site.paths == ["/", page]
    assert archive.issues() == []


def month(links: int) -> Answer:
    """A calendar: every month leads to others, for ever; and each has a page."""

    def answer(asked: Asked) -> bytes:
        number = int(asked.path.rpartition("/")[2])
        nexts = "".join(f'<a class="next" href="/month/{number * links + n}">' for n in range(1, links + 1))
        return response(f'<a class="page" href="/day/{number}">…</a>{nexts}')

    return answer


class Everywhere(dict[str, Answer]):
    """Answers at every path below `/month/` and `/day/`."""

    def __init__(self, links: int) -> None:
        super().__init__()
        self._month = month(links)

    def get(self, path: str, default: object = None) -> Answer | None:  # type: ignore[override]
        if path.startswith("/month/"):
            return self._month
        return response(f"<p>{path}") if path.startswith("/day/") else None


@pytest.fixture
def endless(links: int) -> Iterator[str]:
    with serve({}) as site:
        site.answers = Everywhere(links)
        yield site.url("/month/0")


@pytest.mark.parametrize("links", [1])
def test_an_endless_pager_is_followed_as_deep_as_the_source_says(archive: Archive, endless: str) -> None:
    archive.night(archive.source("pager", endless, 'next = "a.next"\npages = 6'), limits=NARROW)
    assert len(archive.captured("list")) == len(archive.captured("page")) == 6


@pytest.mark.parametrize("links", [12])
def test_a_calendar_trap_ends_with_the_budget_and_loses_nothing(archive: Archive, endless: str) -> None:
    source = archive.source("calendar", endless, 'next = "a.next"\npages = 99\nbudget = 30')
    tally = archive.night(source, limits=NARROW).sources[0]
    assert tally.fetched == 30
    assert tally.stopped == "budget of 30 requests spent"
    assert tally.left == archive.rows("SELECT count(*) FROM frontier WHERE state = 'queued'")[0][0] != 0
    archive.night(source, after=1, limits=NARROW)
    assert len(archive.captured()) == 60
