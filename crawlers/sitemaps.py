"""Sitemaps as sitemaps.org, news publishers and text editors write them, read bit by bit."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, time
from io import BytesIO

from lxml import etree  # type: ignore[import-untyped]
from msgspec import Struct

from archive import payload

DECODED_LIMIT = 64 << 20
"""Bytes of a gzipped sitemap when unpacked; the protocol allows 50 million."""

UNIFORM = 10
"""From so many addresses on, a `lastmod` that all share is the hour at which the file was made."""

# "<?xml …?><!-- … --><urlset xmlns=…", "<sm:sitemapindex"
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?P<name>[A-Za-z]\w*)[\s>/]")
_ADDRESS = re.compile(r"https?://\S+")
# "?a=1&b=2" as careless sites write it; in CDATA it is right
_BARE = re.compile(rb"&(?!(?:#\d+|#x[0-9A-Fa-f]+|amp|lt|gt|quot|apos);)")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Entry(Struct, frozen=True):
    """An address that a sitemap names. `changed`: when its page changed last; `is_map`: it is a sitemap."""

    url: str
    changed: datetime | None = None
    is_map: bool = False


def unpacked(body: bytes) -> bytes:
    """A sitemap that is served as a gzip file, unpacked; any other as it is. Raises payload.Undecodable."""
    return payload.decoded(body, "gzip", DECODED_LIMIT)


def entries(body: bytes) -> Iterator[Entry]:
    """What a sitemap names, in its order; nothing if it is none."""
    text = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"<"):
        yield from _elements(text)
    else:
        lines = text.decode("utf-8", errors="replace").splitlines()
        yield from (Entry(line.strip()) for line in lines if _ADDRESS.fullmatch(line.strip()))


def root_of(body: bytes) -> str:
    """The name of the first element: `urlset`, `sitemapindex`, `rss`, `html`; "" for text."""
    found = _ROOT.search(body[:4096])
    return found["name"].decode().lower() if found else ""


def tells_changes(found: Iterator[Entry]) -> bool:
    """Whether the `lastmod` of a sitemap says anything: not if many addresses have the same one."""
    first = next(found, None)
    if first is None:
        return False
    others = 0
    for entry in found:
        if entry.changed != first.changed:
            return True
        others += 1
    return first.changed is not None and others < UNIFORM


def moment(text: str) -> datetime | None:
    """A W3C date as sitemaps have it; a day is over at its end, and a time without zone is UTC.

    >>> moment("2026-03-02")
    datetime.datetime(2026, 3, 2, 23, 59, 59, tzinfo=datetime.timezone.utc)
    """
    try:
        read = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    if _DAY.fullmatch(text.strip()):
        read = datetime.combine(read.date(), time(23, 59, 59))
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def _elements(body: bytes) -> Iterator[Entry]:
    parser = etree.iterparse(
        BytesIO(body if b"<![CDATA[" in body else _BARE.sub(b"&amp;", body)),
        tag=("{*}url", "{*}sitemap"),
        recover=True,
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        remove_comments=True,
    )
    try:
        for _, element in parser:
            entry = _entry(element)
            _forget(element)
            if entry:
                yield entry
    except etree.XMLSyntaxError:
        return  # nothing in it that recovery can take hold of


def _entry(element: etree._Element) -> Entry | None:
    """The address of a `url` or `sitemap`; of a news item its day of publication where no change is told."""
    name = etree.QName(element).localname
    url = _text(element.find("{*}loc"))
    told = _text(element.find("{*}lastmod")) or _text(element.find("{*}news/{*}publication_date"))
    return Entry(url, moment(told), name == "sitemap") if url else None


def _text(element: etree._Element | None) -> str:
    return "".join(element.itertext()).strip() if element is not None else ""


def _forget(element: etree._Element) -> None:
    """Frees what was read, so that memory does not grow with the file."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
