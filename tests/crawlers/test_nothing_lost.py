"""Every exchange is kept once, with its links, whatever became of it; and a quiet night costs little."""

import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from scrapy.http import Response

from archive.home import DiskFull, HomeBusy
from archive.recorder import Recorder
from archive.records import Link
from crawlers import pool
from crawlers.spiders.feed import FeedSpider
from crawlers.spiders.listing import ListingSpider
from crawlers.wire import Limits
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import Answer, Asked, response, serve


def with_validators(body: str) -> Answer:
    """A page that knows whether it changed."""

    def answer(asked: Asked) -> bytes:
        validators = {"etag": '"7"', "last_modified": "Sun, 01 Mar 2026 10:00:00 GMT"}
        if asked.headers.get("if-none-match") == '"7"':
            return b'HTTP/1.1 304 Not Modified\r\nETag: "7"\r\n\r\n'
        return response(body, **validators)

    return answer


def site_of(pages: int) -> dict[str, Answer]:
    links = "".join(f'<a class="page" href="/{n}">…</a>' for n in range(pages))
    return {"/": with_validators(links)} | {
        f"/{n}": with_validators(f"<p>Страница {n}") for n in range(pages)
    }


def test_a_second_night_over_an_unchanged_site_asks_conditionally_and_keeps_no_new_bytes(
    archive: Archive,
) -> None:
    with serve(site_of(5)) as site:
        source = archive.source("quiet", site.url())
        first = archive.night(source).sources[0]
        before = archive.rows("SELECT count(*) FROM snapshot")
        site.asked.clear()
        second = archive.night(source, after=1).sources[0]
        asked = {one.path: one.headers for one in site.asked}
    assert (first.new, first.unchanged) == (6, 0)
    assert (second.fetched, second.new, second.revisits, second.unchanged) == (6, 0, 0, 6)
    assert archive.rows("SELECT count(*) FROM snapshot") == before
    conditional = {path for path, headers in asked.items() if "if-none-match" in headers}
    assert conditional == set(site.answers)
    assert asked["/0"]["if-modified-since"] == "Sun, 01 Mar 2026 10:00:00 GMT"
    assert "if-none-match" not in asked["/robots.txt"]


def test_what_is_not_due_is_not_asked_for(archive: Archive) -> None:
    with serve(site_of(5)) as site:
        source = archive.source("quiet", site.url())
        archive.night(source)
        assert archive.night(source, after=0.01).sources[0].due == 0
        archive.night(source, after=1)
        site.asked.clear()
        archive.night(source, after=2)
        assert site.paths == ["/"]


def test_bytes_that_were_sent_again_are_a_revisit(archive: Archive) -> None:
    with serve({"/": response('<a class="page" href="/1">…</a>'), "/1": response("<p>Та же")}) as site:
        source = archive.source("same", site.url())
        archive.night(source)
        second = archive.night(source, after=1).sources[0]
    assert (second.new, second.revisits) == (0, 2)
    assert archive.rows("SELECT record_type, count(*) FROM capture WHERE purpose = 'page' GROUP BY 1") == [
        ("response", 1),
        ("revisit", 1),
    ]


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_is_kept_and_its_target_fetched_by_the_same_callback(
    archive: Archive, status: str
) -> None:
    answers = {
        "/": response("", status=status, location="/list/"),
        "/list/": response('<a class="page" href="/1">…</a>'),
        "/1": response("", status=status, location="http://HOST/one?utm_source=x"),
        "/one?utm_source=x": response("<p>Переехала"),
    }
    with serve(answers) as site:
        site.answers["/1"] = response("", status=status, location=site.url("/one?utm_source=x"))
        report = archive.night(archive.source("moved", site.url(), "pages = 1"))
        assert site.paths == ["/", "/list/", "/1", "/one?utm_source=x"]
    assert [row[1] for row in archive.captured()] == [int(status[:3])] * 2 + [200, 200]
    assert archive.rows("SELECT purpose FROM capture WHERE url LIKE '%/one%'") == [("page",)]
    assert report.sources[0].moved == 2


