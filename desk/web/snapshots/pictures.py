"""The images of a page that are kept in the archive, and what may be sent of them to a browser."""

from collections.abc import Mapping

from archive import capture, captures
from archive.capture import Capture
from archive.home import Home
from archive.sqlite import Database

LARGEST = 12_000_000
"""Bytes of an image that is shown."""

_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"BM", "image/bmp"),
)


class NoPicture(LookupError):
    """The capture is no image that is shown."""


def media_type_of(body: bytes) -> str | None:
    """What kind of image the bytes are, by themselves and not by their header; SVG is none: it is markup."""
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP":
        return "image/webp"
    if body[4:12] in (b"ftypavif", b"ftypavis"):
        return "image/avif"
    return next((kind for magic, kind in _MAGIC if body.startswith(magic)), None)


def kept(db: Database, page: Capture) -> Mapping[str, str]:
    """The captures of a page's images by their address: those fetched with it, then those of its site.

    Of a rendering they are those of the page that it is of.
    """
    own = page.page or page.id
    statement = """SELECT url, id FROM capture WHERE purpose = 'image' AND status = 200
        AND (page = ?1 OR page IN (SELECT id FROM capture WHERE source = ?2 AND url_key = ?3))
        ORDER BY page = ?1, id"""
    return dict(db.conn.execute(statement, (own, page.source, page.url_key)).fetchall())


def screenshot(db: Database, page: Capture) -> str | None:
    """The capture of a browser's picture of a page, or None if none was kept."""
    statement = """SELECT id FROM capture WHERE page = ? AND purpose <> 'image'
        AND content_type LIKE 'image/%' ORDER BY id LIMIT 1"""
    found = db.conn.execute(statement, (page.page or page.id,)).fetchone()
    return found and str(found[0])


def picture(home: Home, db: Database, identity: str) -> tuple[bytes, str]:
    """The bytes of a captured image and their media type.

    Raises NoPicture, capture.UnknownCapture, or one of evidence.UNREADABLE.
    """
    if capture.one(db, identity).payload_size > LARGEST:
        raise NoPicture(f"{identity}: larger than {LARGEST} bytes")
    body = captures.load_page(home, db, identity).body
    kind = media_type_of(body)
    if kind is None:
        raise NoPicture(f"{identity}: no image that is shown")
    return body, kind
