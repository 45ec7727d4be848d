"""A night in which one server misbehaves, one page after it is good, and so is another host."""

from datetime import timedelta

import pytest

from archive import schedule
from crawlers.wire import Limits
from tests.crawlers.conftest import Archive
from tests.crawlers.hostile.encodings import Made
from tests.crawlers.hostile.fault import Fault
from tests.crawlers.raw_server import response, serve

NARROW = Limits(size=200_000, head=20_000, large=100_000, connect=2.0, exchange=0.8, linger=0.2)
"""Small enough that no fault takes its time."""

LINKS = '<a class="page" href="/fault">…</a><a class="page" href="/after">…</a>'


@pytest.fixture(autouse=True)
def no_waiting_between_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schedule, "RETRIES", (timedelta(milliseconds=10), timedelta(milliseconds=20)))


class HostileNight:
    """What came of a fault: of its URL, of the good page beside it, of the good host."""

    def __init__(self, archive: Archive, fault: Fault) -> None:
        self.archive = archive
        if isinstance(fault.answer, Made):
            assert fault.answer.packed
        listed = {"/": response(LINKS), "/after": response("<p>После"), "/fault": fault.answer}
        neighbour = {"/": response('<a class="page" href="/1">…</a>'), "/1": response("<p>Рядом")}
        with serve(listed) as site, serve(neighbour, host="127.0.0.2") as good:
            sources = (archive.source("hostile", site.url()), archive.source("good", good.url()))
            self.report = archive.night(*sources, limits=NARROW)
            self.url, self.good = site.url("/fault"), {site.url("/after"), good.url("/1")}

    @property
    def kept(self) -> list[tuple[object, ...]]:
        """Status, reason of a cut, and size of the captures of the fault."""
        return self.archive.rows(
            "SELECT status, truncated, payload_size FROM capture WHERE url = ?", self.url
        )

    @property
    def misses(self) -> list[str]:
        rows = self.archive.rows("SELECT reason FROM miss WHERE url = ?", self.url)
        return [str(reason) for (reason,) in rows]

    @property
    def issues(self) -> list[object]:
        return [kind for kind, url in self.archive.issues() if url == self.url]

    @property
    def good_pages(self) -> set[object]:
        rows = self.archive.rows(
            "SELECT url FROM capture WHERE purpose = 'page' AND status = 200 AND truncated IS NULL"
        )
        return {url for (url,) in rows} - {self.url}
