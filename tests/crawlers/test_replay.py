"""What we keep is read and replayed by the tools that others use: cdxj-indexer and pywb."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from benchmarks.environments import environment
from tests.crawlers import replay
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import Asked, Site, response, serve
from tests.crawlers.test_exact_bytes import ODD, PACKED, PAGE

CP1251 = "<html><meta charset=windows-1251><p>Простились с земляком.</p>".encode("cp1251")
STEADY = {
    "plain": response(PAGE),
    "cp1251": response(CP1251, content_type="text/html; charset=windows-1251"),
    "gzip": ODD["gzip"],
    "chunks": ODD["chunks of odd sizes"],
    "gzip-in-chunks": ODD["gzip in chunks"],
    "until-the-end": ODD["http 1.0 until the end"],
    "пример?id=1&b=2": response(PAGE + b"<!-- query -->"),
}
SENT = {name: PACKED if "gzip" in name else CP1251 if name == "cp1251" else PAGE for name in STEADY}
SENT["пример?id=1&b=2"] += b"<!-- query -->"


@pytest.fixture(scope="module")
def bin() -> Path:
    return environment(replay.LOCK)


@pytest.fixture
def site_kept_twice(archive: Archive) -> Site:
    """A site crawled on two nights: the second confirms most pages by revisits, one has changed."""
    times_asked: dict[str, int] = {}

    def changing(asked: Asked) -> bytes:
        times_asked[asked.path] = times_asked.get(asked.path, 0) + 1
        return response(b"<p>%d</p>" % times_asked[asked.path])

    names = [*STEADY, "changing"]
    listing = "".join(f'<a class="page" href="/{name}">…</a>' for name in names)
    with serve({"/": response(listing), "/changing": changing}) as site:
        for name, answer in STEADY.items():
            site.answers[_path(name)] = answer
        source = archive.source("replayed", site.url())
        archive.night(source)
        archive.night(source, after=1.2)
    return site


@pytest.mark.soak
def test_cdxj_indexer_finds_every_record(archive: Archive, bin: Path, site_kept_twice: Site) -> None:
    lines = [json.loads(line.split(" ", 2)[2]) for line in replay.index(bin, _warcs(archive)).splitlines()]
    indexed = {(line["url"], line["filename"], int(line["offset"])) for line in lines}
    kept = archive.rows('SELECT url, warc_file, "offset" FROM capture')
    assert {(url, name, offset) for url, name, offset in kept} == indexed


@pytest.mark.soak
def test_pywb_replays_every_page_byte_for_byte(
    archive: Archive, bin: Path, site_kept_twice: Site, tmp_path: Path
) -> None:
    collections = tmp_path / "pywb"
    collections.mkdir()
    rows = archive.rows("SELECT url, fetched_at, record_type FROM capture WHERE purpose = 'page'")
    assert {kind for _, _, kind in rows} == {"response", "revisit"}
    expected = {site_kept_twice.url(_path(name)): {body} for name, body in SENT.items()}
    expected[site_kept_twice.url("/changing")] = {b"<p>1</p>", b"<p>2</p>"}
    replayed: dict[str, set[bytes]] = {}
    with replay.wayback(bin, collections, _warcs(archive)) as pywb:
        for url, fetched_at, _ in rows:
            when = datetime.fromisoformat(str(fetched_at)).strftime("%Y%m%d%H%M%S")
            pywb.request("GET", f"/kept/{when}id_/{url}", headers={"Accept-Encoding": "gzip"})
            answer = pywb.getresponse()
            replayed.setdefault(str(url), set()).add(answer.read())
            assert answer.status == 200, (url, answer.status)
    assert replayed == expected


def _path(name: str) -> str:
    return "/" + name.replace("пример", "%D0%BF%D1%80%D0%B8%D0%BC%D0%B5%D1%80")


def _warcs(archive: Archive) -> list[Path]:
    return sorted(archive.home.warc.glob("*.warc.gz"))
