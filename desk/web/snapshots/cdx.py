"""Lines of an index to WARC records, by which a player finds the record of an address.

https://specs.webrecorder.net/cdxj/0.1.0/
"""

import re
from urllib.parse import urlsplit

import msgspec

from archive.capture import Capture


def line(found: Capture, file: str, offset: int, length: int) -> str:
    """The line of a capture whose record lies at `offset` of `file`."""
    is_revisit = found.record_type == "revisit"
    said = {
        "url": found.url,
        "mime": "warc/revisit" if is_revisit else _media_type(found),
        "status": str(found.status),
        "digest": f"sha256:{found.payload_digest}",
        "length": str(length),
        "offset": str(offset),
        "filename": file,
    }
    return f"{surt(found.url)} {timestamp(found)} {msgspec.json.encode(said).decode()}\n"


def surt(url: str) -> str:
    """An address as indexes sort it: `ru,example)/page?a=1`."""
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    port = f":{parts.port}" if parts.port and parts.port not in (80, 443) else ""
    reverse = ",".join(reversed(host.split(".")))
    query = f"?{'&'.join(sorted(parts.query.split('&')))}" if parts.query else ""
    return f"{reverse}{port}){(parts.path or '/')}{query}".lower()


def _media_type(found: Capture) -> str:
    return (found.content_type or "unk").partition(";")[0].strip().lower()


def timestamp(capture: Capture) -> str:
    """The moment of a capture as an index writes it: fourteen digits."""
    return re.sub(r"\D", "", capture.fetched_at)[:14]