@pytest.mark.parametrize(
    ("answers", "fetched"),
    [
        ({"/": response("", status="301 Moved", location="/")}, 1),
        (
            {
                "/": response("", status="301 Moved", location="/b"),
                "/b": response("", status="301 M", location="/"),
            },
            2,
        ),
        ({f"/{'x' * n}": response("", status="302 F", location=f"/{'x' * (n + 1)}") for n in range(20)}, 6),
    ],
    ids=["to itself", "round and round", "without end"],
)
def test_redirects_end(archive: Archive, answers: dict[str, Answer], fetched: int) -> None:
    with serve(answers) as site:
        archive.night(archive.source("loop", site.url()))
        assert len(site.paths) == fetched
    assert len(archive.captured()) == fetched


def test_a_redirect_that_only_drops_a_tracker_leads_to_its_page(archive: Archive) -> None:
    answers = {
        "/": response('<a class="page" href="/news?utm_source=vk">…</a>'),
        "/news?utm_source=vk": response("", status="301 Moved", location="/news"),
        "/news": response("<p>Новость"),
    }
    with serve(answers) as site:
        source = archive.source("tracked", site.url())
        archive.night(source)
        archive.night(source, after=1)
    kept = archive.rows(
        "SELECT count(*) FROM capture WHERE url LIKE '%/news' AND purpose = 'page' AND status = 200"
    )
    assert kept[0][0] == 2


def test_gone_pages_and_errors_are_kept_and_told_apart(archive: Archive) -> None:
    statuses = ["404 Not Found", "410 Gone", "500 Oops", "502 Bad", "400 Odd"]
    links = "".join(f'<a class="page" href="/{n}">…</a>' for n in range(len(statuses)))
    answers = {f"/{n}": response("…", status=status) for n, status in enumerate(statuses)}
    with serve({"/": response(links), **answers}) as site:
        tally = archive.night(archive.source("broken", site.url())).sources[0]
    assert [row[1] for row in archive.captured("page")] == [404, 410, 500, 502, 400]
    assert (tally.gone, tally.failed, tally.fetched) == (2, 3, 6)
    assert [kind for kind, _ in archive.issues()] == ["error"] * 3


HEAD = b"HTTP/1.1 200 OK\r\nContent-Length: 9000000\r\n\r\n"
CUT = {
    "a body shorter than it said": ("disconnect", [HEAD, b"<p>half"]),
    "a chunk shorter than it said": (
        "disconnect",
        [b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n99\r\n<p>half"],
    ),
    "a body without end": ("length", [HEAD, *[b"x" * 40_000] * 9]),
    "a head without end": ("length", [b"HTTP/1.1 200 OK\r\n", *[b"X-Y: " + b"z" * 40_000 + b"\r\n"] * 9]),
    "a body that stops coming": ("time", [HEAD, b"<p>half", b""]),
    "a head that stops coming": ("time", [b"HTTP/1.1 200 OK\r\nX-Half: 1\r\n", b""]),
}


@pytest.fixture
def narrow_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "Limits", lambda: Limits(size=200_000, connect=1, exchange=0.3))


def in_pieces(pieces: list[bytes]) -> Answer:
    """Sent with pauses; an empty piece is a long one."""

    def answer(asked: Asked) -> Iterator[bytes]:
        for piece in pieces:
            time.sleep(0.02 if piece else 0.5)
            yield piece

    return answer


@pytest.mark.usefixtures("narrow_limits")
@pytest.mark.parametrize(("reason", "pieces"), CUT.values(), ids=list(CUT))
def test_a_response_that_was_cut_is_kept_with_the_reason(
    archive: Archive, reason: str, pieces: list[bytes]
) -> None:
    with serve({"/": response('<a class="page" href="/cut">…</a>'), "/cut": in_pieces(pieces)}) as site:
        report = archive.night(archive.source("cut", site.url()))
        kept = archive.rows("SELECT truncated, status FROM capture WHERE url = ?", site.url("/cut"))
    assert kept == [(reason, 200)]
    assert report.sources[0].fetched == 2
    assert archive.issues() == [("truncated", site.url("/cut"))]


@pytest.mark.usefixtures("narrow_limits")
def test_no_answer_in_time_is_a_failure(archive: Archive) -> None:
    with serve({"/": in_pieces([b""])}) as site:
        tally = archive.night(archive.source("mute", site.url(), "budget = 1")).sources[0]
    assert (tally.failed, tally.fetched) == (1, 0)
    assert "DownloadTimeoutError" in str(archive.rows("SELECT reason FROM frontier"))


