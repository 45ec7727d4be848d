"""What a site's robots.txt allows us, and how often (RFC 9309; Crawl-delay and Request-rate by custom)."""

from msgspec import Struct
from protego import Protego

from crawlers.clean_param import CleanParam, clean_params

READ = 500 << 10
"""Bytes of a robots.txt that are read; the standard asks for at least 500 kibibytes."""


class Rules(Struct):
    """The rules of one origin, for our user agent. `fault`: why the file could not be had, or None.

    `clean`: the parameters that it calls idle.
    """

    agent: str
    fault: str | None = None
    parsed: Protego | None = None
    clean: tuple[CleanParam, ...] = ()

    def allows(self, url: str) -> bool:
        """Whether this URL may be fetched: nothing may while the file cannot be had."""
        if self.fault:
            return False
        return self.parsed is None or bool(self.parsed.can_fetch(url, self.agent))

    @property
    def delay(self) -> float:
        """Seconds between two requests that the file asks for."""
        if self.parsed is None:
            return 0.0
        rate = self.parsed.request_rate(self.agent)
        by_rate = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(self.parsed.crawl_delay(self.agent) or 0.0), by_rate)

    @property
    def sitemaps(self) -> list[str]:
        """The addresses of the site's sitemaps."""
        return list(self.parsed.sitemaps) if self.parsed else []


def rules(agent: str, status: int, body: bytes) -> Rules:
    """Rules from an answer: 2xx is read, 4xx allows everything, 429 and 5xx allow nothing for now."""
    if status == 429 or status >= 500:
        return Rules(agent, fault=f"robots.txt answered {status}")
    if 200 <= status < 300:
        text = body[:READ].decode("utf-8", errors="replace")
        return Rules(agent, parsed=Protego.parse(text), clean=clean_params(text))
    return Rules(agent)
