"""The key of a URL: what makes two addresses one page, whatever trackers and spellings they came with."""

from collections.abc import Iterable
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from crawlers.spellings import bare_host, bare_path, bare_query

DEFAULT_PORT = {"http": 80, "https": 443}
REDIRECTED = "#redirected"
"""Marks the key of a page to which another spelling of its own address leads."""


class NotAWebAddress(ValueError):
    """Not an http or https URL with a host."""


def absolute(base: str, href: str) -> str:
    """The address that a link on the page `base` means, as a request can carry it, without its fragment.

    Raises NotAWebAddress for `mailto:`, `javascript:`, `file:`, `data:` and what cannot be read.
    """
    try:
        joined = safe_url_string(urljoin(base, href.strip()))
        parts = urlsplit(joined)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise NotAWebAddress(f"{href!r} on {base}: {error}") from error
    if parts.scheme not in DEFAULT_PORT or not host:
        raise NotAWebAddress(f"{href!r} on {base}: only http and https are followed")
    return urlunsplit(parts._replace(fragment=""))


def url_key(url: str) -> str:
    """The URL without fragment, trackers, session ids, mirror hosts, AMP and print views and varied spelling.

    >>> url_key("HTTPS://m.Пример.рф.:443/новости/amp?utm_source=vk&id=7#top")
    'https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?id=7'

    The order of the query is kept: some engines read it. Raises NotAWebAddress.
    """
    return key_of(absolute(url, url))


def key_of(address: str, dropped: Iterable[str] = ()) -> str:
    """The same for an address that `absolute` gave. `dropped`: parameters by the site's Clean-param."""
    parts = urlsplit(address)
    path, query = bare_path(parts.path) or "/", bare_query(parts.query, dropped)
    return urlunsplit((parts.scheme, _netloc(parts), path, query, ""))


def key_after_redirect(url: str, came_from: str, known: str, dropped: Iterable[str] = ()) -> str:
    """The key of a redirect's target; marked where only the spelling differs, for the known key is settled.

    A redirect to its own address keeps its key, and so ends there.
    """
    key = key_of(url, dropped)
    return f"{key}{REDIRECTED}" if key == known and url != came_from else key


def host_of(url: str) -> str:
    """The host of a URL: small letters, punycode, no trailing dot; "" if it has none."""
    host = (urlsplit(url).hostname or "").rstrip(".")
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _netloc(parts: SplitResult) -> str:
    host = bare_host(parts.hostname or "")
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, DEFAULT_PORT[parts.scheme]) else f"{host}:{parts.port}"
