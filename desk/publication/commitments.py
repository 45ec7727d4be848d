"""Commitments: proof, made now and opened later if need be, of which page stands behind an evidence class."""

import hmac
import os
import secrets
from hashlib import sha256
from pathlib import Path

from msgspec import Struct

from archive.home import Home, plain

SALT = "publication.salt"


class Commitment(Struct, frozen=True):
    """`value` is published. Whoever is given `opening`, url and snapshot can hold them against it.

    Without the opening nobody can try out pages against it: it is drawn from the home's secret salt, of each
    mention another.
    """

    opening: str
    value: str


def commitment(salt: bytes, mention: str, url: str, snapshot: str) -> Commitment:
    """SHA-256 of the opening, the url and the snapshot's digest, each on a line."""
    opening = hmac.new(salt, mention.encode(), sha256).hexdigest()
    return Commitment(opening, sha256(f"{opening}\n{url}\n{snapshot}\n".encode()).hexdigest())


def salt_of(home: Home) -> bytes:
    """The home's salt, drawn when it is first needed; lost, no older commitment can be opened.

    Raises HomeError.
    """
    path = home.path / SALT
    try:
        if not path.exists():
            _draw(path)
        return bytes.fromhex(path.read_text("ascii"))
    except OSError as error:
        raise plain(error, path) from error


def _draw(path: Path) -> None:
    """Whole or not at all, and readable by its owner alone."""
    begun = path.with_suffix(f".{os.getpid()}.part")
    descriptor = os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(descriptor, secrets.token_hex(32).encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    begun.replace(path)
