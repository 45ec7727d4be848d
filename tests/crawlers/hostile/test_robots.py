"""A robots.txt that is broken or hostile: rules that were read are obeyed, half a file forbids everything."""

import pytest
from msgspec import structs

from tests.crawlers.conftest import Archive
from tests.crawlers.hostile.conftest import LINKS, NARROW
from tests.crawlers.hostile.robots import ROBOTS, RobotsFault
from tests.crawlers.raw_server import response, serve

LONG = structs.replace(NARROW, size=8 << 20)
PAGES = {"/": response(LINKS), "/after": response("<p>После"), "/fault": response("<p>Тоже")}


@pytest.mark.parametrize("fault", ROBOTS, ids=[fault.name for fault in ROBOTS])
def test_a_broken_robots_txt_is_survived(archive: Archive, fault: RobotsFault) -> None:
    robots = {"/robots.txt": fault.answer, "/robots.txt?again": fault.answer}
    with serve({**PAGES, **robots}) as site, serve(PAGES, host="127.0.0.2") as good:
        sources = (archive.source("hostile", site.url()), archive.source("good", good.url()))
        archive.night(*sources, limits=LONG)
        assert sorted(set(site.paths) - {"/robots.txt?again"}) == sorted(fault.fetched)
        assert sorted(good.paths) == sorted(PAGES)
    told = [kind for kind, url in archive.issues() if url == site.url("/robots.txt")]
    assert told == ([fault.issue] if fault.issue else [])
    answers = archive.rows("SELECT status FROM capture WHERE source = 'hostile' AND purpose = 'robots'")
    misses = archive.rows("SELECT reason FROM miss WHERE source = 'hostile' AND purpose = 'robots'")
    assert answers or misses
