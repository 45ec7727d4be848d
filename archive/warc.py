"""Writes WARC/1.1: exact bytes, one gzip member for each record, readable by every tool that reads WARC.

https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/

What the standard has no field for stands in fields of our own (`Sinodik-…`), so that the table of captures
can be rebuilt from the files alone.
"""

import re
import zlib
from hashlib import sha256

from isal import isal_zlib

from archive.capture import Capture
from archive.ids import urn
from archive.payload import Head

SPECIFICATION = "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/"
NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
IDENTICAL = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"

Fields = list[tuple[str, str | None]]

_HTTP = "application/http; msgtype=response"
_OURS: Fields = []
# A rendering stands beside the page that it is of, under a name of its own, or a replay would show it in the
# page's place. "urn:fullPage:" is the name that browsertrix gives its pictures.
_DOM, _PICTURE = "urn:dom:", "urn:fullPage:"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def warcinfo(record_id: str, date: str, name: str, run: Fields) -> bytes:
    """The record that opens a file: what wrote it, and the run (as fields) to which its captures belong."""
    block = _lines(
        [("software", "sinodik"), ("format", "WARC File Format 1.1"), ("conformsTo", SPECIFICATION), *run]
    )
    fields: Fields = [
        ("WARC-Type", "warcinfo"),
        ("WARC-Record-ID", urn(record_id)),
        ("WARC-Date", date),
        ("WARC-Filename", name),
        ("Content-Type", "application/warc-fields"),
    ]
    return _member(fields, block)


def response(capture: Capture, block: bytes, head: Head, origin: Fields = _OURS) -> bytes:
    """A response as the wire carried it. `origin`: where it is from if we did not fetch it."""
    # warcio checks a payload digest against the bytes after the first blank line. The standard means the
    # entity. Where the two differ (chunk framing, interim responses) the digest goes into our own field.
    digest_field = "WARC-Payload-Digest" if _is_plain(block, head) else "Sinodik-Payload-Digest"
    fields: Fields = [
        ("WARC-Type", "response"),
        *_common(capture),
        (digest_field, f"sha256:{capture.payload_digest}"),
        *origin,
    ]
    return _member(fields, block, stored=_is_compressed(capture))


def resource(capture: Capture, block: bytes, origin: Fields = _OURS) -> bytes:
    """What stands at a URL without the HTTP that carried it: a screenshot, a rendered page."""
    fields: Fields = [
        ("WARC-Type", "resource"),
        *_common(capture, capture.content_type),
        ("WARC-Payload-Digest", f"sha256:{capture.payload_digest}"),
        *origin,
    ]
    return _member(fields, block, stored=_is_compressed(capture))


def revisit(capture: Capture, block: bytes, head: Head, original: Capture, origin: Fields = _OURS) -> bytes:
    """A response whose entity we hold already: its head, and where the entity is."""
    fields: Fields = [
        ("WARC-Type", "revisit"),
        *_common(capture),
        ("WARC-Profile", NOT_MODIFIED if capture.status == 304 else IDENTICAL),
        ("WARC-Refers-To", urn(original.id)),
        ("WARC-Refers-To-Target-URI", original.url),
        ("WARC-Refers-To-Date", original.fetched_at),
        ("WARC-Payload-Digest", f"sha256:{capture.payload_digest}"),
        ("Sinodik-Payload-Size", str(capture.payload_size)),
        *origin,
    ]
    return _member(fields, block[: head.body_at])


def resource_again(capture: Capture, original: Capture) -> bytes:
    """A resource that came out byte for byte as one that we hold."""
    fields: Fields = [
        ("WARC-Type", "revisit"),
        *_common(capture, capture.content_type),
        ("WARC-Profile", IDENTICAL),
        ("WARC-Refers-To", urn(original.id)),
        ("WARC-Refers-To-Target-URI", target(original)),
        ("WARC-Refers-To-Date", original.fetched_at),
        ("WARC-Payload-Digest", f"sha256:{capture.payload_digest}"),
        ("Sinodik-Payload-Size", str(capture.payload_size)),
    ]
    return _member(fields, b"")


