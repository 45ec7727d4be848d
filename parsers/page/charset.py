"""Which charset a body is in, by a vote: headers and meta tags lie, letters rarely do.

Order: byte order mark, strictly valid UTF-8, then the declared ones against the frequency of Russian letters.
"""

import codecs
import re
from collections import Counter
from functools import cache

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))

# <meta charset=koi8-r>, content="text/html; charset=windows-1251", <?xml encoding="...">
_DECLARED = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*(?P<name>[\w.:-]{3,20})""", re.I)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*(?P<name>[\w.:-]{3,20})""", re.I)

_CYRILLIC = ("cp1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic", "koi8-u")
_LATIN = frozenset({"cp1252", "iso8859-1", "latin-1", "ascii", "us-ascii", "iso8859-15"})

# «Café»: a letter above ASCII between ASCII ones; in Cyrillic text nine of ten have a neighbour
_LONE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")

# «пОГИБ», what one Cyrillic charset looks like in another
_HUMP = re.compile("[а-яё][А-ЯЁ]")
_ODD_CASE = 60

_HEAD = 4096
_SAMPLE = 65_536

# Share of each letter in Russian running text, in per mille (tables of the national corpus, rounded);
# the Ukrainian letters lower than their own share, so that Russian text is not pulled towards them.
_LETTERS = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґ"
_PER_MILLE = (
    *(110, 85, 80, 74, 67, 63, 55, 47, 45, 44, 35, 32, 30, 28, 26, 20),
    *(19, 17, 17, 16, 16, 14, 12, 10, 9, 7, 6, 5, 4, 3, 3, 1),
)
_SHARES = dict(zip(_LETTERS, (*_PER_MILLE, 1, 20, 6, 5, 1), strict=True))
_WEIGHTS = {
    **_SHARES,
    **{letter.upper(): 0.9 * share for letter, share in _SHARES.items()},
    **dict.fromkeys("«»—–№“”„…’ \xa0", 2.0),
}


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The text of a body and the charset it was read in; undecodable bytes become U+FFFD, NUL vanishes."""
    name = charset(body, content_type)
    return body.decode(name, "replace").replace("\0", ""), name.removesuffix("-sig")


def charset(body: bytes, content_type: str = "") -> str:
    """The codec's name.

    >>> charset("Погиб".encode("cp1251"), "text/html; charset=utf-8")
    'cp1251'
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return name
    wide = _utf16(body[:400])
    if wide:
        return wide
    if body.isascii() or _is_utf8(body):
        return "utf-8"
    return _by_letters(body, _declared(body, content_type))


def _utf16(head: bytes) -> str | None:
    """UTF-16 without its mark: every other byte is the number of a block, 0 for ASCII or 4 for Cyrillic."""
    for name, high in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if len(high) > 3 and (high.count(0) + high.count(4)) * 10 >= len(high) * 9:
            return name
    return None


def _is_utf8(body: bytes) -> bool:
    """Valid, or so nearly that a cut character or a stray byte explains the rest."""
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        text = body[:_SAMPLE].decode("utf-8", "replace")
        broken = text.count("\ufffd")
        return broken * 20 < sum(1 for letter in text if letter > "\x7f")
    return True


def _declared(body: bytes, content_type: str) -> list[str]:
    found = [match["name"].decode("ascii", "replace") for match in _DECLARED.finditer(body[:_HEAD])]
    header = _HEADER.search(content_type)
    if header:
        found.append(header["name"])
    return [name for name in map(_codec, found) if name]


@cache
def _codec(name: str) -> str | None:
    """Python's name of a declared charset, or None for one it cannot decode text with."""
    try:
        known = codecs.lookup(name)
        b"a".decode(known.name)
    except (LookupError, UnicodeError, ValueError, AssertionError):
        return None
    return known.name


def _by_letters(body: bytes, declared: list[str]) -> str:
    sample = body[:_SAMPLE]
    counts = Counter(byte for byte in sample if byte > 0x7F)
    if len(_LONE.findall(sample)) * 2 > counts.total() and not set(declared) & set(_CYRILLIC):
        return next((name for name in declared if name in _LATIN), "cp1252")
    scores = {name: _russian(counts, name) * (1.1 if name in declared else 1.0) for name in _CYRILLIC}
    head = sample[:_HEAD]
    return max(
        scores, key=lambda name: scores[name] - _ODD_CASE * len(_HUMP.findall(head.decode(name, "replace")))
    )


def _russian(counts: Counter[int], name: str) -> float:
    """How much the bytes above ASCII look like Russian letters when read in a charset."""
    table = bytes(range(0x80, 0x100)).decode(name, "replace")
    return sum(count * _WEIGHTS.get(table[byte - 0x80], -10.0) for byte, count in counts.items())
