"""Yandex's robots.txt directive `Clean-param`: parameters that, by the site's own word, never change a page.

`Clean-param: ref&sort /news/` means: below /news/, `ref` and `sort`. The path is a prefix in which `*` stands
for anything; without one the whole site is meant. The directive belongs to no user agent's group.
"""

import re
from urllib.parse import urlsplit

from msgspec import Struct

LINE = re.compile(r"^\s*clean-param\s*:(?P<value>[^#\n]*)", re.IGNORECASE | re.MULTILINE)
LONGEST = 500
"""Characters of a rule that are read, as the directive's author has it."""
MOST = 200
"""Rules of one file that are read."""


class CleanParam(Struct, frozen=True):
    """One rule: names of parameters, as written, and the paths they are idle on."""

    names: tuple[str, ...]
    path: str = "/"

    def covers(self, path: str) -> bool:
        """Whether a path begins as the rule's does."""
        first, *others = re.split(r"\*+", self.path)
        if not path.startswith(first):
            return False
        at = len(first)
        for piece in others:
            found = path.find(piece, at)
            if found < 0:
                return False
            at = found + len(piece)
        return True


def clean_params(robots: str) -> tuple[CleanParam, ...]:
    """The rules of a robots.txt, in its order; a line that names no parameter is none."""
    found = (_rule(line["value"]) for line in LINE.finditer(robots))
    return tuple(rule for rule in found if rule)[:MOST]


def dropped(url: str, rules: tuple[CleanParam, ...]) -> frozenset[str]:
    """The names of the parameters that rules call idle in a URL."""
    path = urlsplit(url).path or "/"
    return frozenset(name for rule in rules if rule.covers(path) for name in rule.names)


def _rule(value: str) -> CleanParam | None:
    words = value[:LONGEST].split()
    names = tuple(name for name in words[0].split("&") if name) if words else ()
    path = words[1] if len(words) > 1 else "/"
    return CleanParam(names, path if path.startswith(("/", "*")) else f"/{path}") if names else None
