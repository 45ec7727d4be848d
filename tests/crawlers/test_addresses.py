"""No page leads inside: what a name resolves to is checked, in every spelling, redirects too."""

import asyncio
import socket
from ipaddress import ip_address

import pytest

from crawlers.addresses import ForbiddenAddress, addresses, is_allowed
from tests.crawlers.conftest import Archive
from tests.crawlers.raw_server import response, serve

FORBIDDEN = [
    "127.0.0.1", "127.8.9.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1", "fc00::1",
    "ff02::1", "2001:db8::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::1", "64:ff9b::a00:1",
]  # fmt: skip
PUBLIC = ["93.184.215.14", "2a02:6b8::2:242", "::ffff:93.184.215.14", "64:ff9b::5db8:d70e"]
SPELLINGS = [
    "127.0.0.1",
    "127.1",
    "0x7f.1",
    "2130706433",
    "0177.0.0.1",
    "localhost",
    "::ffff:127.0.0.1",
    "::1",
]


@pytest.mark.parametrize("address", FORBIDDEN)
def test_an_inner_address_is_refused(address: str) -> None:
    assert not is_allowed(ip_address(address), loopback=False)


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_is_allowed_unless_only_loopback_is(address: str) -> None:
    assert is_allowed(ip_address(address), loopback=False)
    assert not is_allowed(ip_address(address), loopback=True)


@pytest.mark.parametrize("name", SPELLINGS)
def test_loopback_is_refused_in_every_spelling(name: str) -> None:
    with pytest.raises(ForbiddenAddress, match="not a public address"):
        asyncio.run(addresses(name, 80, loopback=False))


def test_a_name_with_one_inner_address_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    async def both(*_: object, **__: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, 1, 6, "", (ip, 80)) for ip in ("93.184.215.14", "10.0.0.7")]

    monkeypatch.setattr(asyncio.BaseEventLoop, "getaddrinfo", both)
    with pytest.raises(ForbiddenAddress, match=r"10\.0\.0\.7"):
        asyncio.run(addresses("mixed.example", 80, loopback=False))


def test_nothing_is_sent_to_loopback_unless_a_setting_allows_it(archive: Archive) -> None:
    with serve({"/": response("<p>внутри")}) as site:
        report = archive.night(archive.source("inner", site.url(), "budget = 3"), loopback=False)
        assert site.asked == []
    assert archive.captured() == []
    assert report.sources[0].fetched == 0
    assert ("robots-unreachable", site.url("/robots.txt")) in archive.issues()


def test_a_redirect_inside_is_kept_and_not_followed(archive: Archive) -> None:
    """Only loopback is allowed here; so 10.0.0.1 stands for all that is not."""
    inner = "http://10.0.0.1/secret"
    with serve({"/": response("", status="302 Found", location=inner)}) as site:
        archive.night(archive.source("inner", site.url(), 'hosts = ["10.0.0.1"]'))
    assert [row[:2] for row in archive.captured()] == [(site.url("/"), 302)]
    assert ("robots-unreachable", "http://10.0.0.1/robots.txt") in archive.issues()


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "data:text/html,x", "https://elsewhere.example/", ""]
)
def test_a_redirect_to_another_scheme_or_site_is_an_issue(archive: Archive, target: str) -> None:
    with serve({"/": response("", status="301 Moved", location=target)}) as site:
        archive.night(archive.source("odd", site.url()))
    assert [row[:2] for row in archive.captured()] == [(site.url("/"), 301)]
    assert archive.issues() == [("redirect", site.url("/"))]
