"""A surname in any case brought to its stem, a patronymic to its root, and a swapped pair set right."""

import re

from desk.linkage.letters import fold

# in folded letters, tried in order; group 1 is what stays. Endings: parsers.names.paradigms
_STEMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(.+(?:ov|ev|in))(?:a|u|im|e|om|oi)?$",
        r"(.+(?:sk|ck))(?:i|oi|ogo|omu|im|om|aa|uu)$",
        r"(.{3,})(?:ogo|omu|ego|emu)$",
        r"(.*[aeiou].*o)$",
        r"(.{3,}ih)$",
        r"(.{3,}?)(?:[oei]m(?:a|u|om|e|oi|i)?|oi|ei|ea|eu|ai|au|aem|ae|i|a|u|e)$",
    )
)
_FLEETING = re.compile(r"(?<=..[^aeiou])[eo](?=[ck]$)")
_PATRONYMIC = re.compile(r"(.{2,}?)(?:[oe]?viq|iq)(?:a|u|em|om|e)?$")
_MATRONYMIC = re.compile(r"(.{2,}?)(?:[oe]vn|iqn|iniqn)(?:a|i|e|u|oi)$")
_SHORT_PATRONYMIC = re.compile(r"(?:il|kuzm|luk|fom|nikit|savv?)iq(?:a|u|em|e|n[aeu])?$")
_REGULAR = re.compile(r"(?:[oe]v|in|sk(?:i|oi)|ck(?:i|oi)|enko|uk|ih)(?:a|u|im|om|e|ogo|omu)?$")


def surname_key(word: str) -> str:
    """The folded stem that a surname's cases share.

    >>> {surname_key(form) for form in ("Толстой", "Толстого", "Tolstomu")}
    {'tolst'}
    >>> surname_key("Кравец") == surname_key("Кравцу"), surname_key("Сажин") == surname_key("Сажиным")
    (True, True)
    """
    folded = fold(word)
    for pattern in _STEMS:
        found = pattern.match(folded)
        if found:
            return _FLEETING.sub("", found[1])
    return _FLEETING.sub("", folded)


def patronymic_key(word: str) -> str:
    """The folded root that a patronymic's cases and both sexes share: «Иваныча», «Ивановна» → «ivan»."""
    folded = fold(word)
    found = _PATRONYMIC.match(folded) or _MATRONYMIC.match(folded)
    return found[1] if found else folded


def is_patronymic(word: str) -> bool:
    """Whether a word ends as patronymics do."""
    folded = fold(word)
    long = len(word) > 5 and re.search(r"(?:[oe]viq|iniqn|[oe]vn)(?:a|u|em|om|e|i)?$", folded)
    return bool(long or _SHORT_PATRONYMIC.match(folded))


def is_regular_surname(word: str) -> bool:
    """Whether a word ends as only surnames do."""
    return bool(_REGULAR.search(fold(word)))
