"""Which addresses a name may lead to: resolved once, every one checked, and only those connected to."""

import asyncio
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from scrapy.exceptions import CannotResolveHostError

Address = IPv4Address | IPv6Address

TRANSLATED = IPv6Network("64:ff9b::/96")
"""IPv6 spellings of IPv4 addresses behind a translating gateway (RFC 6052)."""
UNICAST = IPv6Network("2000::/3")
"""All of IPv6 that was given out for the public net (RFC 4291); what lies outside has some inner use."""

OF_OTHER_SERVICES = frozenset((
    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103,
    104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513,
    514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720,
    1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
    10080, 11211, 27017,
))  # fmt: skip
"""Ports of mail, databases and the like, to which a link could make us speak (Fetch standard, "bad port")."""


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


def require_port_of_the_web(host: str, port: int) -> None:
    """Raises ForbiddenAddress for a port at which other services listen."""
    if port in OF_OTHER_SERVICES:
        raise ForbiddenAddress(f"{host}:{port} is the port of another service; not connected")


def is_allowed(address: Address, *, loopback: bool) -> bool:
    """Whether we may connect: public unicast only, or, with `loopback`, loopback only."""
    plain = _within(address)
    if loopback:
        return plain.is_loopback
    is_unicast = plain in UNICAST if isinstance(plain, IPv6Address) else not plain.is_multicast
    return plain.is_global and is_unicast


def _within(address: Address) -> Address:
    """The IPv4 address that an IPv6 one wraps (mapped, 6to4, Teredo, translated), or itself."""
    if isinstance(address, IPv4Address):
        return address
    if address in TRANSLATED:
        return IPv4Address(int(address) & 0xFFFFFFFF)
    teredo = address.teredo
    return address.ipv4_mapped or address.sixtofour or (teredo[1] if teredo else None) or address
