"""What belongs to a page, a browser's DOM and picture of it and its images, is kept with it in one step."""

from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive import captures
from archive.capture import one
from archive.check import check
from archive.database import connect
from archive.facts import leaf
from archive.home import Home
from archive.rebuild import rebuild_captures
from archive.records import Exchange, Rendering
from archive.schema import MIGRATIONS
from archive.schema_pages import OWN_CAPTURE, UnknownText, edit_tables
from archive.sqlite import Database, sqlite3
from tests.archive.volna import SOURCE, START, Archive, answer, exchange, link

SHELL = answer(b"<div id=app></div><script src=/app.js></script>")
DOM = "<html><body><p>Погиб житель Заречья</p></body></html>".encode()
PNG = b"\x89PNG\r\n\x1a\n picture"


def shown(path: str, dom: bytes = DOM, *, refusal: str | None = None, cut: str | None = None) -> Exchange:
    """A page as fetched, with what a browser made of it a second later."""
    at = START + timedelta(seconds=1)
    notes = (("software", "Chromium 150"), ("requests", "2"))
    renderings = (
        Rendering("text/html; charset=utf-8", dom, at, cut, notes),
        Rendering("image/png", PNG, at, None, notes),
    )
    return exchange(link(path).url, SHELL, renderings=renderings, refusal=refusal)


def keep(archive: Archive, path: str, found: Exchange) -> None:
    archive.recorder.frontier.add([link(path)])
    archive.recorder.keep(found, settles=link(path))
    archive.recorder.flush()


ROWS = "SELECT record_type, purpose, content_type, page IS NOT NULL, url FROM capture ORDER BY id"


def test_a_page_and_what_a_browser_made_of_it_are_three_captures_of_one_url(archive: Archive) -> None:
    keep(archive, "a", shown("a"))
    url = link("a").url
    html = "text/html; charset=utf-8"
    assert archive.rows(ROWS) == [
        ("response", "page", html, 0, url),
        ("resource", "page", html, 1, url),
        ("resource", "page", "image/png", 1, url),
    ]
    assert archive.rows("SELECT DISTINCT page FROM capture WHERE page IS NOT NULL") == archive.rows(
        "SELECT id FROM capture WHERE page IS NULL"
    )
    assert list(check(archive.home)) == []


def test_the_records_name_the_fetch_they_are_of_and_other_tools_read_them(archive: Archive) -> None:
    keep(archive, "a", shown("a"))
    keep(archive, "b", shown("b"))
    (file,) = archive.home.warc.glob("*.warc.gz")
    with file.open("rb") as stream:
        told = [(record.rec_type, record.rec_headers, record.content_stream().read()) for record in
                ArchiveIterator(stream, check_digests="raise")]  # fmt: skip
    page, dom, picture = (found for found in told[1:] if found[0] in ("response", "resource"))
    for found in (dom, picture):
        assert found[1]["WARC-Concurrent-To"] == page[1]["WARC-Record-ID"]
    assert dom[1]["WARC-Target-URI"] == f"urn:dom:{link('a').url}"
    assert picture[1]["WARC-Target-URI"] == f"urn:fullPage:{link('a').url}"
    assert (dom[2], picture[2]) == (DOM, PNG)
    about = [body for kind, head, body in told if kind == "metadata" and b"Chromium" in body]
    assert len(about) == 4
    assert about[0] == b"software: Chromium 150\r\nrequests: 2\r\n"


def test_a_dom_seen_before_is_a_revisit_of_it(archive: Archive) -> None:
    keep(archive, "a", shown("a"))
    keep(archive, "a", shown("a", cut="time"))
    kinds = archive.rows("SELECT record_type, truncated FROM capture ORDER BY id")
    assert kinds[3:] == [("revisit", None), ("revisit", "time"), ("revisit", None)]
    assert list(check(archive.home)) == []


def test_the_dom_is_read_and_the_shell_is_not(archive: Archive) -> None:
    keep(archive, "a", shown("a"))
    (readable,) = captures.unread(archive.db, "1")
    page = captures.page(archive.home, readable)
    assert (page.body, page.url, page.content_type) == (DOM, link("a").url, "text/html; charset=utf-8")
    fetched = one(archive.db, str(one(archive.db, readable.capture).page))
    assert fetched.record_type == "response"


def test_a_shell_whose_page_could_not_be_rendered_is_read(archive: Archive) -> None:
    archive.keep("a", SHELL)
    (readable,) = captures.unread(archive.db, "1")
    assert captures.page(archive.home, readable).body == SHELL.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize("cut", ["time", "length"])
def test_a_dom_that_was_cut_is_read_all_the_same(archive: Archive, cut: str) -> None:
    keep(archive, "a", shown("a", cut=cut))
    assert len(list(captures.unread(archive.db, "1"))) == 1


def test_a_refusal_is_one_in_a_browser_too(archive: Archive) -> None:
    keep(archive, "a", shown("a", refusal="captcha"))
    assert list(captures.unread(archive.db, "1")) == []


