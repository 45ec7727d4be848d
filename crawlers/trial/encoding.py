"""The encoding that a page's bytes are really in, whatever its header says."""

import codecs
import re

# <meta charset="windows-1251">, <?xml … encoding="koi8-r"?>, "text/html; charset=utf-8"
DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*(?P<name>[\w-]+)""", re.IGNORECASE)
HEAD = 2048


def charset_of(body: bytes) -> str:
    """UTF-8 if the bytes are that, else what the page itself names, else windows-1251."""
    if _fits(body, "utf-8"):
        return "utf-8"
    named = declared(body[:HEAD])
    return named if named and named != "utf-8" and _fits(body, named) else "windows-1251"


def declared(text: bytes | str) -> str | None:
    """The encoding that a header or the head of a page names, by Python's name for it; None: none we know."""
    found = DECLARED.search(text.encode("ascii", "replace") if isinstance(text, str) else text)
    try:
        return codecs.lookup(found["name"].decode()).name.replace("cp1251", "windows-1251") if found else None
    except LookupError:
        return None


def _fits(body: bytes, charset: str) -> bool:
    try:
        body.decode(charset)
    except UnicodeDecodeError:
        return False
    return True
