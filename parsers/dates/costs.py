"""How well a word and a date fit together: their distance, and what stands between them."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from parsers.dates.cues import Cue, Role
from parsers.dates.moments import Moment
from parsers.scoping.clauses import is_predicative

# costs in characters: what counts against a cue besides its distance from the date
_OF_ANOTHER_PHRASE = 45
_COMMA = 20
_BEHIND = 6
_DATE_BETWEEN = 45
_HEARSAY = 50
_TELLING = 10
_BATTLE = 70
_TIGHT = 20
_BESIDE = 3
# a noun or a participle of another phrase, farther than this, says nothing of the date
_OUT_OF_REACH = 40

_HEARSAY_BEFORE = re.compile(r"(?:как|по\s+словам|по\s+данным|об\s+этом|as)\s+(?:\w+\s+){0,2}$")
# «… в последний день весны», — говорится в сообщении»: the words outside quotes tell, they date nothing
_UNQUOTED = re.compile(r"[»\"”]\s*,?\s*[—–-]")
# «сообщаем, что 1 октября состоится прощание»: what follows «что» is told, not the telling
_THAT = re.compile(r"^[^.]*,\s+(?:что|що)\s")
# «гибель под Заречьем — 30 июля»
_DASHED = re.compile(r"[^,.;—–]{0,40}[—–]\s*")
_FULL_NAME = re.compile(r"[А-ЯЁA-Z][\w-]+\s+[А-ЯЁA-Z][\w-]+")


def between(starts: Sequence[int], left: int, right: int) -> int:
    """How many dates, whose starts are given, begin between two offsets."""
    return bisect_left(starts, right) - bisect_left(starts, left)


def cost(text: str, starts: Sequence[int], one: Moment, cue: Cue) -> int | None:
    """What counts against a cue as that of a date, in characters of distance; None where it cannot be."""
    left, right = (cue.end, one.start) if cue.end <= one.start else (one.end, cue.start)
    gap = text[left:right]
    paid = (
        len(gap) + _DATE_BETWEEN * between(starts, left, right) + _COMMA * len(re.findall(r"[,:;()—–]", gap))
    )
    paid += _COMMA * (
        cue.start >= one.end and gap.startswith((" и ", " and "))
    )  # «подписался 5 мая и погиб …»
    paid += _BEHIND * (cue.start >= one.end) + _BATTLE * (cue.role == "battle")
    if cue.role == "battle" and len(gap) <= _BESIDE:
        paid -= _BATTLE // 2
    # «извещает: 17 января … пал»: what is told follows the colon
    if cue.role == "report" and cue.end <= one.start and _THAT.search(gap):
        return None
    if cue.role == "report" and (
        _UNQUOTED.search(gap) or (":" in gap and text[one.start].isdigit() and cue.end <= one.start)
    ):
        return None
    if cue.role == "report" and _HEARSAY_BEFORE.search(text[max(0, cue.start - 40) : cue.start].lower()):
        paid += _HEARSAY
    if cue.role in {"death", "funeral", "birth"} and not cue.weak:
        paid -= _TELLING
    if not cue.weak:
        return paid
    # «земляки, погибшие сегодня, — новое поколение»: nowadays
    if cue.role == "death" and one.kind == "shift" and not (one.days or one.years):
        return None
    # «гибель Тимофея Полыни 20 мая»: the noun is of the name; «с погибшим Тимофеем Полынью 20 мая» is not
    named = text[cue.start : cue.end].lower() in {"гибель", "смерть"}
    return _weak_cost(paid, gap, is_before=cue.end <= one.start, role=cue.role, named=named)


def _weak_cost(cost: int, gap: str, *, is_before: bool, role: Role, named: bool) -> int | None:
    """«погибшего 7 мая» is surer than any verb; «погибшего …, … 7 мая» says nothing."""
    is_phrase = _is_one_phrase(gap, named=named) and not (role == "career" and "," in gap)
    if is_before and len(gap) <= _BESIDE and is_phrase and role != "captive":
        return cost - _TIGHT
    if is_before and (is_phrase or (named and _DASHED.fullmatch(gap))):
        return cost // 2
    return cost + _OF_ANOTHER_PHRASE if len(gap) < _OUT_OF_REACH and role != "death" else None


def _is_one_phrase(gap: str, *, named: bool = False) -> bool:
    """«погибшего под Бахмутом 3 мая»: no comma, no verb, no full name between the participle and the date."""
    if len(gap) <= _BESIDE:
        return not re.search(r"[.;]", gap)
    return not (
        re.search(r"[,;—–()]", gap)
        or (not named and _FULL_NAME.search(gap))
        or is_predicative(gap, 0, len(gap))
    )
