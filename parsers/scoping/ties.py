"""Names right beside a feature: «20-летний рядовой A», «A, 20-летний житель Омска», «A (1988–2023)»."""

import re
from typing import Literal

from parsers.scoping.clauses import is_predicative
from parsers.scoping.lists import Spot

_FARTHEST = 120
# «Щепоткину был 31 год»: so near, a verb between does not part them
_BESIDE = 12
_APPOSED = re.compile(r"\s*[,(—–-]\s*")
_MANY = re.compile(
    r"\w(?:ые|ие|ых|их|ым|им|ыми|ими)\b(?<!летним)(?<!рядовым)(?<!военным)|(?:ники|ников|никам|цы|цев|цам|ели|елей|анты|антов|"
    r"оры|оров|исты|истов|аны|анов|осы|осов|лки|лков|инки|тчики|тчиков|мены|менов|soldiers|men|privates)\b",
    re.IGNORECASE,
)


def is_plural(feature: str) -> bool:
    """Whether the words of a feature are in the plural: «рядовые», «20-летних», «жителей»."""
    return bool(_MANY.search(feature))


def tied(text: str, spots: list[Spot], start: int, end: int, lean: Literal["before", "after"]) -> Spot | None:
    """The name that a feature at `text[start:end]` stands beside, on the side it leans to if it can."""
    before = next((spot for spot in reversed(spots) if spot.end <= start), None)
    after = next((spot for spot in spots if spot.start >= end), None)
    if (
        before
        and not _joins(text, before.end, start)
        and not (lean == "before" and start - before.end <= _BESIDE)
    ):
        before = None
    if after and not _joins(text, end, after.start):
        after = None
    if lean == "before" or not after or not before:
        return (before or after) if lean == "before" else (after or before)
    # «A, 20-летний житель Омска, и B»: closed off by commas, it speaks of the name before it
    apposed = _APPOSED.fullmatch(text, before.end, start) and re.search(r"[,)]", text[end : after.start])
    return before if apposed else after


def _joins(text: str, start: int, end: int) -> bool:
    return end - start <= _FARTHEST and not is_predicative(text, start, end)
