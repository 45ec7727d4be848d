"""A PDF that a list leads to is kept like any page, byte for byte, and waits to be read."""

from archive import captures
from archive.database import connect
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import response, serve

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n" + bytes(range(256)) * 40 + b"\n%%EOF"


def test_a_pdf_behind_a_link_is_kept_as_a_page(archive: Archive) -> None:
    links = '<a class="page" href="/upload/spisok.pdf">Список</a><a class="page" href="/skan.PDF">Скан</a>'
    answers = {
        "/": response(links),
        "/upload/spisok.pdf": response(PDF, content_type="application/pdf"),
        "/skan.PDF": response(PDF + b"\n", content_type="application/octet-stream"),
    }
    with serve(answers) as site:
        archive.night(archive.source("pdf", site.url()))
        assert sorted(site.paths) == sorted(answers)
    assert archive.issues() == []
    db = connect(archive.home, readonly=True)
    waiting = list(captures.unread(db, "1"))
    assert [one.url.rpartition("/")[2] for one in waiting] == ["spisok.pdf", "skan.PDF"]
    assert captures.page(archive.home, waiting[0]).body == PDF
    db.close()
