"""Words that point back to somebody: «он», «ему», «оба», «они», «первому»."""

import re
from typing import Literal

from msgspec import Struct

_HE = re.compile(r"\b(?:он|его|ему|нём|нем|него|нему|ним|he|his|him|він|його|йому)\b", re.IGNORECASE)
_SHE = re.compile(r"\b(?:она|ей|неё|нее|she|вона|їй)\b", re.IGNORECASE)
# «первому было 20, второму — 25»; not «первого января», «первый батальон»
_PLACE = re.compile(
    r"\b(?:(?P<first>перв(?:ый|ому|ого))|(?P<second>втор(?:ой|ому|ого))|(?P<third>трет(?:ий|ьему|ьего))|"
    r"(?P<last>последн(?:ий|ему|его)))(?=\s*(?:[—–:]|был|погиб|исполн|умер|скончал|родил|из\s|не\s|на\s))",
    re.IGNORECASE,
)
_PLACES = {"first": 0, "second": 1, "third": 2, "last": -1}
# plural verbs that always have people for their subject; «похоронили», «простились» need not
_THEY_DID = re.compile(
    r"\b(?:погибли|скончались|умерли|пали|родились|похоронены|мобилизованы|призваны|убиты)\b", re.I
)


class Pointer(Struct, frozen=True):
    """What a pointing word says: a gender, a number of people (0: unsaid), a place in a list (-1: last)."""

    gender: Literal["m", "f"] | None = None
    many: int | None = None
    place: int | None = None


def pointer(text: str, start: int, end: int, at: int, many: int | None) -> Pointer | None:
    """The word in the clause `text[start:end]` that says whose the feature at an offset is, or None.

    `many` is what `lists.plural` says of the clause.
    """
    places = [match for match in _PLACE.finditer(text, start, end) if match.start() < at]
    if places:
        return Pointer(place=_PLACES[places[-1].lastgroup or "first"])
    if many is not None and not (many == 0 and _HE.search(text, start, end)):
        return Pointer(many=many)
    if _HE.search(text, start, end):
        return Pointer(gender="m")
    if _SHE.search(text, start, end):
        return Pointer(gender="f")
    return Pointer(many=0) if _THEY_DID.search(text, start, end) else None
