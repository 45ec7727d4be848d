"""TLS gone wrong: behind a bad certificate a page is kept with the verdict; a failed handshake is a miss."""

import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from msgspec import structs

from tests.crawlers.conftest import Archive
from tests.crawlers.hostile.certificates import Authority
from tests.crawlers.hostile.conftest import NARROW
from tests.crawlers.raw_server import response, serve

PAGES = {"/": response('<a class="page" href="/1">…</a>'), "/1": response("<p>Один")}

Make = Callable[[Authority], ssl.SSLContext]
CERTIFICATES: dict[str, tuple[Make, str | None]] = {
    "a certificate that holds": (lambda ours: ours.server(), None),
    "a certificate signed by itself": (lambda ours: ours.server(trusted=False), "self-signed certificate"),
    "an expired certificate": (lambda ours: ours.server(days=(-9, -2)), "certificate has expired"),
    "a certificate from the future": (lambda ours: ours.server(days=(2, 9)), "certificate is not yet valid"),
    "a certificate for another name": (
        lambda ours: ours.server(ip="192.0.2.1"),
        "IP address mismatch, certificate is not valid for '127.0.0.1'.",
    ),
}


@pytest.mark.parametrize(("make", "verdict"), CERTIFICATES.values(), ids=list(CERTIFICATES))
def test_a_page_is_kept_with_the_verdict_on_its_certificate(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Make, verdict: str | None
) -> None:
    authority = Authority(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(authority.root))
    with serve(PAGES, context=make(authority)) as site:
        archive.night(archive.source("tls", site.url()))
    assert archive.rows("SELECT DISTINCT tls FROM capture") == [(verdict,)]
    assert [row[1] for row in archive.captured()] == [200, 200]


def stalls(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.settimeout(5)
    connection.recv(65536)  # until the other side gives up


def speaks_plainly(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.sendall(response("<p>Не TLS"))


def resets(connection: socket.socket) -> None:
    connection.recv(65536)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


HANDSHAKES = {
    "a handshake that stalls": (stalls, "DownloadTimeoutError"),
    "plain HTTP where TLS should be": (speaks_plainly, "DownloadFailedError"),
    "a reset in the handshake": (resets, "DownloadFailedError"),
}


@contextmanager
def listening(behave: Callable[[socket.socket], None]) -> Iterator[int]:
    def accept() -> None:
        while True:
            try:
                connection, _ = server.accept()
                threading.Thread(target=_behaved, args=(connection, behave), daemon=True).start()
            except OSError:
                return

    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=accept, daemon=True).start()
        yield server.getsockname()[1]


def _behaved(connection: socket.socket, behave: Callable[[socket.socket], None]) -> None:
    with connection, suppress(OSError):
        behave(connection)


@pytest.mark.parametrize(("behave", "reason"), HANDSHAKES.values(), ids=list(HANDSHAKES))
def test_a_handshake_that_fails_is_a_miss_and_the_night_goes_on(
    archive: Archive, behave: Callable[[socket.socket], None], reason: str
) -> None:
    with listening(behave) as port, serve(PAGES, host="127.0.0.2") as good:
        sources = (archive.source("tls", f"https://127.0.0.1:{port}/"), archive.source("good", good.url()))
        archive.night(*sources, limits=structs.replace(NARROW, connect=0.4))
    ((missed,),) = archive.rows("SELECT reason FROM miss")
    assert str(missed).startswith(reason)
    assert len(archive.captured()) == 2
    assert archive.issues() == [("robots-unreachable", f"https://127.0.0.1:{port}/robots.txt")]


def test_a_response_that_ends_without_a_tls_goodbye_is_whole(archive: Archive, tmp_path: Path) -> None:
    """Many servers just close; where the length is told nothing can be missing."""
    whole = response("<p>Один")
    abrupt = lambda asked: iter([whole])  # noqa: E731
    with serve({**PAGES, "/1": abrupt}, context=Authority(tmp_path).server()) as site:
        archive.night(archive.source("tls", site.url()))
    assert archive.rows("SELECT DISTINCT truncated FROM capture") == [(None,)]
