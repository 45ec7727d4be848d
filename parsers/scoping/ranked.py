"""Ranks that stand for their bearer: «A, старшина B и C … Старшина погиб 15 января»."""

import re

from parsers.scoping.lists import Spot

_RANK = re.compile(
    r"(?P<rank>рядов|ефрейтор|сержант|старшин|прапорщик|мичман|лейтенант|капитан|майор|подполковник|полковник|матрос)"
    r"(?:ой|ого|ому|ым|ом|а|у|е|ы)?(?!\w)",
    re.IGNORECASE,
)
_BEFORE_IT = re.compile(r"(?:(?:гвардии|младший|старший|сам)\s+)?", re.IGNORECASE)
# from a rank to the name that it is written with: «старшина медицинской службы Виктор»
_NEAR = 50


def rank_at(text: str, start: int) -> str | None:
    """The rank that a sentence begins with, its stem in lower case; None without one."""
    before = _BEFORE_IT.match(text, start)
    found = _RANK.match(text, before.end() if before else start)
    return found["rank"].lower() if found else None


def rank_beside(text: str, spot: Spot) -> str | None:
    """The stem of the rank written last before a name or at its beginning, in one phrase with it."""
    near = re.split(r"[,.;:\n]|\sи\s", text[max(0, spot.start - _NEAR) : spot.start])[-1]
    found = list(_RANK.finditer(near + text[spot.start : spot.end]))
    return found[-1]["rank"].lower() if found else None