def test_validators_come_from_the_fetch(archive: Archive) -> None:
    found = exchange(link("a").url, answer(b"<p>", 'ETag: "7"'), renderings=shown("a").renderings)
    keep(archive, "a", found)
    validators = captures.last_validators(archive.db, SOURCE, link("a").key)
    assert validators is not None and validators.etag == '"7"'


def test_an_image_is_a_capture_of_its_own_url_and_knows_its_page(archive: Archive) -> None:
    jpeg = answer(b"\xff\xd8\xff", "Content-Type: image/jpeg")
    image = exchange("https://volna.example/i.jpg", jpeg, purpose="image")
    found = exchange(link("a").url, answer(b"<img src=i.jpg>"), images=(image,))
    keep(archive, "a", found)
    keep(archive, "a", found)
    assert archive.rows(
        """SELECT image.url, page.url, image.record_type FROM capture image
        JOIN capture page ON page.id = image.page WHERE image.purpose = 'image' ORDER BY image.id"""
    ) == [(image.url, link("a").url, kind) for kind in ("response", "revisit")]
    assert len(list(captures.unread(archive.db, "1"))) == 1
    assert list(check(archive.home)) == []


def test_the_rows_come_back_from_the_files_alone(archive: Archive, tmp_path: Path) -> None:
    jpeg = exchange("https://volna.example/i.jpg", answer(b"\xff\xd8"), purpose="image")
    keep(archive, "a", exchange(link("a").url, SHELL, renderings=shown("a").renderings, images=(jpeg,)))
    keep(archive, "b", shown("b"))
    every = "SELECT * FROM capture ORDER BY id"
    before = archive.rows(every)
    copy = Home(tmp_path / "copy").create()
    for file in archive.home.warc.iterdir():
        (copy.warc / file.name).write_bytes(file.read_bytes())
    with copy.lock("test"):
        assert rebuild_captures(copy).captures == len(before) == 7
        assert connect(copy, readonly=True).conn.execute(every).fetchall() == before
        assert rebuild_captures(copy).different == []


def test_what_is_kept_together_is_never_committed_apart(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.recorder.BUFFERED_EXCHANGES", 2)
    archive.recorder.frontier.add([link("a")])
    committed: list[int] = []
    flush = archive.recorder.flush
    monkeypatch.setattr(archive.recorder, "flush", lambda: committed.append(flush()))
    archive.recorder.keep(shown("a"), settles=link("a"))
    assert committed == [3]


def old_database(path: Path) -> Database:
    db = Database(sqlite3.connect(path, isolation_level=None))
    db.execute("PRAGMA foreign_keys=ON")
    MIGRATIONS.apply(db, stop_before="renderings_and_images_of_pages")
    return db


RUN = {"id": "R", "kind": "crawl", "started_at": "2026-03-02", "arguments": "{}"}
ROW = {
    "id": "C", "source": "volna", "run": "R", "url": "u", "url_key": "u", "purpose": "page",
    "fetched_at": "2026-03-02T01:10:00.000000Z", "record_type": "response", "status": 200,
    "payload_digest": "0" * 64, "payload_size": 0, "warc_file": "F", "offset": 1, "length": 1,
    "request_offset": 2,
}  # fmt: skip


def test_an_older_database_is_brought_up_and_its_facts_stay(tmp_path: Path) -> None:
    db = old_database(tmp_path / "old.sqlite")
    db["run"].insert(RUN)
    db["warc_file"].insert({"name": "F", "run": "R"})
    db["capture"].insert(ROW)
    before = leaf("capture", next(db["capture"].rows))
    MIGRATIONS.apply(db)
    after = next(db["capture"].rows)
    assert leaf("capture", after) == before and after["page"] is None
    db["capture"].insert({**ROW, "id": "D", "purpose": "image", "page": "C"})
    for wrong in ({"purpose": "poster"}, {"page": "nobody"}, {"page": 7}):
        with pytest.raises(sqlite3.IntegrityError):
            db["capture"].insert({**ROW, "id": "E", **wrong})
    with pytest.raises(sqlite3.IntegrityError, match="is a fact and is never changed"):
        db.execute("UPDATE capture SET page = NULL")
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    again = Database(sqlite3.connect(tmp_path / "old.sqlite"))
    assert [row["id"] for row in again["capture"].rows_where("page IS NOT NULL")] == ["D"]


def test_a_table_that_is_not_as_expected_is_left_alone(tmp_path: Path) -> None:
    db = old_database(tmp_path / "old.sqlite")
    MIGRATIONS.apply(db)
    with pytest.raises(UnknownText), db.atomic():
        edit_tables(db)
    assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_browser_s_view_is_no_look_at_the_page(archive: Archive) -> None:
    keep(archive, "a", shown("a"))
    assert archive.rows("SELECT record_type FROM own_capture") == [("response",)]
    assert "page IS NULL" in OWN_CAPTURE
