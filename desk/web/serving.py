"""Serves the desk at a socket. Nothing is written down of who asks for what."""

from contextlib import suppress
from pathlib import Path
from socket import AF_INET, AF_INET6, IPPROTO_TCP, SO_REUSEADDR, SOCK_STREAM, SOL_SOCKET, socket

import uvicorn

from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from desk.web.app import create
from desk.web.search.index import Index
from desk.web.search.keys import meant
from desk.web.settings import Settings, is_loopback


class NotAllowed(ValueError):
    """The desk would be reached from other machines without TLS."""


def bound(host: str, port: int, *, is_proxied: bool) -> socket:
    """A listening socket. Raises NotAllowed, OSError; ValueError if the host is no address."""
    if not is_loopback(host) and not is_proxied:
        raise NotAllowed(
            f"{host} can be reached from other machines, and the desk has no TLS: put a proxy before it and "
            "name the desk's address with --url"
        )
    # Named as TCP, for else asyncio leaves Nagle's delay on, and each page waits 40 ms for its body.
    made = socket(AF_INET6 if ":" in host else AF_INET, SOCK_STREAM, IPPROTO_TCP)
    made.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)
    made.bind((host, port))
    return made


def server(home: Home, settings: Settings, clock: Clock, sources: Path | None = None) -> uvicorn.Server:
    """The server, not started yet. Raises archive.home.HomeError."""
    config = uvicorn.Config(
        create(home, settings, clock, sources),
        access_log=False,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        ws="none",
        timeout_keep_alive=30,
        timeout_graceful_shutdown=5,
    )
    return uvicorn.Server(config)


def serve(home: Home, settings: Settings, clock: Clock, sources: Path | None, at: socket) -> None:
    """Serves until the process is told to end; first the index of the search is brought up to date."""
    made = server(home, settings, clock, sources)
    db = connect(home, readonly=True)
    Index(home).keep_up(db)
    db.close()
    meant("Иван")  # reads the lists of names now, and not while the first who searches waits
    with suppress(KeyboardInterrupt):
        made.run(sockets=[at])
