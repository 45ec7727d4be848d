"""What the archive holds is what the server sent, to the byte, and other tools can read it."""

import gzip
import subprocess
import sys
from hashlib import sha256

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import response, serve

PAGE = "<html><body><p>Простились с земляком.</p></body></html>".encode()
LIST = '<a class="page" href="/odd">…</a>'
PACKED = gzip.compress(PAGE, mtime=0)


def chunked(body: bytes, sizes: tuple[int, ...], trailer: bytes = b"") -> bytes:
    """Chunks of odd sizes in odd spellings: upper case, leading zeros, extensions."""
    framed, at = [], 0
    for number, size in enumerate((*sizes, len(body))):
        piece = body[at : at + size]
        at += len(piece)
        if piece:
            spelling = (f"{len(piece):X}", f"{len(piece):06x}", f"{len(piece):x};name=value")[number % 3]
            framed.append(f"{spelling}\r\n".encode() + piece + b"\r\n")
    return b"".join(framed) + b"0\r\n" + trailer + b"\r\n"


def sized(head: bytes, body: bytes = PAGE) -> bytes:
    return head + b"Content-Length: %d\r\n\r\n" % len(body) + body


OK = b"HTTP/1.1 200 OK\r\n"
ODD = {
    "odd header case": sized(OK + b"cOnTeNt-TyPe: text/html\r\nX-ODD:  two  blanks \r\n"),
    "duplicate headers": sized(OK + b"Set-Cookie: a=1\r\nSet-Cookie: b=2\r\nset-cookie: c=3\r\n"),
    "an unusual reason": sized(b"HTTP/1.1 200 Vsyo Horosho, tovarishchi!\r\n"),
    "no reason": sized(b"HTTP/1.1 200\r\n"),
    "http 1.0 until the end": b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE,
    "chunks of odd sizes": OK + b"Transfer-Encoding: chunked\r\n\r\n" + chunked(PAGE, (1, 7, 3, 20)),
    "chunks with a trailer": OK
    + b"Transfer-Encoding: Chunked\r\nTrailer: X-Sum\r\n\r\n"
    + chunked(PAGE, (13,), b"X-Sum: 42\r\n"),
    "gzip": sized(OK + b"Content-Encoding: gzip\r\n", PACKED),
    "gzip in chunks": OK
    + b"Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n"
    + chunked(PACKED, (5, 1, 1)),
    "an interim answer": b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n" + sized(OK),
    "latin-1 in a header": sized(OK + b"X-Author: \xcf\xb8\xf2\xf0\r\n"),
    "an error page": sized(b"HTTP/1.1 500 Oops\r\n", b"oops"),
    "nothing": b"HTTP/1.1 204 No Content\r\n\r\n",
}


@pytest.mark.parametrize("answer", ODD.values(), ids=list(ODD))
def test_the_record_is_what_the_server_sent_and_warcio_verifies_it(archive: Archive, answer: bytes) -> None:
    with serve({"/": response(LIST), "/odd": answer}) as site:
        archive.night(archive.source("odd", site.url()))
    asked = next(one.raw for one in site.asked if one.path == "/odd")
    assert blocks(archive, site.url("/odd")) == {"response": answer, "request": asked}
    for file in archive.home.warc.glob("*.warc.gz"):
        command = [sys.executable, "-m", "warcio.cli", "check", "-v", str(file)]
        checked = subprocess.run(command, capture_output=True, text=True)
        assert checked.returncode == 0, checked.stdout + checked.stderr
        assert "digest pass" in checked.stdout
        assert "fail" not in checked.stdout.lower()


def test_bytes_after_the_message_are_not_part_of_it(archive: Archive) -> None:
    page = response(PAGE)
    with serve({"/": response(LIST), "/odd": page + b"HTTP/1.1 200 rest"}) as site:
        archive.night(archive.source("odd", site.url()))
    assert blocks(archive, site.url("/odd"))["response"] == page


def test_the_digest_is_of_the_entity_without_chunks(archive: Archive) -> None:
    with serve({"/": response(LIST), "/odd": ODD["gzip in chunks"]}) as site:
        archive.night(archive.source("odd", site.url()))
    assert (site.url("/odd"), 200, sha256(PACKED).hexdigest()) in archive.captured()


def blocks(archive: Archive, url: str) -> dict[str, bytes]:
    """The blocks of all records of a URL by their type, read without any HTTP parsing."""
    found = {}
    for file in sorted(archive.home.warc.glob("*.warc.gz")):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream, no_record_parse=True):
                if record.rec_headers.get_header("WARC-Target-URI") == url:
                    found[record.rec_type] = record.raw_stream.read()
    return found
