"""What each date of a text is the date of."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from parsers.dates.cues import Cue, Role
from parsers.dates.moments import Moment
from parsers.scope import Scope

# costs in characters: what counts against a cue besides its distance from the date
_WEAK = 30
_COMMA = 20
_BEHIND = 6
_DATE_BETWEEN = 45
_NOT_BESIDE = 3


class Dated(Struct, frozen=True):
    """A date with its role; `cue` is None where the role is taken over from a date before it."""

    moment: Moment
    role: Role
    cue: Cue | None = None


def roles(text: str, found: Sequence[Moment], said: Sequence[Cue], scope: Scope) -> list[Dated]:
    """The dates whose role the text says, in order."""
    dated: list[Dated] = []
    for one in found:
        role = _role(text, one, found, said, scope, dated)
        if role:
            dated.append(role)
    return dated


def _role(
    text: str, one: Moment, found: Sequence[Moment], said: Sequence[Cue], scope: Scope, before: list[Dated]
) -> Dated | None:
    """By a cue in the clause; else as the date before it in the sentence; else by the sentence, else by the one before."""
    clause, sentence = scope.clause(one.start), scope.sentence(one.start)
    near = _best(text, one, found, _within(said, clause))
    if near:
        return _named(one, near, said, sentence, scope)
    if before and before[-1].moment.start >= sentence[0] and before[-1].cue is not None:
        return Dated(one, before[-1].role)
    far = _best(text, one, found, _within(said, sentence))
    if far:
        return _named(one, far, said, sentence, scope)
    label = _label(text, one, sentence, said)
    return Dated(one, label.role, label) if label else None


def _named(
    one: Moment, cue: Cue, said: Sequence[Cue], sentence: tuple[int, int], scope: Scope
) -> Dated | None:
    """«состоится», «пройдёт» take the role of what happens; «случилось» that of the sentence before."""
    if cue.role == "happen":
        nouns = [other for other in _within(said, sentence) if other.role in {"funeral", "ceremony"}]
        first = next((other for other in nouns if other.role == "funeral"), nouns[0] if nouns else None)
        return Dated(one, first.role, first) if first else None
    if cue.role == "event":
        earlier = [
            o
            for o in said
            if o.end <= sentence[0] and o.end > sentence[0] - 400 and o.role in {"death", "missing"}
        ]
        return Dated(one, earlier[-1].role, earlier[-1]) if earlier else None
    return Dated(one, cue.role, cue)


def _within(said: Sequence[Cue], span: tuple[int, int]) -> Sequence[Cue]:
    left = bisect_left(said, span[0], key=lambda cue: cue.start)
    return said[left : bisect_left(said, span[1], key=lambda cue: cue.start)]


def _best(text: str, one: Moment, found: Sequence[Moment], near: Sequence[Cue]) -> Cue | None:
    """The cue that stands closest to a date."""
    near = [cue for cue in near if cue.end <= one.start or cue.start >= one.end]
    if not near:
        return None
    return min(near, key=lambda cue: _cost(text, one, found, cue))


def _cost(text: str, one: Moment, found: Sequence[Moment], cue: Cue) -> int:
    left, right = (cue.end, one.start) if cue.end <= one.start else (one.end, cue.start)
    gap = text[left:right]
    between = sum(1 for other in found if other is not one and left <= other.start and other.end <= right)
    cost = len(gap) + _DATE_BETWEEN * between + _COMMA * len(re.findall(r"[,;()—–]", gap))
    if cue.start >= one.end:
        cost += _BEHIND
    if cue.weak and len(gap.strip()) > _NOT_BESIDE:
        cost += _WEAK
    return cost


def _label(text: str, one: Moment, sentence: tuple[int, int], said: Sequence[Cue]) -> Cue | None:
    """A line that is only a date takes the role of the short line above it («Дата гибели»)."""
    if one.end - one.start < 0.6 * len(text[sentence[0] : sentence[1]].strip()):
        return None
    above = text.rfind("\n", 0, max(0, sentence[0] - 1))
    label = text[above + 1 : max(0, sentence[0] - 1)]
    if "\n" in label or not label.strip() or len(label) > 60 or re.search(r"\d{4}", label):
        return None
    found = _within(said, (above + 1, sentence[0]))
    return found[-1] if found else None
