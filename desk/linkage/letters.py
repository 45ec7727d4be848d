"""One spelling for many: Cyrillic with or without ё, and any Latin scheme, folded to the same few letters."""

import re

from parsers.names.spelling import is_latin, russian

_CYRILLIC = {
    **dict(zip("абвгдезийклмнопрстуфхцыэёі", "abvgdeziiklmnoprstufhcyee" + "i", strict=True)),
    **{"ж": "j", "ч": "q", "ш": "w", "щ": "w", "ю": "iu", "я": "ia", "ъ": "", "ь": "", "ї": "i", "є": "e"},
}
_TABLE = str.maketrans({**_CYRILLIC, "ґ": "g", "’": "", "'": "", "`": "", "ʼ": ""})
# the longest first; j is й, and Cyrillic ж gets the letter that is then free
_LATIN = (
    (r"w", "v"),
    (r"shch|sch|shh|š[čč]", "w"),
    (r"tsch|ch|č", "q"),
    (r"sh|š", "w"),
    (r"zh|ž", "J"),
    (r"kh", "h"),
    (r"t[sc]|cz", "c"),
    (r"x", "ks"),
    (r"ph", "f"),
    (r"[yj]", "i"),
    (r"['’`ʼ]", ""),
    (r"J", "j"),
)
_LATIN_RULES = tuple((re.compile(pattern), to) for pattern, to in _LATIN)
# what schemes write in two ways, both scripts alike
_ALIKE = tuple(
    (re.compile(p), to) for p, to in ((r"io", "e"), (r"i(?=[aeu])", ""), (r"ts", "c"), (r"dj", "j"))
)
_DOUBLED = re.compile(r"(.)\1+")


def fold(word: str) -> str:
    """A name's word in the letters under which all its spellings agree.

    >>> fold("Щёлоков"), fold("Shchyolokov"), fold("Shchelokov"), fold("ЩЕЛОКОВ")
    ('welokov', 'welokov', 'welokov', 'welokov')
    """
    lowered = word.strip().lower()
    text = _from_latin(lowered) if is_latin(lowered) else russian(lowered).translate(_TABLE)
    for pattern, to in _ALIKE:
        text = pattern.sub(to, text)
    return _DOUBLED.sub(r"\1", text.replace("y", "i"))


def _from_latin(text: str) -> str:
    for pattern, to in _LATIN_RULES:
        text = pattern.sub(to, text)
    return text
