"""The desk of the demo: three accounts with one password, printed, and a desk that waits until Ctrl-C."""

import secrets
from collections.abc import Callable
from pathlib import Path
from socket import socket

from archive.clock import Clock
from archive.home import Home
from desk.web import accounts
from desk.web.room import Room
from desk.web.serving import bound, serve
from desk.web.settings import local

PORT = 8077
NAMES: dict[str, accounts.Role] = {"ivolga": "editor", "chayka": "editor", "sinitsa": "verifier"}


def serve_demo(home: Home, clock: Clock, sources: Path, say: Callable[[str], None]) -> None:
    """Make the accounts, say address, names and password, and serve. Raises OSError."""
    password = secrets.token_urlsafe(9)
    room = Room(home)
    for name, role in NAMES.items():
        accounts.add(room, clock, name, role, password)
    room.close()
    at = _bound()
    settings = local(*at.getsockname())
    names = ", ".join(f"{name} ({role})" for name, role in NAMES.items())
    say(f"The desk:    {settings.url}   come in as {names}; password {password}")
    say("It waits; end it with Ctrl-C.")
    serve(home, settings, clock, sources, at)


def _bound() -> socket:
    try:
        return bound("127.0.0.1", PORT, is_proxied=False)
    except OSError:  # somebody else's
        return bound("127.0.0.1", 0, is_proxied=False)
