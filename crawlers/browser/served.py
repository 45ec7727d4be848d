"""An answer as the browser gets it."""

from msgspec import Struct

from archive import payload

# The others would set cookies, name other lengths and encodings, or bind the host to TLS.
PASSED_ON = (
    "content-type", "content-language", "content-security-policy", "access-control-allow-origin",
    "access-control-allow-credentials", "access-control-expose-headers", "cross-origin-resource-policy",
    "x-content-type-options",
)  # fmt: skip


class Served(Struct, frozen=True):
    """An answer as the browser gets it: content encoding removed."""

    status: int
    headers: dict[str, str]
    body: bytes


def served(status: int, headers: list[tuple[str, str]], entity: bytes) -> Served:
    """An answer as the browser gets it; empty if its encoding cannot be removed."""
    encoding = ", ".join(value for name, value in headers if name.lower() == "content-encoding")
    try:
        body = payload.decoded(entity, encoding, 32 << 20)
    except payload.Undecodable:
        body = b""
    kept = {name.lower(): value for name, value in headers if name.lower() in PASSED_ON}
    return Served(status, kept, body)