def request(capture: Capture, record_id: str, block: bytes) -> bytes:
    """The request that was sent, tied to its response."""
    fields: Fields = [
        ("WARC-Type", "request"),
        ("WARC-Record-ID", urn(record_id)),
        ("WARC-Date", capture.fetched_at),
        ("WARC-Target-URI", capture.url),
        ("WARC-Concurrent-To", urn(capture.id)),
        ("Content-Type", "application/http; msgtype=request"),
    ]
    return _member(fields, block)


def no_request(capture: Capture, record_id: str) -> bytes:
    """What stands in the place of the request where others kept none."""
    return about(capture, record_id, [("request", "none stands beside this capture in the imported file")])


def about(capture: Capture, record_id: str, said: Fields) -> bytes:
    """What there is to say of a capture that no request fetched: how it was made, or what is missing."""
    fields: Fields = [
        ("WARC-Type", "metadata"),
        ("WARC-Record-ID", urn(record_id)),
        ("WARC-Date", capture.fetched_at),
        ("WARC-Target-URI", target(capture)),
        ("WARC-Concurrent-To", urn(capture.id)),
        ("Content-Type", "application/warc-fields"),
    ]
    return _member(fields, _lines(said))


def target(capture: Capture) -> str:
    """The target that a record names: the URL, or of a rendering a name made of it."""
    if capture.page is None or capture.purpose == "image":
        return capture.url
    return (_PICTURE if (capture.content_type or "").startswith("image/") else _DOM) + capture.url


def page_url(named: str) -> str:
    """The URL of the page behind the target that a record names."""
    return named.removeprefix(_DOM).removeprefix(_PICTURE)


def _common(capture: Capture, media_type: str | None = _HTTP) -> Fields:
    return [
        ("WARC-Record-ID", urn(capture.id)),
        ("WARC-Date", capture.fetched_at),
        ("WARC-Target-URI", target(capture)),
        ("WARC-Concurrent-To", urn(capture.page) if capture.page and capture.purpose != "image" else None),
        ("WARC-IP-Address", capture.ip),
        ("WARC-Truncated", capture.truncated),
        ("Content-Type", media_type),
        ("Sinodik-Source", capture.source),
        ("Sinodik-Purpose", capture.purpose),
        ("Sinodik-Url-Key", capture.url_key),
        ("Sinodik-Tls", capture.tls),
        ("Sinodik-Refusal", capture.refusal),
        ("Sinodik-Page", urn(capture.page) if capture.page else None),
    ]


def _is_plain(block: bytes, head: Head) -> bool:
    """Whether what follows the first blank line is the entity itself."""
    lines = block[: head.body_at].split(b"\n")
    return not head.is_chunked and all(line.decode("latin-1").strip() for line in lines[:-2])


def _is_compressed(capture: Capture) -> bool:
    return bool(capture.content_encoding) or (capture.content_type or "").startswith("image/")


def _member(fields: Fields, block: bytes, *, stored: bool = False) -> bytes:
    size_and_digest: Fields = [
        ("WARC-Block-Digest", f"sha256:{sha256(block).hexdigest()}"),
        ("Content-Length", str(len(block))),
    ]
    head = b"WARC/1.1\r\n" + _lines([*fields, *size_and_digest]) + b"\r\n"
    # Measured on 59 kB of HTML: isal 50 µs, zlib's level 6 770 µs. Where the server has compressed already,
    # compressing again saves nothing and costs six times what storing does.
    gzip = zlib.compressobj(0, zlib.DEFLATED, 31) if stored else isal_zlib.compressobj(1, zlib.DEFLATED, 31)
    return b"".join((gzip.compress(head), gzip.compress(block), gzip.compress(b"\r\n\r\n"), gzip.flush()))


def _lines(fields: Fields) -> bytes:
    return "".join(
        f"{name}: {_one_line(name, value)}\r\n" for name, value in fields if value is not None
    ).encode()


def _one_line(name: str, value: str) -> str:
    if _CONTROL.search(value):
        raise ValueError(f"{name}: a control character in {value!r}; a WARC field is one line")
    return value
