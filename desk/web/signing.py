"""Addresses that the desk signed: how a page as captured is shown on a host that has no session."""

import hmac
import secrets
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from urllib.parse import urlencode

from archive.clock import Clock
from desk.web.room import Room

HOLDS = timedelta(hours=2)


def signed(room: Room, clock: Clock, path: str, **query: str) -> str:
    """The path with its query and a signature over both, that holds for two hours."""
    until = str(int((clock.now() + HOLDS).timestamp()))
    asked = {**query, "until": until}
    return f"{path}?{urlencode({**asked, 'signature': _signature(room, path, asked)})}"


def holds(room: Room, clock: Clock, path: str, query: dict[str, str]) -> bool:
    """Whether a path and its query are as they were signed, and not too old."""
    asked = {name: value for name, value in query.items() if name != "signature"}
    given, until = query.get("signature", ""), query.get("until", "")
    if not until.isascii() or not until.isdigit() or len(until) > 12:
        return False
    fits = hmac.compare_digest(_signature(room, path, asked).encode(), given.encode())
    return fits and datetime.fromtimestamp(int(until), UTC) > clock.now()


def _signature(room: Room, path: str, query: dict[str, str]) -> str:
    said = urlencode([("", path), *sorted(query.items())])
    return hmac.new(_key(room), said.encode(), sha256).hexdigest()


def _key(room: Room) -> bytes:
    with room.unit() as db:
        db.execute("INSERT OR IGNORE INTO secret VALUES ('addresses', ?)", (secrets.token_bytes(32),))
        return bytes(db.execute("SELECT value FROM secret WHERE name = 'addresses'").fetchone()[0])
