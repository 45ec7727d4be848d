"""A look that gave no answer leaves a miss: the ledger of vanished pages tells an outage by it."""

import pytest

from archive.check import check
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import response, serve

GARBAGE = b"garbage without sense\r\n\r\n"


@pytest.mark.parametrize(
    ("answers", "purpose", "path"),
    [({"/": GARBAGE}, "list", "/"), ({"/": response("page"), "/robots.txt": b""}, "robots", "/robots.txt")],
    ids=["the page", "its robots.txt"],
)
def test_what_gave_no_answer_is_kept_as_a_miss(
    archive: Archive, answers: dict[str, bytes], purpose: str, path: str
) -> None:
    with serve(answers) as site:
        archive.night(archive.source("mute", site.url(), "budget = 1"))
        (miss,) = archive.rows("SELECT source, purpose, url, reason FROM miss")
        assert miss[:3] == ("mute", purpose, site.url(path))
    assert str(miss[3]).startswith("DownloadFailedError: ")
    assert list(check(archive.home)) == []


def test_an_answer_is_no_miss_whatever_it_says(archive: Archive) -> None:
    with serve({"/": response("", status="500 Oops")}) as site:
        archive.night(archive.source("ill", site.url()))
    assert archive.rows("SELECT * FROM miss") == []
