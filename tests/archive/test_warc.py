import gzip
from pathlib import Path

import pytest
from fastwarc.warc import ArchiveIterator as FastArchiveIterator  # type: ignore[import-not-found,unused-ignore]
from fastwarc.warc import WarcRecordType
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.cli import main as warcio  # type: ignore[import-untyped]

from archive.warc_read import BrokenRecord, Record, read_record, records
from tests.archive.volna import Archive, answer, exchange, link

PAGE = "<h1>Погиб житель Заречья</h1>".encode()
CHUNKS = b"8\r\n" + PAGE[:8] + b"\r\n%x\r\n" % (len(PAGE) - 8) + PAGE[8:] + b"\r\n0\r\n\r\n"

# What servers really send, each named by its oddity.
ODD = {
    "odd-header-case": answer(PAGE, "cOnTeNt-TyPe: text/html", "X-tEST:no space"),
    "duplicate-headers": answer(PAGE, "Set-Cookie: a=1", "set-cookie: b=2", "Set-Cookie: a=1"),
    "unusual-reason": answer(PAGE, status="200 Vse horosho, tovarishch"),
    "no-reason": answer(PAGE, status="200"),
    "chunked": answer(CHUNKS, "Transfer-Encoding: chunked"),
    "chunked-cut-short": answer(CHUNKS[:20], "Transfer-Encoding: chunked"),
    "chunked-with-trailer": answer(CHUNKS[:-2] + b"X: y\r\n\r\n", "Transfer-Encoding: chunked"),
    "gzip": answer(gzip.compress(PAGE), "Content-Encoding: gzip"),
    "chunked-gzip": answer(
        b"%x\r\n%b\r\n0\r\n\r\n" % (len(gzip.compress(PAGE, mtime=0)), gzip.compress(PAGE, mtime=0)),
        "Transfer-Encoding: chunked",
        "Content-Encoding: gzip",
    ),
    "gzip-in-name-only": answer(PAGE, "Content-Encoding: gzip"),
    "bare-newlines": b"HTTP/1.1 200 OK\nA: 1\n\n" + PAGE,
    "folded-header": b"HTTP/1.1 200 OK\r\nA: 1\r\n folded\r\n\r\n" + PAGE,
    "interim-response": b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" + answer(PAGE),
    "cp1251-in-header": "HTTP/1.1 200 OK\r\nX-Title: Память\r\n\r\n".encode("cp1251") + PAGE,
    "header-without-colon": answer(PAGE, "Server", "A: 1"),
    "line-of-spaces-in-head": b"HTTP/1.1 200 OK\r\nA: 1\r\n  \r\nB: 2\r\n\r\n" + PAGE,
    "empty-body": answer(b"", status="404 Not Found"),
    "head-cut-short": b"HTTP/1.1 200 OK\r\nContent-Ty",
    "no-content": b"HTTP/1.1 204 No Content\r\n\r\n",
    "body-like-a-record": answer(b"\r\n\r\nWARC/1.1\r\nWARC-Type: response\r\n\r\n"),
}


def kept_record(archive: Archive, capture: str) -> Record:
    name, offset = archive.rows('SELECT warc_file, "offset" FROM capture WHERE id = ?', capture)[0]
    return read_record(archive.home.warc / str(name), int(str(offset)))


