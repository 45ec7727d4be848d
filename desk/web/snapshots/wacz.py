"""A WACZ made on the fly of one page: its records as they lie in our WARC files, to be replayed elsewhere.

https://specs.webrecorder.net/wacz/1.1.1/
"""

import zipfile
import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

import msgspec
from msgspec import Struct

from archive.capture import COLUMNS, Capture, of_row, one
from archive.home import Home
from archive.sqlite import Database
from desk.web.snapshots.cdx import line, timestamp

ARCHIVE, INDEX, PAGES = "archive/data.warc.gz", "indexes/index.cdx", "pages/pages.jsonl"
LARGEST = 200_000_000
"""Bytes of records that go into one file."""


class TooLarge(ValueError):
    """The page and what belongs to it are more than is given in one file."""


class _Member(Struct, frozen=True):
    capture: Capture
    body: bytes
    request: bytes


def of_page(home: Home, db: Database, page: Capture, title: str) -> bytes:
    """The file: the page, what it refers to if it is a revisit, and its images.

    Raises TooLarge, FileNotFoundError.
    """
    members = [_member(home, found) for found in _belonging(db, page)]
    warc, index = bytearray(), []
    for member in members:
        index.append(line(member.capture, ARCHIVE.rpartition("/")[2], len(warc), len(member.body)))
        warc += member.body + member.request
    files = {
        ARCHIVE: bytes(warc),
        INDEX: "".join(sorted(index)).encode(),
        PAGES: _pages(page, title),
    }
    return _zipped({**files, "datapackage.json": _package(page, title, files)})


def fetched(db: Database, page: Capture) -> Capture:
    """The page as it was fetched, of a rendering too."""
    return one(db, page.page) if page.page and page.purpose != "image" else page


def fetched_at(db: Database, page: Capture) -> str:
    """When the page was fetched, as a player is told it."""
    return timestamp(fetched(db, page))


def _belonging(db: Database, page: Capture) -> list[Capture]:
    root = fetched(db, page)
    images = db.conn.execute(
        f"SELECT {COLUMNS} FROM capture WHERE page = ? AND purpose = 'image' ORDER BY id", (root.id,)
    )
    found = {one.id: one for one in (root, *map(of_row, images.fetchall()))}
    for revisit in list(found.values()):
        if revisit.refers_to:
            found[revisit.refers_to] = one(db, revisit.refers_to)
    if sum(one.length for one in found.values()) > LARGEST:
        raise TooLarge(f"{root.url}: more than {LARGEST} bytes with what belongs to it")
    return list(found.values())


def _member(home: Home, found: Capture) -> _Member:
    """The two gzip members of a capture, byte for byte; the second says how it was asked for."""
    with (home.warc / found.warc_file).open("rb") as file:
        file.seek(found.offset)
        body = file.read(found.length)
        file.seek(found.request_offset)
        return _Member(found, body, _first_member(file.read(1 << 20)))


def _first_member(raw: bytes) -> bytes:
    member = zlib.decompressobj(31)
    member.decompress(raw)
    return raw[: len(raw) - len(member.unused_data)] if member.eof else b""


def _pages(page: Capture, title: str) -> bytes:
    head = {"format": "json-pages-1.0", "id": "pages", "title": "Pages"}
    line = {"id": page.id, "url": page.url, "ts": page.fetched_at, "title": title}
    return b"".join(msgspec.json.encode(row) + b"\n" for row in (head, line))


def _package(page: Capture, title: str, files: dict[str, bytes]) -> bytes:
    resources = [
        {
            "name": path.rpartition("/")[2],
            "path": path,
            "hash": f"sha256:{sha256(body).hexdigest()}",
            "bytes": len(body),
        }
        for path, body in files.items()
    ]
    said = {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": title,
        "software": "sinodik",
        "created": page.fetched_at,
        "mainPageUrl": page.url,
        "mainPageDate": page.fetched_at,
        "resources": resources,
    }
    return msgspec.json.format(msgspec.json.encode(said), indent=2)


def _zipped(files: dict[str, bytes]) -> bytes:
    """Stored, not packed: the parts are packed already, and a player reads pieces of them in place."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as whole:
        for path, body in _with_digest(files):
            whole.writestr(zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0)), body)
    return made.getvalue()


def _with_digest(files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    yield from files.items()
    package = files["datapackage.json"]
    said = {"path": "datapackage.json", "hash": f"sha256:{sha256(package).hexdigest()}"}
    yield "datapackage-digest.json", msgspec.json.encode(said)