def test_a_page_that_gives_no_answer_is_tried_again_within_the_night_and_after(archive: Archive) -> None:
    with serve({"/": b"garbage without sense\r\n\r\n"}) as site:
        tally = archive.night(archive.source("mute", site.url(), "budget = 1")).sources[0]
    assert (tally.failed, tally.fetched) == (1, 0)
    state = archive.rows("SELECT state, tries, reason FROM frontier")
    assert state[0][:2] == ("waiting", 1) and "DownloadFailedError" in str(state[0][2])


def test_a_callback_that_raises_spoils_neither_the_page_nor_the_links_before(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(self: ListingSpider, response: Response, **kwargs: object) -> Iterator[Link]:
        yield from self.follow_page(response, "/1")
        raise RuntimeError("the layout moved")

    monkeypatch.setattr(ListingSpider, "parse", parse)
    with serve({"/": response("list"), "/1": response("one")}) as site:
        report = archive.night(archive.source("raising", site.url()))
        assert site.paths == ["/", "/1"]
        assert archive.issues() == [("spider", site.url())]
    assert len(archive.captured()) == 2
    assert report.exit_code == 1


def test_a_callback_that_is_no_generator_and_raises_is_the_same(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def parse(self: ListingSpider, response: Response, **kwargs: object) -> list[Link]:
        raise RuntimeError("the layout moved")

    monkeypatch.setattr(ListingSpider, "parse", parse)
    with serve({"/": response("list")}) as site:
        archive.night(archive.source("raising", site.url()))
        assert archive.issues() == [("spider", site.url())]
    assert len(archive.captured()) == 1


def test_a_full_disk_ends_the_night_and_the_next_goes_on(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    flush, flushes = Recorder.flush, 0

    def full(self: Recorder) -> int:
        nonlocal flushes
        flushes += 1
        if flushes == 2:
            raise DiskFull("no room left")
        return flush(self)

    links = "".join(f'<a class="page" href="/{n}">…</a>' for n in range(200))
    with serve({"/": response(links)} | {f"/{n}": response(str(n)) for n in range(200)}) as site:
        source = archive.source("wide", site.url())
        monkeypatch.setattr(Recorder, "flush", full)
        with pytest.raises(DiskFull):
            archive.night(source)
        assert 0 < len(archive.captured()) < 201
        archive.night(source)
    assert len(archive.captured()) == 201


def test_a_spider_that_cannot_start_does_not_keep_others_from_their_night(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seeds(self: FeedSpider) -> list[Link]:
        raise RuntimeError("no seeds")

    monkeypatch.setattr(FeedSpider, "seeds", seeds)
    with serve({"/": response("<a class='page' href='/1'>"), "/1": response("1")}) as site:
        broken = archive.source("broken", site.url(), spider="feed")
        report = archive.night(broken, archive.source("sound", site.url()))
    assert [tally.fetched for tally in report.sources] == [0, 2]
    assert archive.issues() == [("spider", None)]


def test_two_crawls_of_one_home_do_not_run_side_by_side(archive: Archive) -> None:
    holder = (
        "import sys; from archive.home import Home\n"
        "with Home(sys.argv[1]).lock('a test'): print('held', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", holder, str(archive.home.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"held\n"
        with serve({"/": response("list")}) as site, pytest.raises(HomeBusy):
            archive.night(archive.source("second", site.url()))
        process.communicate(b"")


@pytest.fixture
def self_signed(tmp_path: Path) -> ssl.SSLContext:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "golos.example")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = tmp_path / "server.pem"
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    pem.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


def test_a_page_behind_a_bad_certificate_is_kept_with_the_verdict(
    archive: Archive, self_signed: ssl.SSLContext
) -> None:
    answers = {"/": response('<a class="page" href="/1">…</a>'), "/1": response("<p>…")}
    with serve(answers, context=self_signed) as site:
        archive.night(archive.source("self", site.url()))
    assert archive.rows("SELECT DISTINCT tls FROM capture") == [("self-signed certificate",)]
    assert len(archive.captured()) == 2


def test_a_certificate_that_is_trusted_leaves_no_verdict(
    archive: Archive, self_signed: ssl.SSLContext, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "server.pem"))
    with serve({"/": response("<p>…")}, context=self_signed) as site:
        archive.night(archive.source("trusted", site.url()))
    assert archive.rows("SELECT DISTINCT tls FROM capture") == [(None,)]