def assert_warcio_accepts(path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        warcio(["check", str(path)])
    assert ended.value.code == 0


@pytest.mark.parametrize("oddity", ODD)
def test_a_block_is_what_the_server_sent_and_warcio_checks_it(archive: Archive, oddity: str) -> None:
    capture = archive.keep(oddity, ODD[oddity])
    assert kept_record(archive, capture).block == ODD[oddity]
    assert_warcio_accepts(*archive.warc_files())


def test_warcio_and_fastwarc_read_the_same_records_as_we_do(archive: Archive) -> None:
    for oddity, response in ODD.items():
        archive.keep(oddity, response)
    (path,) = archive.warc_files()
    ours = [(record.type, record.block) for record in records(path, path.stat().st_size)]
    assert len(ours) == 1 + 2 * len(ODD)
    with path.open("rb") as file:
        theirs = [
            (record.rec_type, record.raw_stream.read())
            for record in ArchiveIterator(file, no_record_parse=True)
        ]
    with path.open("rb") as file:
        fast = [
            (record.headers["WARC-Type"], record.reader.read())
            for record in FastArchiveIterator(file, parse_http=False, record_types=WarcRecordType.any_type)
        ]
    assert ours == theirs == fast


def test_warcio_finds_the_entity_behind_chunks_and_gzip(archive: Archive) -> None:
    archive.keep("page", ODD["chunked-gzip"])
    with archive.warc_files()[0].open("rb") as file:
        bodies = [r.content_stream().read() for r in ArchiveIterator(file) if r.rec_type == "response"]
    assert bodies == [PAGE]


def test_records_bear_their_fields(archive: Archive) -> None:
    changes = {"truncated": "length", "tls": "certificate has expired", "refusal": "captcha"}
    found = link("page?utm_source=x", key="https://volna.example/page")
    archive.recorder.frontier.add([found])
    archive.recorder.keep(exchange(found.url, answer(PAGE), **changes), settles=found)
    archive.recorder.flush()
    info, response, request = records(archive.warc_files()[0], archive.warc_files()[0].stat().st_size)
    expected = {
        "WARC-Type": "response",
        "WARC-Date": "2026-03-02T01:10:00.000000Z",
        "WARC-Target-URI": "https://volna.example/page?utm_source=x",
        "WARC-IP-Address": "192.0.2.7",
        "WARC-Truncated": "length",
        "Sinodik-Source": "volna",
        "Sinodik-Purpose": "page",
        "Sinodik-Url-Key": "https://volna.example/page",
        "Sinodik-Tls": "certificate has expired",
        "Sinodik-Refusal": "captcha",
    }
    assert expected.items() <= response.fields.items()
    assert request.fields["WARC-Concurrent-To"] == response.fields["WARC-Record-ID"]
    assert f"Sinodik-Run: {archive.run}" in info.block.decode()
    assert info.fields["WARC-Filename"] == archive.warc_files()[0].name


@pytest.mark.parametrize(
    "changes",
    [{"url": "https://volna.example/\r\nWARC-Type: x"}, {"tls": "two\nlines"}, {"response": b"not HTTP"}],
)
def test_what_cannot_be_written_is_refused_and_does_not_stay_in_the_way(
    archive: Archive, changes: dict[str, object]
) -> None:
    bad = exchange("https://volna.example/", answer(PAGE))
    for name, value in changes.items():
        setattr(bad, name, value)
    with pytest.raises(ValueError, match=r"control character|not an HTTP response"):
        archive.recorder.keep(bad, settles=None)
    archive.keep("good", answer(PAGE))
    assert archive.rows("SELECT url FROM capture") == [("https://volna.example/good",)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(body=st.binary(max_size=5000), request=st.binary(max_size=500), stored=st.booleans())
def test_any_bytes_come_back_exactly(archive: Archive, body: bytes, request: bytes, stored: bool) -> None:
    response = answer(body, "Content-Encoding: br" if stored else "Server: x")
    # truncated: never a revisit, so that the block is always the whole response
    made = exchange("https://volna.example/", response, request=request, truncated="length")
    archive.recorder.keep(made, settles=None)
    archive.recorder.flush()
    row = archive.rows('SELECT warc_file, "offset", request_offset FROM capture ORDER BY id DESC LIMIT 1')[0]
    path = archive.home.warc / str(row[0])
    assert read_record(path, int(str(row[1]))).block == response
    assert read_record(path, int(str(row[2]))).block == request


def damaged(path: Path, at: int) -> Path:
    content = bytearray(path.read_bytes())
    content[at] ^= 1
    path.write_bytes(content)
    return path


def test_a_flipped_bit_is_noticed_wherever_it_is(archive: Archive) -> None:
    archive.keep("page", answer(PAGE))
    (path,) = archive.warc_files()
    sound = path.read_bytes()
    # Byte 4 to 9 of a gzip header (time, hints, system) bear nothing.
    for at in (0, 1, 2, 12, 40, len(sound) // 2, len(sound) - 3):
        damaged(path, at)
        with pytest.raises(BrokenRecord):
            list(records(path, len(sound)))
        path.write_bytes(sound)


@pytest.mark.parametrize("size", [1, 10, 100])
def test_a_torn_record_is_broken(archive: Archive, size: int) -> None:
    archive.keep("page", answer(PAGE))
    (path,) = archive.warc_files()
    path.write_bytes(path.read_bytes()[:-size])
    with pytest.raises(BrokenRecord, match="ends within a record"):
        list(records(path, path.stat().st_size))
