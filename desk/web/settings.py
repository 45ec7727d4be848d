"""Where the desk is reached, and by what it trusts who asks."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from msgspec import Struct


class Settings(Struct, frozen=True):
    """`url`: the desk's own origin, as browsers see it; `snapshots_url`: the other origin, or None.

    `proxy_header`: the header in which a reverse proxy at `proxy_address` names the account, or None.
    `is_proxied`: a proxy there says in X-Forwarded-For who asks.
    """

    url: str
    snapshots_url: str | None = None
    proxy_header: str | None = None
    proxy_address: str = "127.0.0.1"
    is_proxied: bool = False

    @property
    def is_secure(self) -> bool:
        """Whether browsers reach the desk by TLS."""
        return self.url.startswith("https:")

    @property
    def cookie(self) -> str:
        """The session cookie's name; behind TLS one that browsers refuse from other hosts and paths."""
        return "__Host-sinodik" if self.is_secure else "sinodik"

    def origin_of(self, host: str) -> str | None:
        """`desk` or `snapshots`, whichever is meant by a Host header; None: neither."""
        if host.lower() == urlsplit(self.url).netloc:
            return "desk"
        if self.snapshots_url and host.lower() == urlsplit(self.snapshots_url).netloc:
            return "snapshots"
        return None


def local(host: str, port: int) -> Settings:
    """The settings of a desk on this machine: its numeric address, and `localhost` for the snapshots."""
    named = f"[{host}]" if ":" in host else host
    return Settings(url=f"http://{named}:{port}", snapshots_url=f"http://localhost:{port}")


def is_loopback(host: str) -> bool:
    """Whether an address can be reached from this machine only. Raises ValueError if it is no address."""
    return ip_address(host).is_loopback
