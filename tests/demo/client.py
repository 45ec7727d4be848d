"""A plain client for the demo's web, by the standard library."""

import gzip
import http.client
from urllib.parse import urlsplit

from msgspec import Struct


class Got(Struct):
    status: int
    headers: dict[str, str]
    body: bytes


def get(url: str, **headers: str) -> Got:
    """One request by the standard library; the body's content encoding removed."""
    parts = urlsplit(url)
    assert parts.hostname
    client = http.client.HTTPConnection(parts.hostname, parts.port, timeout=5)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    client.request("GET", target, headers={name.replace("_", "-"): value for name, value in headers.items()})
    answer = client.getresponse()
    body, fields = answer.read(), {name.lower(): value for name, value in answer.getheaders()}
    client.close()
    return Got(answer.status, fields, gzip.decompress(body) if "content-encoding" in fields else body)


def decoded(body: bytes) -> str:
    """The words of a page whatever its header says, packed or not."""
    body = gzip.decompress(body) if body.startswith(b"\x1f\x8b") else body
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return body.decode("windows-1251")
