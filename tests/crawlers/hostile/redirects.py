"""Faults of redirects: rings, chains, and ways out of the web."""

from tests.crawlers.hostile.fault import Fault
from tests.crawlers.raw_server import Answer, response

ISSUE = ("redirect",)


def to(location: str) -> bytes:
    return response("", "302 Found", location=location)


LOCATIONS = {
    "a redirect to itself": "/fault",
    "a redirect to a file": "file:///etc/passwd",
    "a redirect to data": "data:text/html,<p>1",
    "a redirect to a script": "javascript:alert(1)",
    "a redirect to ftp": "ftp://127.0.0.1/x",
    "a redirect to a socket": "gopher://127.0.0.1:70/_x",
    "a redirect off the site": "https://elsewhere.example/",
    "a redirect to a host by userinfo": "http://127.0.0.1@elsewhere.example/",
    "a redirect to nowhere": "",
    "a redirect to a port beyond all": "http://127.0.0.1:99999/",
    "a redirect to a broken address": "http://[::1",
}
LEADING = [Fault(name, to(where), 302, issues=ISSUE) for name, where in LOCATIONS.items()]
MISSING = [Fault("a redirect without a location", response("", "301 Moved"), 301, issues=ISSUE)]
REDIRECTS = [*LEADING, *MISSING]

RING: dict[str, Answer] = {"/fault": to("/ring/1"), "/ring/1": to("/ring/2"), "/ring/2": to("/fault")}
CHAIN: dict[str, Answer] = {
    "/fault": to("/chain/1"),
    **{f"/chain/{n}": to(f"/chain/{n + 1}") for n in range(1, 50)},
}

CYRILLIC: dict[str, Answer] = {
    "/fault": to("/новость"),
    "/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D1%8C": response("<p>Новость"),
}
