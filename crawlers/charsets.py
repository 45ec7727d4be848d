"""The encoding of a page's links: its bytes decide, and what it declares only where they leave it open."""

import codecs
from codecs import getincrementaldecoder

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

MOST_LIKELY = "cp1251"
"""Of pages that are not UTF-8 and say nothing."""
SLICE = 64 << 10
PRINTABLE = bytes(range(32, 127))


def charset_of(body: bytes, content_type: str) -> str:
    """The name of a codec: a byte order mark, valid UTF-8, meta or header if that can be, else cp1251."""
    marked, _ = read_bom(body)
    if marked:
        return marked
    by_header = http_content_type_encoding(content_type)
    if by_header and by_header.startswith(("utf-16", "utf-32")) and body[:400].count(0) * 4 > len(body[:400]):
        return by_header
    if _is_utf8(body):
        return "utf-8"
    declared = (name for name in (html_body_declared_encoding(body), by_header) if name and name != "utf-8")
    return next(filter(_reads_latin_letters, declared), MOST_LIKELY)


def _is_utf8(body: bytes) -> bool:
    """A body that was cut may end within a letter."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(body), SLICE):
            decoder.decode(body[at : at + SLICE])
    except UnicodeDecodeError:
        return False
    return True


def _reads_latin_letters(name: str) -> bool:
    """Whether markup can be read by it: `utf-7`, `rot13` or `utf-16` over such bytes hides every link."""
    try:
        return codecs.lookup(name)._is_text_encoding and PRINTABLE.decode(name) == PRINTABLE.decode("ascii")
    except (LookupError, UnicodeError):
        return False
