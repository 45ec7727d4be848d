"""How a site answers one request: status, headers, validators, encoding, framing."""

import gzip
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler
from typing import ClassVar, Protocol

from msgspec import Struct

from demo.nights import NIGHTS
from demo.render import Served
from demo.sites import Server, Site

CHUNK = 1500


class Reply(Struct, frozen=True):
    """A finished answer; the handler adds only Date, Server and framing."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Visit(Struct, frozen=True):
    """One request that was answered. `conditional`: it carried a validator."""

    night: int
    site: str
    target: str
    status: int
    conditional: bool
    agent: str


class Online(Protocol):
    """What a handler needs of the site it speaks for."""

    site: Site

    @property
    def night(self) -> int: ...

    def answer(self, target: str) -> Reply | Served: ...

    def note(self, visit: Visit) -> None: ...


class SiteHandler(BaseHTTPRequestHandler):
    """HTTP/1.1 with keep-alive for one site; head and body leave in one write."""

    online: ClassVar[Online]
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_GET(self) -> None:
        """Answer, and note the visit."""
        asked = {name.lower(): value for name, value in self.headers.items()}
        answer = self.online.answer(self.path)
        reply = answer if isinstance(answer, Reply) else _page(answer, self.online.site.server, asked)
        conditional = "if-none-match" in asked or "if-modified-since" in asked
        site, agent = self.online.site.id, asked.get("user-agent", "")
        self.online.note(Visit(self.online.night, site, self.path, reply.status, conditional, agent))
        self._send(reply)

    def version_string(self) -> str:
        """The Server header."""
        return self.online.site.server.software

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The Date header: the night's, so that nothing on this web lies in the future."""
        return _http_date(NIGHTS[self.online.night - 1])

    def log_message(self, format: str, *args: object) -> None:
        """Nothing on the terminal: `Web.log` has the visits."""

    def _send(self, reply: Reply) -> None:
        chunked = self.online.site.server.chunked and reply.status == 200
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if chunked:
            self.send_header("Transfer-Encoding", "chunked")
        elif reply.status != 304:
            self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(_in_chunks(reply.body) if chunked else reply.body)


def plain(status: int, words: str, *headers: tuple[str, str]) -> Reply:
    """A bare HTML page that says one thing."""
    head = f'<head><meta charset="utf-8"><title>{words}</title></head>'
    html = f"<!DOCTYPE html><html>{head}<body><h1>{words}</h1></body></html>"
    return Reply(status, (("Content-Type", "text/html; charset=utf-8"), *headers), html.encode())


def _page(page: Served, server: Server, asked: dict[str, str]) -> Reply:
    validator = _validator(page, server)
    if validator and _is_unchanged(validator, asked, page.modified):
        return Reply(304, (validator,), b"")
    headers = [("Content-Type", page.content_type), *([validator] if validator else [])]
    body = page.body
    if server.compress and "gzip" in asked.get("accept-encoding", ""):
        headers += [("Content-Encoding", "gzip"), ("Vary", "Accept-Encoding")]
        body = gzip.compress(body, mtime=0)
    return Reply(200, tuple(headers), body)


def _validator(page: Served, server: Server) -> tuple[str, str] | None:
    match server.validator:
        case "etag":
            return "ETag", f'W/"{sha256(page.body).hexdigest()[:16]}"'
        case "last-modified" if page.modified:
            return "Last-Modified", _http_date(page.modified)
        case "last-modified" | "none":
            return None


def _is_unchanged(validator: tuple[str, str], asked: dict[str, str], modified: datetime | None) -> bool:
    if validator[0] == "ETag":
        return validator[1] in asked.get("if-none-match", "")
    since = asked.get("if-modified-since")
    return bool(since and modified and modified <= parsedate_to_datetime(since))


def _http_date(when: datetime) -> str:
    return format_datetime(when.astimezone(UTC), usegmt=True)


def _in_chunks(body: bytes) -> bytes:
    parts = [body[start : start + CHUNK] for start in range(0, len(body), CHUNK)]
    return b"".join(b"%X\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
