import gzip

from archive import captures
from archive.warc_read import Record, read_record
from tests.archive.volna import Archive, answer, exchange, link

PAGE = "<h1>Погиб житель Заречья</h1>".encode()
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
UNCHANGED = b'HTTP/1.1 304 Not Modified\r\nETag: "7"\r\nDate: Tue, 03 Mar 2026 01:10:00 GMT\r\n\r\n'


def records_of(archive: Archive) -> list[Record]:
    places = archive.rows('SELECT warc_file, "offset" FROM capture ORDER BY id')
    return [read_record(archive.home.warc / str(name), int(str(offset))) for name, offset in places]


def types(archive: Archive) -> list[object]:
    return [record_type for (record_type,) in archive.rows("SELECT record_type FROM capture ORDER BY id")]


def test_the_same_bytes_are_kept_once_and_the_second_head_is_kept_too(archive: Archive) -> None:
    first = archive.keep("page", answer(PAGE, "Date: Mon, 02 Mar 2026 01:10:00 GMT"))
    archive.keep("page", answer(PAGE, "Date: Tue, 03 Mar 2026 01:10:00 GMT"))
    original, revisit = records_of(archive)
    assert revisit.block == answer(b"", "Date: Tue, 03 Mar 2026 01:10:00 GMT")
    assert revisit.fields["WARC-Profile"] == IDENTICAL
    assert revisit.fields["WARC-Refers-To"] == original.fields["WARC-Record-ID"]
    assert revisit.fields["WARC-Refers-To-Target-URI"] == "https://volna.example/page"
    assert revisit.fields["WARC-Refers-To-Date"] == original.fields["WARC-Date"]
    assert revisit.fields["WARC-Payload-Digest"] == original.fields["WARC-Payload-Digest"]
    assert archive.rows("SELECT first_capture, captures FROM snapshot") == [(first, 2)]


def test_a_304_confirms_the_last_good_capture(archive: Archive) -> None:
    first = archive.keep("page", answer(PAGE, 'ETag: "7"'))
    archive.keep("page", answer(b"<h1>Not found</h1>", status="404 Not Found"))
    last = archive.keep("page", UNCHANGED)
    revisit = records_of(archive)[-1]
    assert revisit.block == UNCHANGED
    assert revisit.fields["WARC-Profile"] == NOT_MODIFIED
    assert archive.rows("SELECT refers_to, payload_size FROM capture WHERE id = ?", last) == [
        (first, len(PAGE))
    ]


def test_a_304_of_a_revisit_refers_to_the_capture_that_holds_the_bytes(archive: Archive) -> None:
    first = archive.keep("page", answer(PAGE))
    archive.keep("page", answer(PAGE))
    archive.keep("page", UNCHANGED)
    assert archive.rows("SELECT DISTINCT refers_to FROM capture WHERE refers_to NOT NULL") == [(first,)]


def test_a_304_that_confirms_nothing_is_kept_as_it_came(archive: Archive) -> None:
    archive.keep("page", UNCHANGED)
    assert types(archive) == ["response"]


def test_a_page_that_returns_to_its_old_bytes_refers_to_the_old_capture(archive: Archive) -> None:
    first = archive.keep("page", answer(PAGE))
    archive.keep("page", answer(b"changed"))
    archive.keep("page", answer(PAGE))
    assert types(archive) == ["response", "response", "revisit"]
    assert archive.rows("SELECT refers_to FROM capture ORDER BY id DESC LIMIT 1") == [(first,)]


def test_chunk_framing_does_not_make_bytes_differ(archive: Archive) -> None:
    archive.keep("page", answer(PAGE))
    archive.keep("page", answer(b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE), "Transfer-Encoding: chunked"))
    assert types(archive) == ["response", "revisit"]


def test_two_like_pages_in_one_flush_are_kept_once(archive: Archive) -> None:
    links = [link("a"), link("b")]
    archive.recorder.frontier.add(links)
    for found in links:
        archive.recorder.keep(exchange(found.url, answer(PAGE)), settles=found)
    assert archive.recorder.flush() == 2
    assert types(archive) == ["response", "revisit"]


def test_another_source_keeps_its_own_bytes(archive: Archive) -> None:
    archive.keep("page", answer(PAGE))
    archive.recorder.keep(exchange("https://bereg.example/", answer(PAGE), source="bereg"), settles=None)
    archive.recorder.flush()
    assert types(archive) == ["response", "response"]


def test_what_was_cut_short_is_neither_a_revisit_nor_referred_to(archive: Archive) -> None:
    archive.keep("page", answer(PAGE), truncated="time")
    archive.keep("page", answer(PAGE))
    archive.keep("page", answer(PAGE), truncated="time")
    assert types(archive) == ["response"] * 3


def test_empty_bodies_are_not_compared(archive: Archive) -> None:
    archive.keep("a", answer(b"", "Location: /b", status="302 Found"))
    archive.keep("a", answer(b"", "Location: /b", status="302 Found"))
    assert types(archive) == ["response", "response"]


def test_the_page_behind_a_revisit_is_read_from_the_original(archive: Archive) -> None:
    archive.keep(
        "page", answer(gzip.compress(PAGE, mtime=0), "Content-Encoding: gzip", "Content-Type: text/html")
    )
    again = archive.keep(
        "page", answer(gzip.compress(PAGE, mtime=0), "Content-Encoding: gzip", "Content-Type: text/html")
    )
    page = captures.load_page(archive.home, archive.db, again)
    assert (page.body, page.content_type, page.publisher.title) == (PAGE, "text/html", "Волна")
