"""The key of a URL: what makes two addresses one page, whatever trackers and spellings they came with."""

import re
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

TRACKERS = re.compile(
    r"""utm_\w+ | mtm_\w+ | pk_\w+ | yclid | ymclid | ysclid | gclid | fbclid | _openstat | from_inject | erid
    | phpsessid | jsessionid | sessionid | session_id""",
    re.VERBOSE | re.IGNORECASE,
)
"""Names of query parameters that say who came from where and never which page."""

# "/news;jsessionid=1A2B/7"
SESSION_IN_PATH = re.compile(r";jsessionid=[0-9A-Za-z.!-]+", re.IGNORECASE)
DEFAULT_PORT = {"http": 80, "https": 443}
SAFE = "!$&'()*+,;=:@/~-._"


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
    """The URL without fragment, trackers, session ids, trailing dot of the host and varied spelling.

    >>> url_key("HTTPS://Пример.рф.:443/новости?utm_source=vk&id=7#top")
    'https://xn--e1afmkfd.xn--p1ai/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8?id=7'

    The order of the query is kept: some engines read it. Raises NotAWebAddress.
    """
    return key_of(absolute(url, url))


def key_of(address: str) -> str:
    """The same for an address that `absolute` gave."""
    parts = urlsplit(address)
    path = _respelled(SESSION_IN_PATH.sub("", parts.path)) or "/"
    return urlunsplit((parts.scheme, _netloc(parts), path, _without_trackers(parts.query), ""))


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
    host = (parts.hostname or "").rstrip(".")
    host = f"[{host}]" if ":" in host else host
    return host if parts.port in (None, DEFAULT_PORT[parts.scheme]) else f"{host}:{parts.port}"


def _respelled(text: str) -> str:
    """Percent-encoding in one spelling: `%d0%BD`, `н` and `%D0%BD` become the last; `%7E` becomes `~`."""
    if "%" not in text:
        return text
    reserved = re.compile(rb"%(2F|3F|23|25)", re.IGNORECASE)
    pieces = re.split(rb"(%(?:2F|3F|23|25))", text.encode(), flags=re.IGNORECASE)
    return "".join(
        piece.decode().upper() if reserved.fullmatch(piece) else quote(unquote_to_bytes(piece), safe=SAFE)
        for piece in pieces
    )


def _without_trackers(query: str) -> str:
    pairs = (pair for pair in query.split("&") if pair)
    kept = (pair for pair in pairs if not TRACKERS.fullmatch(pair.partition("=")[0]))
    return "&".join(re.sub(r"%[0-9a-f]{2}", lambda code: code[0].upper(), pair) for pair in kept)
