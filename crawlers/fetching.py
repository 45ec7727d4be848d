"""One polite exchange: waits for the host's turn, sends our request, and gives what came as an `Exchange`."""

import re
from collections.abc import Iterable
from urllib.parse import quote, urlsplit

from archive.clock import Clock
from archive.records import Exchange, Purpose
from crawlers.gate import Gate
from crawlers.pool import Fetched, Origin, Pool
from crawlers.wire import Limits

ACCEPTED = (
    b"Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\n"
    b"Accept-Language: ru,en;q=0.5\r\n"
    b"Accept-Encoding: gzip, deflate, br\r\n"
)
CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
PORTS = {"http": 80, "https": 443}


class Fetcher:
    """Fetches for all sources of a process, through one gate and one pool of connections."""

    def __init__(self, clock: Clock, gate: Gate, pool: Pool, user_agent: str) -> None:
        self._clock = clock
        self._gate = gate
        self._pool = pool
        self._head = b"User-Agent: " + user_agent.encode("ascii", "replace") + b"\r\n" + ACCEPTED

    async def fetch(
        self,
        url: str,
        *,
        source: str,
        purpose: Purpose,
        delay: float,
        headers: Iterable[tuple[bytes, bytes]] = (),
        limits: Limits | None = None,
    ) -> Exchange:
        """A GET of `url`, at least `delay` seconds after the last request to its host.

        Raises Scrapy's download exceptions; an answer that was cut short is given, with the reason.
        """
        origin = origin_of(url)
        request = self._request(url, headers)
        async with self._gate.turn(origin.host, delay):
            fetched_at = self._clock.now()
            fetched = await self._pool.fetch(origin, request, limits)
        answer = fetched.answer
        return Exchange(
            url=url,
            source=source,
            purpose=purpose,
            fetched_at=fetched_at,
            request=request,
            response=answer.block,
            body_at=answer.body_at,
            entity=answer.entity,
            status=answer.status,
            headers=answer.headers,
            ip=fetched.ip,
            truncated=answer.truncated,
            tls=fetched.tls,
        )

    async def ask(
        self, url: str, *, headers: Iterable[tuple[bytes, bytes]] = (), limits: Limits | None = None
    ) -> Fetched:
        """A GET at once, for what belongs to a page being shown. Raises Scrapy's download exceptions."""
        return await self._pool.fetch(origin_of(url), self._request(url, headers), limits)

    def _request(self, url: str, headers: Iterable[tuple[bytes, bytes]]) -> bytes:
        parts = urlsplit(url)
        target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        host = parts.netloc.rpartition("@")[2]
        # A validator comes from the server: it must not slip lines of its own into our request.
        sound = (header for header in headers if not CONTROL.search(header[1]))
        lines = b"".join(b"%s: %s\r\n" % header for header in sound)
        first = f"GET {target} HTTP/1.1\r\nHost: {host}\r\n".encode("ascii")
        return first + self._head + lines + b"\r\n"


def origin_of(url: str) -> Origin:
    """Where a URL is served from."""
    parts = urlsplit(url)
    return Origin(parts.scheme, parts.hostname or "", parts.port or PORTS[parts.scheme])


def header(exchange: Exchange, name: str) -> str | None:
    """The first value of a response header (`name` in small letters), or None."""
    return next((value for key, value in exchange.headers if key.lower() == name), None)


def location_of(exchange: Exchange) -> str | None:
    """Where a redirect leads, or None."""
    sent = header(exchange, "location")
    return sent and unspoilt(sent)


def unspoilt(location: str) -> str:
    """A `Location` that was read as latin-1: many servers put bare UTF-8 there, a few bare cp1251."""
    if location.isascii():
        return location
    as_bytes = location.encode("latin-1")
    try:
        return as_bytes.decode("utf-8")
    except UnicodeDecodeError:
        return quote(as_bytes, safe=bytes(range(33, 127)))


def is_conditional(exchange: Exchange) -> bool:
    """Whether we asked only for what has changed."""
    return b"\r\nIf-" in exchange.request
