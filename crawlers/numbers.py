"""The numbers by which an engine knows its pages: `/?action=view&id=5225&module=articles`, `/news/5225`."""

import re
from urllib.parse import parse_qsl, urlsplit

from crawlers.keys import host_of
from crawlers.spellings import bare_host

PLACE = "{n}"
LARGEST = 10
"""Digits of the largest number that is one; more are a moment or a hash."""


class Template:
    """The address of a page with a place for its number; reads the number from an address, too."""

    def __init__(self, text: str) -> None:
        self._text = text
        parts = urlsplit(text)
        self._host = bare_host(host_of(text))
        query = parse_qsl(parts.query)
        self._named = [name for name, value in query if PLACE in value]
        self._fixed = {pair for pair in query if PLACE not in pair[1]}
        around = parts.path.partition(PLACE)
        # What follows the number in a path may be a slug: "/news/5225-prostilis"
        tail = "" if self._named else rf"(?P<n>\d{{1,{LARGEST}}})(?!\d)"
        self._path = re.compile(re.escape(around[0]) + tail + ("$" if self._named else ""))

    def url(self, number: int) -> str:
        """The address of a page."""
        return self._text.replace(PLACE, str(number))

    def number(self, url: str) -> int | None:
        """The number in an address, or None if that is no such page's."""
        parts = urlsplit(url)
        path = self._path.match(parts.path or "/")
        if path is None or bare_host(host_of(url)) != self._host:
            return None
        query = parse_qsl(parts.query)
        if not self._fixed <= set(query):
            return None
        text = dict(query).get(self._named[0], "") if self._named else path["n"]
        return int(text) if text.isascii() and text.isdigit() and len(text) <= LARGEST else None
