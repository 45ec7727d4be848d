"""Captures made by others: copied byte for byte, verified, marked, and never in the way of our own."""

import base64
import gzip
import hashlib
import io
import random
import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from archive import captures, payload, runs
from archive.check import check
from archive.database import connect
from archive.home import Home
from archive.imports import foreign
from archive.imports.container import NotAnArchive
from archive.imports.digests import verified
from archive.rebuild import rebuild_captures
from archive.recorder import Recorder, recover
from archive.warc_read import read_record
from tests.archive.others import (
    DATE,
    address,
    info,
    page,
    record,
    record_id,
    sha1,
    take_in,
    wacz,
    warc,
    written,
)
from tests.archive.test_rebuild_and_check import changed, table
from tests.archive.test_warc import ODD, assert_warcio_accepts
from tests.archive.volna import SOURCE, Archive, answer

FIRST, SECOND = answer(b"<p>first</p>"), answer(b"<p>second</p>")


def blocks(archive: Archive) -> dict[str, bytes]:
    """The kept blocks by URL."""
    rows = archive.rows('SELECT url, warc_file, "offset" FROM capture ORDER BY id')
    return {
        str(url): read_record(archive.home.warc / str(name), int(str(offset))).block
        for url, name, offset in rows
    }


def requests(archive: Archive) -> list[tuple[str, bytes]]:
    """Type and block of what stands beside each capture."""
    rows = archive.rows("SELECT warc_file, request_offset FROM capture ORDER BY id")
    found = [read_record(archive.home.warc / str(name), int(str(offset))) for name, offset in rows]
    return [(one.type, one.block) for one in found]


def whys(archive: Archive, path: Path) -> list[str]:
    return [fault.why for fault in take_in(archive, path).faults]


@pytest.fixture
def sound(archive: Archive) -> Iterator[Archive]:
    """An archive that must hold after the test, and come back the same from its files alone."""
    yield archive
    assert list(check(archive.home)) == []
    assert_comes_back(archive.home)
    for path in archive.warc_files():
        assert_warcio_accepts(path)


def assert_comes_back(home: Home) -> None:
    names = ("capture", "import", "imported", "warc_file")
    before = [table(home, name) for name in names]
    for file in home.path.glob("sinodik.sqlite*"):
        file.rename(file.with_name(f"kept-{file.name}"))
    rebuilt = rebuild_captures(home)
    assert (rebuilt.different, rebuilt.unread) == ([], [])
    assert [table(home, name) for name in names] == before
    assert list(check(home)) == []
    for file in home.path.glob("kept-*"):
        file.rename(file.with_name(file.name.removeprefix("kept-")))


