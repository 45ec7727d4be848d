"""Connections kept open for each origin: a name resolved once, every address checked, TLS verified first."""

import asyncio
import ssl
from collections import defaultdict
from functools import partial

from msgspec import Struct
from scrapy.exceptions import DownloadConnectionRefusedError, DownloadFailedError, DownloadTimeoutError

from crawlers.addresses import addresses, require_port_of_the_web
from crawlers.wire import Answer, Broken, Connection, Limits

KEPT_OPEN = 4
"""Idle connections kept for an origin."""
TRIED = 4
"""How many addresses of a name are tried."""


class Origin(Struct, frozen=True):
    """Where a URL is served from."""

    scheme: str
    host: str
    port: int


class Fetched(Struct):
    """An answer and who gave it. `tls`: what was wrong with the certificate (None: nothing, or no TLS)."""

    answer: Answer
    ip: str
    tls: str | None


class Line(Struct):
    """An open connection and what is known of its other end."""

    connection: Connection
    ip: str
    tls: str | None


class Pool:
    """The open connections of one process; all its sources share it."""

    def __init__(self, *, loopback: bool = False, limits: Limits | None = None) -> None:
        """`loopback`: connect to loopback addresses, and to no others (tests and the demo)."""
        self._loopback = loopback
        self._limits = limits or Limits()
        self._idle: dict[Origin, list[Line]] = defaultdict(list)
        self._addresses: dict[str, list[str]] = {}
        self._unverifiable: dict[Origin, str] = {}
        self._verifying = ssl.create_default_context()
        self._lane = asyncio.Semaphore(1)

    async def fetch(self, origin: Origin, request: bytes, limits: Limits | None = None) -> Fetched:
        """One exchange with an origin, within `limits` or the usual. Raises Scrapy's download exceptions."""
        within = limits or self._limits
        require_port_of_the_web(origin.host, origin.port)
        try:
            line = self._reusable(origin)
            if line:
                try:
                    return await self._exchange(line, origin, request, within)
                except Broken:
                    pass  # it was closed while idle; a new connection will tell
            return await self._exchange(await self._connected(origin), origin, request, within)
        except TimeoutError as error:
            raise DownloadTimeoutError(f"{origin.host}: {error or 'timed out'}") from error
        except ConnectionRefusedError as error:
            raise DownloadConnectionRefusedError(f"{origin.host}: {error}") from error
        except OSError as error:
            raise DownloadFailedError(f"{origin.host}: {error}") from error

    def close(self) -> None:
        """Ends all connections."""
        for lines in self._idle.values():
            for line in lines:
                line.connection.close()
        self._idle.clear()

    def _reusable(self, origin: Origin) -> Line | None:
        idle = self._idle[origin]
        while idle:
            line = idle.pop()
            if line.connection.is_open:
                return line
        return None

    async def _exchange(self, line: Line, origin: Origin, request: bytes, limits: Limits) -> Fetched:
        answer = await line.connection.exchange(request, limits, self._lane)
        if line.connection.is_open and len(self._idle[origin]) < KEPT_OPEN:
            self._idle[origin].append(line)
        else:
            line.connection.close()
        return Fetched(answer, line.ip, line.tls)

    async def _connected(self, origin: Origin) -> Line:
        if origin.host not in self._addresses:
            found = await addresses(origin.host, origin.port, loopback=self._loopback)
            self._addresses[origin.host] = found
        fault: OSError = OSError("no address")
        for ip in self._addresses[origin.host][:TRIED]:
            try:
                return await self._secured(origin, ip)
            except OSError as error:
                fault = error
        del self._addresses[origin.host]  # it may have moved by the next try
        raise fault

    async def _secured(self, origin: Origin, ip: str) -> Line:
        if origin.scheme == "http":
            return await self._open(origin, ip, None, None)
        if origin not in self._unverifiable:
            try:
                return await self._open(origin, ip, self._verifying, None)
            except ssl.SSLError as error:
                self._unverifiable[origin] = _verdict(error)
        return await self._open(origin, ip, lenient_context(), self._unverifiable[origin])

    async def _open(
        self, origin: Origin, ip: str, context: ssl.SSLContext | None, verdict: str | None
    ) -> Line:
        name = origin.host.rstrip(".") if context else None
        connect = partial(asyncio.get_running_loop().create_connection, Connection, ip, origin.port)
        async with asyncio.timeout(self._limits.connect):
            try:
                _, connection = await connect(ssl=context, server_hostname=name)
            except OSError:
                raise  # an ssl.SSLCertVerificationError is a ValueError too
            except ValueError as error:
                raise OSError(f"no name for TLS: {error}") from error
        return Line(connection, ip, verdict)


def lenient_context() -> ssl.SSLContext:
    """TLS as old servers speak it, certificate unchecked: the page is kept, with the verdict beside it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    return context


def _verdict(error: ssl.SSLError) -> str:
    if isinstance(error, ssl.SSLCertVerificationError):
        return error.verify_message
    return error.reason or str(error)
