"""Which addresses a name may lead to: resolved once, every one checked, and only those connected to."""

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from scrapy.exceptions import CannotResolveHostError

Address = IPv4Address | IPv6Address

TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv6 spellings of IPv4 addresses behind a translating gateway (RFC 6052)."""


class ForbiddenAddress(CannotResolveHostError):
    """The name leads to an address that a page has no business sending us to."""


async def addresses(host: str, port: int, *, loopback: bool) -> list[str]:
    """The addresses of a host, in the resolver's order.

    `loopback`: for tests and the demo, loopback addresses and no others are allowed. If one address of a name
    is forbidden, so is the name. Raises ForbiddenAddress, CannotResolveHostError.
    """
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise CannotResolveHostError(f"{host}: {error}") from error
    names = list(dict.fromkeys(str(entry[4][0]).partition("%")[0] for entry in found))
    for name in names:
        if not is_allowed(ip_address(name), loopback=loopback):
            raise ForbiddenAddress(f"{host} leads to {name}, which is not a public address; not connected")
    return names


def is_allowed(address: Address, *, loopback: bool) -> bool:
    """Whether we may connect: public unicast only, or, with `loopback`, loopback only."""
    plain = _within(address)
    if loopback:
        return plain.is_loopback
    return plain.is_global and not plain.is_multicast


def _within(address: Address) -> Address:
    """The IPv4 address that an IPv6 one wraps (mapped, 6to4, Teredo, translated), or itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None) or address