@contextmanager
def web(folder: Path) -> Iterator[str]:
    """The files of a folder on loopback."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()


needs_wget = pytest.mark.skipif(
    not shutil.which("wget"), reason="GNU wget is not installed: apt-get install wget"
)


def wget(folder: Path, name: str, *options: str) -> list[Path]:
    """The WARC files of GNU wget following the links of a small site, once for each set of options."""
    site = folder / "site"
    site.mkdir()
    (site / "index.html").write_text("<a href=a.html>a</a><a href=b.html>b</a><a href=gone>gone</a>")
    for page_name in ("a.html", "b.html"):
        (site / page_name).write_text("<p>Тот же текст</p>", "utf-8")
    with web(site) as url:
        call = ("wget", "-q", "-r", "-P", folder, f"--warc-file={folder}/{name}", *options, url)
        subprocess.run(call, timeout=30, check=False)
        if "--warc-cdx" in options:
            call = (*call[:5], f"--warc-file={folder}/again", f"--warc-dedup={folder}/{name}.cdx", url)
            subprocess.run(call, timeout=30, check=False)
    return sorted(folder.glob("*.warc*"), key=lambda path: path.name, reverse=True)


@needs_wget
@pytest.mark.parametrize("options", [(), ("--no-warc-compression",)], ids=("gzip", "plain"))
def test_what_wget_wrote_imports_whole(sound: Archive, tmp_path: Path, options: tuple[str, ...]) -> None:
    (path,) = wget(tmp_path, "wget", *options)
    imported = take_in(sound, path, note="a reader's copy")
    assert (imported.taken, imported.known, imported.faults) == (5, 0, [])
    assert blocks(sound) == of_type(path, "response")
    assert requests(sound) == [("request", block) for block in of_type(path, "request").values()]
    assert sound.rows("SELECT file, sha256, substr(software, 1, 5), note, source FROM import") == [
        (path.name, hashlib.sha256(path.read_bytes()).hexdigest(), "Wget/", "a reader's copy", SOURCE)
    ]
    assert sound.rows("SELECT count(*) FROM imported WHERE verified LIKE 'block sha1:%, payload sha1:%'") == [
        (5,)
    ]


@needs_wget
def test_what_wget_saw_again_refers_to_what_it_saw_first(sound: Archive, tmp_path: Path) -> None:
    first, again = wget(tmp_path, "first", "--warc-cdx")
    revisits = set(of_type(again, "revisit"))
    assert revisits
    lost = [fault for fault in take_in(sound, again).faults if "import that first" in fault.why]
    assert {fault.url for fault in lost} <= revisits
    assert lost
    assert take_in(sound, first).faults == []
    assert take_in(sound, again).faults == []
    rows = sound.rows("SELECT url FROM capture WHERE record_type = 'revisit'")
    assert {url for (url,) in rows} == revisits


def of_type(path: Path, record_type: str) -> dict[str, bytes]:
    """The blocks of a file by URL, as warcio reads them."""
    with path.open("rb") as file:
        return {
            one.rec_headers["WARC-Target-URI"].strip("<>"): one.raw_stream.read()
            for one in ArchiveIterator(file, no_record_parse=True)
            if one.rec_type == record_type
        }


def test_what_warcio_wrote_imports_with_its_revisits(sound: Archive, tmp_path: Path) -> None:
    path = tmp_path / "warcio.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        original = writer.create_warc_record(
            address("a"), "response", payload=io.BytesIO(b"<p>a</p>"), http_headers=headers
        )
        writer.write_record(original)
        digest = original.rec_headers["WARC-Payload-Digest"]
        assert digest.startswith("sha1:")
        date = original.rec_headers["WARC-Date"]
        writer.write_record(
            writer.create_revisit_record(address("b"), digest, address("a"), date, http_headers=headers)
        )
    imported = take_in(sound, path)
    assert (imported.taken, imported.faults) == (2, [])
    rows = sound.rows("SELECT record_type, payload_digest, payload_size FROM capture ORDER BY id")
    held = hashlib.sha256(b"<p>a</p>").hexdigest()
    assert rows == [("response", held, 8), ("revisit", held, 8)]
    assert requests(sound)[0][0] == "metadata"


@pytest.mark.parametrize("oddity", ODD)
def test_every_odd_response_comes_over_byte_for_byte(sound: Archive, tmp_path: Path, oddity: str) -> None:
    sent = ODD[oddity]
    entity = payload.entity(sent)
    gift = warc(tmp_path, page(oddity, sent, warc_payload_digest=sha1(entity)))
    assert take_in(sound, gift).faults == []
    assert blocks(sound) == {address(oddity): sent}


def test_what_we_know_of_a_capture_of_others_is_told(sound: Archive, tmp_path: Path) -> None:
    one = page("a", FIRST, warc_ip_address="192.0.2.9", warc_truncated="length")
    take_in(sound, warc(tmp_path, one))
    ((when, ip, truncated, tls),) = sound.rows("SELECT fetched_at, ip, truncated, tls FROM capture")
    assert (when, ip, truncated, tls) == ("2025-11-05T08:30:00.000000Z", "192.0.2.9", "length", None)
    ((origin, name, date, verified, software, operator),) = sound.rows(
        """SELECT imported.import = import.id, record, date, verified, software, operator
        FROM imported JOIN import ON import.id = imported.import"""
    )
    assert (origin, name, date) == (1, record_id("response", address("a"), FIRST), DATE)
    assert verified == f"block {sha1(FIRST)}"
    assert (software, operator) == ("Leech/2.0", "a reader")


def test_our_own_files_import_into_another_home(archive: Archive, tmp_path: Path) -> None:
    for oddity, sent in ODD.items():
        archive.keep(oddity, sent)
        archive.keep(oddity, sent)
    archive.keep("gzip", b"HTTP/1.1 304 Not Modified\r\n\r\n")
    (ours,) = archive.warc_files()
    theirs = Home(tmp_path / "theirs").create()
    with theirs.lock("test"):
        db = connect(theirs)
        run = runs.start(db, archive.clock, "crawl", {})
        other = Archive(theirs, archive.clock, db, run, Recorder(theirs, archive.clock, run))
        imported = take_in(other, ours)
        assert imported.faults == []
        assert imported.taken + imported.known == 2 * len(ODD) + 1
        assert list(check(theirs)) == []
        columns = "url, record_type, status, payload_digest, payload_size, fetched_at"
        kept = f"SELECT DISTINCT {columns} FROM capture ORDER BY 1, 2, 3"
        assert other.rows(kept) == archive.rows(kept)
        other.recorder.close()
        db.close()


def test_our_own_file_adds_nothing_to_the_home_it_is_from(sound: Archive) -> None:
    for oddity, sent in ODD.items():
        sound.keep(oddity, sent)
    (ours,) = sound.warc_files()
    imported = take_in(sound, ours)
    assert (imported.taken, imported.known, imported.faults) == (0, len(ODD), [])
    assert sound.warc_files() == [ours]


SHA256 = hashlib.sha256(FIRST).digest()
ENTITY = payload.entity(FIRST)
SOUND_DIGESTS = {
    "none": {"warc_block_digest": None},
    "sha1-base32": {"warc_block_digest": sha1(FIRST)},
    "sha1-hexadecimal": {"warc_block_digest": f"sha1:{hashlib.sha1(FIRST).hexdigest().upper()}"},
    "sha256-hexadecimal": {"warc_block_digest": f"sha256:{SHA256.hex()}"},
    "sha256-base32": {"warc_block_digest": f"sha256:{base64.b32encode(SHA256).decode()}"},
    "sha-256-with-a-hyphen": {"warc_block_digest": f"sha-256:{SHA256.hex()}"},
    "unknown-algorithm": {"warc_block_digest": "blake3:00"},
    "payload": {"warc_payload_digest": sha1(ENTITY)},
    "payload-sha256": {"warc_payload_digest": f"sha256:{hashlib.sha256(ENTITY).hexdigest()}"},
}
BROKEN_DIGESTS = {
    "block-sha1": {"warc_block_digest": sha1(b"other")},
    "block-sha256": {"warc_block_digest": f"sha256:{hashlib.sha256(b'other').hexdigest()}"},
    "block-no-digest-at-all": {"warc_block_digest": "sha1:hello"},
    "payload-sha1": {"warc_payload_digest": sha1(b"other")},
    "payload-sha256": {"warc_payload_digest": f"sha256:{hashlib.sha256(b'other').hexdigest()}"},
    "ours": {"sinodik_payload_digest": f"sha256:{hashlib.sha256(b'other').hexdigest()}"},
}


@pytest.mark.parametrize("fields", SOUND_DIGESTS.values(), ids=SOUND_DIGESTS)
def test_digests_are_known_in_all_their_forms(
    sound: Archive, tmp_path: Path, fields: dict[str, str | None]
) -> None:
    assert take_in(sound, warc(tmp_path, page("a", FIRST, **fields))).taken == 1
    verified = sound.rows("SELECT verified FROM imported")[0][0]
    can_be_verified = any(value and not value.startswith("blake3") for value in fields.values())
    assert bool(verified) == can_be_verified


@pytest.mark.parametrize("fields", BROKEN_DIGESTS.values(), ids=BROKEN_DIGESTS)
def test_a_broken_digest_is_named_and_the_rest_goes_on(
    sound: Archive, tmp_path: Path, fields: dict[str, str | None]
) -> None:
    imported = take_in(sound, warc(tmp_path, page("bad", FIRST, **fields), page("good", SECOND)))
    assert [(fault.url, "digest" in fault.why) for fault in imported.faults] == [(address("bad"), True)]
    assert blocks(sound) == {address("good"): SECOND}


GZIPPED_TEXT = gzip.compress(b"text", mtime=0)
UNFIT = {
    "no-date": page("a", FIRST, warc_date=None),
    "date-in-words": page("a", FIRST, warc_date="yesterday"),
    "date-without-zone": page("a", FIRST, warc_date="2025-11-05T08:30:00"),
    "no-http": page("a", b"hello"),
    "control-character-in-url": page("a\tb", FIRST),
    "revisit-without-head": record("revisit", address("a"), b""),
    "revisit-of-nothing": record("revisit", address("a"), b"HTTP/1.1 200 OK\r\n\r\n"),
    "longer-than-allowed": page("a", answer(b"x" * 5000)),
}


@pytest.mark.parametrize("unfit", UNFIT.values(), ids=UNFIT)
def test_what_cannot_be_taken_in_is_named_and_the_rest_goes_on(
    sound: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, unfit: object
) -> None:
    monkeypatch.setattr(foreign, "BIGGEST", 4000)
    imported = take_in(sound, warc(tmp_path, unfit, page("good", SECOND)))  # type: ignore[arg-type]
    assert len(imported.faults) == 1
    assert imported.faults[0].url.startswith(address("a"))
    assert blocks(sound) == {address("good"): SECOND}


def test_a_broken_request_leaves_its_capture_out(sound: Archive, tmp_path: Path) -> None:
    request = record("request", address("a"), b"GET / HTTP/1.1\r\n\r\n", warc_block_digest=sha1(b"other"))
    imported = take_in(sound, warc(tmp_path, request, page("a", FIRST), page("b", SECOND)))
    assert (imported.taken, len(imported.faults)) == (1, 1)


def test_a_request_is_kept_with_the_capture_it_names(sound: Archive, tmp_path: Path) -> None:
    ask = b"GET /%b HTTP/1.1\r\nHost: volna.example\r\n\r\n"
    first, second = page("a", FIRST), page("b", SECOND)
    before = record("request", address("a"), ask % b"a")
    of_b = {"warc_concurrent_to": record_id("response", address("b"), SECOND)}
    after = record("request", address("b"), ask % b"b", **of_b)
    astray = record("request", address("z"), ask % b"z")
    of_another = record("request", address("c"), ask % b"c", warc_concurrent_to=record_id("another"))
    take_in(sound, warc(tmp_path, before, first, astray, second, after, of_another, page("c", FIRST)))
    assert requests(sound)[:2] == [("request", ask % b"a"), ("request", ask % b"b")]
    assert [kind for kind, _ in requests(sound)[2:]] == ["metadata"]


def test_resources_are_taken_in_and_what_is_no_capture_is_not(sound: Archive, tmp_path: Path) -> None:
    imported = take_in(
        sound,
        warc(
            tmp_path,
            record("resource", address("shot"), b"\x89PNG", content_type="image/png"),
            record("resource", "urn:text:volna", b"words", content_type="text/plain"),
            record("response", "dns:volna.example", b"192.0.2.1", content_type="text/dns"),
            record("metadata", address("a"), b"via: nowhere"),
            record("conversion", address("a"), b"text"),
        ),
    )
    assert (imported.taken, imported.faults) == (1, [])
    assert imported.others == {
        "warcinfo": 1,
        "resource of no web address": 1,
        "response of no web address": 1,
        "metadata": 1,
        "conversion": 1,
    }
    assert sound.rows("SELECT record_type, status, content_type, payload_size FROM capture") == [
        ("resource", 200, "image/png", 4)
    ]
    sound_page = next(iter(captures.unread(sound.db, "v1")), None)
    assert sound_page is None


def test_a_resource_that_is_a_page_can_be_read(sound: Archive, tmp_path: Path) -> None:
    take_in(sound, warc(tmp_path, record("resource", address("a"), b"<p>x</p>", content_type="text/html")))
    (readable,) = captures.unread(sound.db, "v1")
    assert captures.page(sound.home, readable).body == b"<p>x</p>"


# Revisits


def seen_again(path: str, **fields: str | None) -> object:
    known = {"warc_payload_digest": sha1(payload.entity(FIRST)), "warc_date": "2025-12-01T08:30:00Z"}
    return record("revisit", address(path), b"HTTP/1.1 200 OK\r\nA: b\r\n\r\n", **{**known, **fields})


ORIGINAL = page("a", FIRST, warc_payload_digest=sha1(payload.entity(FIRST)))
NAMED = {
    "by-record": {"warc_refers_to": record_id("response", address("a"), FIRST)},
    "by-url-and-date": {
        "warc_refers_to_target_uri": address("a"),
        "warc_refers_to_date": DATE,
        "warc_payload_digest": None,
    },
    "by-digest-as-written": {},
    "by-sha256": {"warc_payload_digest": f"sha256:{hashlib.sha256(payload.entity(FIRST)).hexdigest()}"},
}


@pytest.mark.parametrize("fields", NAMED.values(), ids=NAMED)
@pytest.mark.parametrize("order", ["before", "after", "earlier file"])
def test_a_revisit_finds_its_original(
    sound: Archive, tmp_path: Path, fields: dict[str, str | None], order: str
) -> None:
    again = seen_again("a", **fields)
    if order == "earlier file":
        take_in(sound, warc(tmp_path, ORIGINAL, name="earlier.warc.gz"))
    records = {"before": (ORIGINAL, again), "after": (again, ORIGINAL), "earlier file": (again,)}[order]
    imported = take_in(sound, warc(tmp_path, *records))  # type: ignore[arg-type]
    assert imported.faults == []
    assert imported.taken == len(records)
    ((refers_to, held),) = sound.rows(
        """SELECT revisit.refers_to, original.id FROM capture revisit, capture original
        WHERE revisit.record_type = 'revisit' AND original.record_type = 'response'"""
    )
    assert refers_to == held


def test_a_revisit_whose_original_is_absent_is_named(sound: Archive, tmp_path: Path) -> None:
    (why,) = whys(sound, warc(tmp_path, seen_again("a")))  # type: ignore[arg-type]
    assert "import that first" in why
    assert sound.warc_files() == []


def test_a_revisit_of_other_bytes_than_it_names_is_named(sound: Archive, tmp_path: Path) -> None:
    again = seen_again("a", **NAMED["by-record"], warc_payload_digest=sha1(b"other"))
    (why,) = whys(sound, warc(tmp_path, ORIGINAL, again))  # type: ignore[arg-type]
    assert "do not give" in why


# Files that are not whole


def test_a_file_cut_short_gives_what_is_whole(sound: Archive, tmp_path: Path) -> None:
    members = [info().member(), page("a", FIRST).member(), page("b", SECOND).member()]
    cut = written(tmp_path / "cut.warc.gz", *members[:2], members[2][:-40])
    imported = take_in(sound, cut)
    assert blocks(sound) == {address("a"): FIRST}
    assert [(fault.offset, fault.why) for fault in imported.faults] == [
        (len(members[0] + members[1]), "the file ends within a gzip member")
    ]


def test_a_member_with_broken_bytes_is_named_and_the_rest_goes_on(sound: Archive, tmp_path: Path) -> None:
    members = [info().member(), page("a", FIRST).member(), page("b", SECOND).member()]
    broken = bytearray(members[1])
    broken[30:34] = b"\0\0\0\0"
    imported = take_in(sound, written(tmp_path / "x.warc.gz", members[0], bytes(broken), members[2]))
    assert [fault.offset for fault in imported.faults] == [len(members[0])]
    assert blocks(sound) == {address("b"): SECOND}


@pytest.mark.parametrize("check_sum_at", [0, 16384])
def test_a_broken_check_sum_is_enough(sound: Archive, tmp_path: Path, check_sum_at: int) -> None:
    """Also where a reading of the file ends just before it."""
    member = bytearray(page("a", FIRST, warc_block_digest=None).member())
    room = check_sum_at - len(info().member()) - len(member) + 8
    member[-6] ^= 1
    before = [info().member(), padding(room) if check_sum_at else b""]
    path = written(tmp_path / "x.warc.gz", *before, bytes(member), page("b", SECOND).member())
    imported = take_in(sound, path)
    assert [fault.offset for fault in imported.faults] == [sum(map(len, before))]
    assert blocks(sound) == {address("b"): SECOND}


def padding(size: int) -> bytes:
    """A member of exactly this size."""
    overhead = len(gzip.compress(record("metadata", None, b"x" * 9000).plain(), 0)) - 9000
    return gzip.compress(record("metadata", None, b"x" * (size - overhead - 1)).plain(), 0)


@pytest.mark.parametrize("length", [10, 5000])
@pytest.mark.parametrize("shape", ["members", "one member", "plain"])
def test_a_false_length_is_named_and_the_rest_goes_on(
    sound: Archive, tmp_path: Path, length: int, shape: str
) -> None:
    lying = page("lies", FIRST, content_length=str(length))
    records = [info(), page("a", FIRST), lying, page("b", SECOND), page("c", FIRST)]
    path = written(tmp_path / "x.warc", *shaped(shape, [one.plain() for one in records]))
    imported = take_in(sound, path)
    assert len(imported.faults) == 1
    assert blocks(sound) == {address("a"): FIRST, address("b"): SECOND, address("c"): FIRST}


def test_what_looks_like_a_record_within_a_broken_member_is_none(sound: Archive, tmp_path: Path) -> None:
    inner = page("forged", SECOND).plain()
    outer = page("a", answer(b"\r\n\r\n" + inner), content_length="10")
    imported = take_in(sound, warc(tmp_path, outer, page("b", SECOND)))
    assert len(imported.faults) == 1
    assert list(blocks(sound)) == [address("b")]


def shaped(shape: str, plain: list[bytes]) -> list[bytes]:
    if shape == "members":
        return [gzip.compress(one) for one in plain]
    return [gzip.compress(b"".join(plain))] if shape == "one member" else plain


@pytest.mark.parametrize("shape", ["members", "one member", "plain"])
def test_any_shape_of_file_is_read(sound: Archive, tmp_path: Path, shape: str) -> None:
    records = [info(), *(page(oddity, sent) for oddity, sent in ODD.items())]
    imported = take_in(sound, written(tmp_path / "x", *shaped(shape, [one.plain() for one in records])))
    assert (imported.taken, imported.faults) == (len(ODD), [])
    assert blocks(sound) == {address(oddity): sent for oddity, sent in ODD.items()}


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"\x1f\x8b not gzip", GZIPPED_TEXT, b"PK\x03\x04 no zip", b"WARC"]
)
def test_what_is_no_archive_is_refused(sound: Archive, tmp_path: Path, content: bytes) -> None:
    with pytest.raises(NotAnArchive, match="file"):
        take_in(sound, written(tmp_path / "file", content))
    assert sound.warc_files() == []


# WACZ


PART, OTHER = "archive/data.warc.gz", "archive/more.warc.gz"


def part(path: str, sent: bytes) -> bytes:
    return info().member() + page(path, sent).member()


def test_a_wacz_gives_all_its_parts(sound: Archive, tmp_path: Path) -> None:
    parts = {PART: part("a", FIRST), OTHER: part("b", SECOND), "pages/pages.jsonl": b"{}"}
    imported = take_in(sound, wacz(tmp_path, parts))
    assert imported.faults == []
    assert blocks(sound) == {address("a"): FIRST, address("b"): SECOND}
    assert sound.rows("SELECT part FROM imported ORDER BY part") == [(PART,), (OTHER,)]
    assert sound.rows("SELECT software FROM import") == [("Crawler 1.2",)]


def test_a_revisit_finds_its_original_in_a_later_part(sound: Archive, tmp_path: Path) -> None:
    again = seen_again("b", **NAMED["by-record"]).member()  # type: ignore[attr-defined]
    imported = take_in(sound, wacz(tmp_path, {PART: again, OTHER: part("a", FIRST)}))
    assert (imported.taken, imported.faults) == (2, [])


def listing(**hashes: str) -> dict[str, object]:
    return {"resources": [{"path": f"archive/{name}.warc.gz", "hash": of} for name, of in hashes.items()]}


GOOD = f"sha256:{hashlib.sha256(part('a', FIRST)).hexdigest()}"
WRONG_LISTS = {
    "other-hash": (listing(data=GOOD, more=GOOD), "is not the one in"),
    "no-hash": (listing(data=GOOD, more=""), "names no sha256"),
    "not-listed": (listing(data=GOOD), "not listed"),
    "not-there": (
        listing(data=GOOD, more=f"sha256:{hashlib.sha256(part('b', SECOND)).hexdigest()}", lost=GOOD),
        "not there",
    ),
}


@pytest.mark.parametrize(("changes", "why"), WRONG_LISTS.values(), ids=WRONG_LISTS)
def test_a_part_that_its_list_does_not_vouch_for_is_named(
    sound: Archive, tmp_path: Path, changes: dict[str, object], why: str
) -> None:
    path = wacz(tmp_path, {PART: part("a", FIRST), OTHER: part("b", SECOND)}, **changes)
    found = whys(sound, path)
    assert [why in one for one in found] == [True]
    assert blocks(sound)[address("a")] == FIRST


@pytest.mark.parametrize(
    ("changes", "extra"),
    [
        ({"package": None}, {}),
        ({"resources": None}, {}),
        ({"resources": [{"name": "x"}]}, {}),
        ({}, {"datapackage-digest.json": b'{"hash": "sha256:00"}'}),
        ({}, {"datapackage-digest.json": b"{"}),
    ],
)
def test_a_wacz_without_a_sound_list_is_refused(
    sound: Archive, tmp_path: Path, changes: dict[str, object], extra: dict[str, bytes]
) -> None:
    with pytest.raises(NotAnArchive):
        take_in(sound, wacz(tmp_path, {PART: part("a", FIRST), **extra}, **changes))


# Nothing imported can overwrite


def test_the_same_file_twice_adds_nothing(sound: Archive, tmp_path: Path) -> None:
    gift = warc(tmp_path, ORIGINAL, seen_again("b"), page("c", SECOND))  # type: ignore[arg-type]
    assert take_in(sound, gift).taken == 3
    tables = ("capture", "import", "imported", "warc_file")
    before = [sound.rows(f"SELECT * FROM {table}") for table in tables]
    again = take_in(sound, gift)
    assert (again.id, again.taken, again.known, again.faults) == (None, 0, 3, [])
    assert [sound.rows(f"SELECT * FROM {table}") for table in tables] == before


def test_a_record_that_stands_twice_in_a_file_is_taken_once(sound: Archive, tmp_path: Path) -> None:
    imported = take_in(sound, warc(tmp_path, page("a", FIRST), page("a", FIRST), page("a", FIRST)))
    assert (imported.taken, imported.known) == (1, 2)


def test_two_records_of_one_name_and_other_bytes_are_both_kept_and_named(
    sound: Archive, tmp_path: Path
) -> None:
    take_in(sound, warc(tmp_path, page("a", FIRST, warc_record_id=record_id("x"))))
    other = warc(tmp_path, page("a", SECOND, warc_record_id=record_id("x")), name="other.warc.gz")
    imported = take_in(sound, other)
    assert imported.taken == 1
    assert ["other bytes" in fault.why for fault in imported.faults] == [True]


def test_a_forgery_under_the_name_of_a_capture_of_ours_is_named_and_marked(
    sound: Archive, tmp_path: Path
) -> None:
    ours = sound.keep("a", FIRST)
    (file,) = sound.warc_files()
    name = read_record(file, int(str(sound.rows('SELECT "offset" FROM capture')[0][0]))).fields
    forged = page("a", SECOND, warc_record_id=name["WARC-Record-ID"])
    imported = take_in(sound, warc(tmp_path, forged))
    assert ["other bytes" in fault.why for fault in imported.faults] == [True]
    assert sound.rows("SELECT id FROM own_capture") == [(ours,)]


def test_conditional_requests_rely_on_no_capture_of_others(sound: Archive, tmp_path: Path) -> None:
    sent = answer(b"<p>x</p>", 'ETag: "1"', "Content-Type: text/html")
    take_in(sound, warc(tmp_path, page("a", sent)))
    assert captures.last_validators(sound.db, SOURCE, address("a")) is None
    sound.keep("a", answer(b"<p>ours</p>", 'ETag: "2"'))
    take_in(sound, warc(tmp_path, page("a", sent, warc_date="2026-03-03T00:00:00Z"), name="b.warc.gz"))
    last = captures.last_validators(sound.db, SOURCE, address("a"))
    assert last is not None
    assert last.etag == '"2"'


def test_our_own_fetch_of_the_same_bytes_is_kept_whole(sound: Archive, tmp_path: Path) -> None:
    take_in(sound, warc(tmp_path, page("a", FIRST)))
    ours = sound.keep("a", FIRST)
    assert sound.rows("SELECT record_type, refers_to FROM capture WHERE id = ?", ours) == [("response", None)]


def test_a_refusal_that_others_captured_is_none_the_less_a_refusal(sound: Archive, tmp_path: Path) -> None:
    take_in(sound, warc(tmp_path, page("a", answer(b"captcha"))))
    assert list(captures.unread(sound.db, "v1")) == []
    assert sound.rows("SELECT refusal FROM capture") == [("captcha",)]


def test_a_mark_that_was_changed_is_named(archive: Archive, tmp_path: Path) -> None:
    take_in(archive, warc(tmp_path, page("a", FIRST)))
    changed("imported", "record = 'x'")(archive)
    kinds = {finding.kind for finding in check(archive.home)}
    assert kinds == {"capture.origin", "fact.changed"}
    assert len(rebuild_captures(archive.home).different) == 1


def test_an_import_that_was_killed_goes_on_when_it_is_called_again(sound: Archive, tmp_path: Path) -> None:
    gift = warc(tmp_path, page("a", FIRST))
    take_in(sound, gift)
    (file,) = sound.warc_files()
    with file.open("ab") as torn:
        torn.write(b"\x1f\x8b\x08 half a record of a further batch")
    assert list(recover(sound.home).cut) == [file.name]
    whole = warc(tmp_path, page("a", FIRST), page("b", SECOND))
    assert take_in(sound, whole).taken == 1


def test_words_on_many_lines_stay_one_field(sound: Archive, tmp_path: Path) -> None:
    note = "first line\r\nWARC-Type: response\n\x00third " + "long " * 1000
    take_in(sound, warc(tmp_path, page("a", FIRST, warc_ip_address="192.0.2.1\x01")), note=note)
    kept = str(sound.rows("SELECT note FROM import")[0][0])
    assert kept.startswith("first line WARC-Type: response third long")
    assert len(kept) <= 2000


# Bytes at random

WHOLE = [info(), *(page(name, sent) for name, sent in ODD.items()), page("z", SECOND)]


@given(shape=st.sampled_from(["members", "one member", "plain"]), seed=st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_no_damage_stops_the_reading_or_slips_through(shape: str, seed: random.Random) -> None:
    damaged = bytearray(b"".join(shaped(shape, [one.plain() for one in WHOLE])))
    for _ in range(seed.randint(1, 4)):
        at = seed.randrange(len(damaged))
        damaged[at : at + seed.randint(0, 40)] = seed.randbytes(seed.randint(0, 40))
    del damaged[seed.randint(len(damaged) // 2, len(damaged)) :]
    sent = {one.block for one in WHOLE}
    for found in foreign.foreign_records(io.BytesIO(damaged)):
        if isinstance(found, foreign.Foreign) and found.type != "warcinfo" and is_sound(found):
            assert found.block in sent


def is_sound(found: foreign.Foreign) -> bool:
    try:
        return "block" in (verified(found) or "")
    except ValueError:
        return False
