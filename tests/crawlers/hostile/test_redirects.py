"""Redirects that lead nowhere good are kept, told, and not followed."""

import pytest

from tests.crawlers.conftest import Archive
from tests.crawlers.hostile.conftest import LINKS, NARROW, HostileNight
from tests.crawlers.hostile.fault import Fault, ids
from tests.crawlers.hostile.redirects import CHAIN, CYRILLIC, REDIRECTS, RING
from tests.crawlers.raw_server import Answer, response, serve


@pytest.mark.parametrize("fault", REDIRECTS, ids=ids(REDIRECTS))
def test_a_redirect_out_of_the_web_is_kept_and_told(archive: Archive, fault: Fault) -> None:
    night = HostileNight(archive, fault)
    assert [status for status, _, _ in night.kept] == [fault.status]
    assert night.issues == list(fault.issues)
    assert night.misses == []
    assert night.good_pages == night.good


@pytest.mark.parametrize(
    ("answers", "kept", "told_at"),
    [(RING, 3, "/ring/2"), (CHAIN, 6, "/chain/5")],
    ids=["a ring of redirects", "a chain of fifty redirects"],
)
def test_redirects_without_end_are_followed_five_times(
    archive: Archive, answers: dict[str, Answer], kept: int, told_at: str
) -> None:
    with serve({"/": response(LINKS), "/after": response("<p>После"), **answers}) as site:
        archive.night(archive.source("ring", site.url()), limits=NARROW)
        assert archive.issues() == [("redirect", site.url(told_at))]
    assert archive.rows("SELECT count(*) FROM capture WHERE status = 302") == [(kept,)]
    assert archive.rows("SELECT count(*) FROM capture WHERE url LIKE '%/after'") == [(1,)]


def test_a_redirect_in_bare_utf_8_leads_to_its_page(archive: Archive) -> None:
    with serve({"/": response(LINKS), "/after": response("<p>После"), **CYRILLIC}) as site:
        archive.night(archive.source("utf8", site.url()), limits=NARROW)
    assert archive.rows("SELECT status FROM capture WHERE url LIKE '%/\\%D0%' ESCAPE '\\'") == [(200,)]


def test_a_redirect_to_the_port_of_another_service_is_not_connected(archive: Archive) -> None:
    with serve({"/": response(LINKS), "/after": response(""), "/fault": b""}) as site:
        site.answers["/fault"] = response("", "302 Found", location="http://127.0.0.1:25/")
        archive.night(archive.source("mail", site.url()), limits=NARROW)
    ((reason,),) = archive.rows("SELECT reason FROM miss")
    assert "127.0.0.1:25 is the port of another service; not connected" in str(reason)
