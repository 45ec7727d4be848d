"""Names of inhabitants («саратовец», «норильчане»), led back to the adjective's stem of their place."""

import re

from parsers.gazetteer.adjectives import plain
from parsers.gazetteer.entries import fold

_TOWNSMAN = re.compile(
    r"^(?P<root>[а-я-]{2,}?)(?:"
    r"(?P<an>(?:ч|т|ит|овит)?[ая]н(?:е|ин|ина|ину|ином|ине|ам|ами|ах|)|(?:ч)?анк[аеиуой]+|(?:ч|т|ит)?янк[аеиуой]+)|"
    r"(?P<ets>ец|ца|цу|цем|цом|це|цы|цев|цам|цами|цах)|"
    r"(?P<ich>ич|ича|ичу|ичом|ичем|иче|ичи|ичей|ичам|ичами|ичах|ичан\w{0,3})"
    r")$"
)
_AN = re.compile(r"(?:(?P<ch>ч)|(?P<t>(?:ов)?ит|т))?[ая]н")
_BACK = {"ж": "г", "ч": "к", "ш": "х"}


def demonym_stems(word: str) -> tuple[str, ...]:
    """Adjective stems that a word would come from were it a demonym, likeliest first; () when it cannot be.

    >>> demonym_stems("норильчане")[0]
    'норилск'
    """
    found = _TOWNSMAN.match(fold(word))
    if not found or len(found["root"]) < 2:
        return ()
    root = found["root"]
    if found["ets"] is not None:
        roots = [root, root + "й"]
    else:
        roots = [root, *([root[:-1] + _BACK[root[-1]]] if root[-1] in _BACK else [])]
        suffix = _AN.match(fold(word), len(root))
        if suffix and suffix["ch"]:
            roots += [root + "ч", root + "к", root + "ец"]
        elif suffix and suffix["t"]:
            roots += [root + suffix["t"]]
    return tuple(dict.fromkeys(plain(one + end) for one in roots for end in _ends(one)))


def _ends(root: str) -> tuple[str, ...]:
    return ("к",) if root.endswith(("ец", "цк")) else ("ск", "ецк", "цк", "инск", "йск", "енск", "ьск")
