"""Lists beyond `pages` wait, and what is due behind them does not wait with them."""

from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import Answer, response, serve

LISTS = 300
"""Many times what the scheduler leases at once."""


def test_many_lists_that_are_too_deep_now_do_not_end_the_night(archive: Archive) -> None:
    answers: dict[str, Answer] = {f"/{n}": _list(n) for n in range(LISTS)}
    answers["/"] = _list(0)
    answers |= {f"/page/{n}": response(f"<p>{n}") for n in range(LISTS)}
    with serve(answers) as site:
        crawl = 'next = "a.next"\nbudget = 10000\npages = '
        archive.night(archive.source("deep", site.url(), f"{crawl}{LISTS + 1}"))
        assert len(archive.captured("page")) == LISTS
        site.asked.clear()
        archive.night(archive.source("deep", site.url(), f"{crawl}2"), after=1.2)
        assert sorted(site.paths) == sorted(["/", "/1", *(f"/page/{n}" for n in range(LISTS))])


def _list(number: int) -> bytes:
    page = f'<a class="page" href="/page/{number}">…</a>'
    return response(page + (f'<a class="next" href="/{number + 1}">…</a>' if number + 1 < LISTS else ""))
