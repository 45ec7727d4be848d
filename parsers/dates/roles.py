"""What each date of a text is the date of."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from parsers.dates.battlefields import battlefield
from parsers.dates.costs import between, cost
from parsers.dates.cues import Cue, Role
from parsers.dates.moments import Moment
from parsers.scope import Scope
from parsers.scoping.clauses import is_predicative

# «… и через две недели, 29 марта,»: the conjunction begins what is told of the date
_TURNS = re.compile(r"(?:^|[\s,])(?:и|а|но)\s+(?:[а-яё]+\s+){0,4}[а-яё]+,\s$")
_NOW = re.compile(r"(?:сегодня|завтра|послезавтра|today|tomorrow)(?!\w)", re.IGNORECASE)
_TOLD = frozenset({"date", "shift", "day", "step", "weekday"})
_TAKEN_OVER = frozenset({"death", "funeral", "missing", "report", "ceremony"})


_OF_ONE = frozenset({"death", "funeral"})
# «two days later it was the turn of B»: of what was told of A
_TURN = re.compile(r"turn|очеред|чер[её]д", re.IGNORECASE)
_FEW = 3
_SINCE = re.compile(r"(?<!\w)[Сс]о?\s$")
_TILL = re.compile(r"(?<!\w)(?:по|до)\s")
# «панихида в годовщину гибели» buries nobody
_YEARS_ON = re.compile(r"годовщин", re.IGNORECASE)
# «Дата гибели», «Погиб:» on a line of their own
_LABEL = re.compile(r"[^\n\d.]{3,30}:?")
# «9.02.2023 — ПОЛЫНЬ Ильнур», «Полынь Ильнур — 9.02.2023»: a line of a list
_LISTED = re.compile(r"[\d.]+\s*[—–-]\s*[А-ЯЁA-Z]")
_LISTS = re.compile(r"^[А-ЯЁA-Z][\w-]+(?:\s+[А-ЯЁA-Z][\w-]+){1,2}\s*[—–-]\s*[\d.]+$")
_HEAD = 500
# «Простились с ним. Церемония прошла 10 июня»: how far back an event can be named
_EVENT = 150


class Dated(Struct, frozen=True):
    """A date with its role; `cue` is None where the role is taken over from a date before it."""

    moment: Moment
    role: Role
    cue: Cue | None = None


def roles(text: str, found: Sequence[Moment], said: Sequence[Cue], scope: Scope) -> list[Dated]:
    """The dates whose role the text says, in order."""
    reading = _Roles(text, found, said, scope)
    for one in found:
        role = reading.role(one)
        if role:
            reading.dated.append(role)
    return reading.dated


class _Roles:
    """One text's dates and cues; a date may take over the role of the one before it."""

    def __init__(self, text: str, found: Sequence[Moment], said: Sequence[Cue], scope: Scope) -> None:
        self.text, self.found, self.said, self.scope = text, found, said, scope
        self.starts = [one.start for one in found]
        self.dated: list[Dated] = []

    def role(self, one: Moment) -> Dated | None:
        """By a cue in the clause, else as the date before it in the sentence, else by sentence or label."""
        clause, sentence = self.scope.clause(one.start), self.scope.sentence(one.start)
        near = self._parenthetic(one, clause) or self._best(one, self._within(clause)) or self._wrapped(one)
        if self._on_battlefield(one, near, clause):
            return Dated(one, "battle")
        if near:
            return self._named(one, near, sentence)
        last = self.dated[-1] if self.dated else None
        if last and last.moment.start >= sentence[0] and last.cue is not None and last.role in _TAKEN_OVER:
            return Dated(one, last.role)
        far = self._best(one, self._within(sentence)) or self._label(one, sentence)
        return self._named(one, far, sentence) if far else None

    def _on_battlefield(self, one: Moment, near: Cue | None, clause: tuple[int, int]) -> bool:
        """Whether a date of which no word says more is told with a place of the fighting.

        No word: none, or one of his service that is a noun or has its own date; then no verb stands between.
        """
        is_told = one.kind in _TOLD and (one.year or 2022) > 2021 and not _NOW.match(self.text, one.start)
        if not is_told or (near and not self._is_of_service(near, one)):
            return False
        place = bisect_left(self.starts, one.start)
        left = self.found[place - 1].end if place else 0
        right = self.starts[place + 1] if place + 1 < len(self.starts) else clause[1]
        around = (max(clause[0], left), min(clause[1], right))
        found = battlefield(self.text, around, (one.start, one.end))
        if found is None or near is None:
            return found is not None
        gap = (one.end, found[0]) if found[0] >= one.end else (found[1], one.start)
        return not is_predicative(self.text, *gap)

    def _is_of_service(self, near: Cue, one: Moment) -> bool:
        has_another = near.end <= one.start and between(self.starts, near.end, one.start) > 0
        return near.role == "career" and (near.weak or has_another)

    def _begins(self, one: Moment, role: Role) -> bool:
        """«с осени здесь хоронят»: since when, of no one man."""
        is_long = one.day is None and one.kind in {"date", "season"}
        if _TILL.search(self.text, one.start, one.end):
            return False
        return (
            is_long and role in _OF_ONE and bool(_SINCE.search(self.text, max(0, one.start - 3), one.start))
        )

    def _named(self, one: Moment, cue: Cue, sentence: tuple[int, int]) -> Dated | None:
        """«состоится», «пройдёт» take the role of what happens; «случилось» that of the sentences before."""
        if self._begins(one, cue.role):
            return None
        if cue.role in {"funeral", "happen"} and _YEARS_ON.search(self.text, *self.scope.clause(one.start)):
            return Dated(one, "ceremony", cue)
        if cue.role == "happen":
            near = self._within((sentence[0] - _EVENT, sentence[1]))
            nouns = [other for other in near if other.role in {"funeral", "ceremony"}]
            first = next((other for other in nouns if other.role == "funeral"), nouns[0] if nouns else None)
            return Dated(one, first.role, first) if first else None
        if cue.role == "event" and _TURN.search(self.text, cue.start, cue.end):
            told = [last for last in self.dated[-_FEW:] if last.role in _OF_ONE]
            last = max(told, key=lambda other: other.role, default=None)
            return Dated(one, last.role, last.cue) if last else None
        if cue.role == "event":
            earlier = [other for other in self.said if sentence[0] - 400 < other.end <= sentence[0]]
            fatal = [other for other in earlier if other.role in {"death", "missing"}]
            return Dated(one, fatal[-1].role, fatal[-1]) if fatal else None
        if cue.role == "death" and "не в" in self.text[cue.start : cue.end].lower():
            # «не вышел из боя», «не вернулся» is a death unless the page calls him missing
            nearby = self._within((sentence[0], sentence[1] + 1))
            if any(other.role == "missing" for other in nearby):
                return Dated(one, "missing", cue)
        return Dated(one, cue.role, cue)

    def _within(self, span: tuple[int, int]) -> Sequence[Cue]:
        left = bisect_left(self.said, span[0], key=lambda cue: cue.start)
        return self.said[left : bisect_left(self.said, span[1], key=lambda cue: cue.start)]

    def _best(self, one: Moment, near: Sequence[Cue]) -> Cue | None:
        """The cue that stands closest to a date and can speak of it."""
        costs = [
            (cost(self.text, self.starts, one, cue), cue.start, cue)
            for cue in near
            if cue.end <= one.start or cue.start >= one.end
        ]
        return min(((cost, at, cue) for cost, at, cue in costs if cost is not None), default=(0, 0, None))[2]

    def _parenthetic(self, one: Moment, clause: tuple[int, int]) -> Cue | None:
        """«уехал и через две недели, 29 марта, был смертельно ранен»: set off, it is of the next."""
        if self.text[max(0, one.start - 2) : one.start] != ", " or self.text[one.end : one.end + 2] != ", ":
            return None
        if clause[1] > one.end + 2 or not _TURNS.search(self.text, clause[0], one.start):
            return None
        nearest = self._within((one.end, one.end + _EVENT // 5))
        return nearest[0] if nearest and not nearest[0].weak else None

    def _wrapped(self, one: Moment) -> Cue | None:
        """«Погиб» at the end of a hard-wrapped line, its date at the start of the next."""
        last = self._within((max(0, one.start - 40), one.start))
        gap = self.text[last[-1].end : one.start] if last else ""
        return last[-1] if "\n" in gap and not gap.strip() else None

    def _label(self, one: Moment, sentence: tuple[int, int]) -> Cue | None:
        """A line that is only a date has the role of the label above it; one of a list its header's."""
        line = self.text[sentence[0] : sentence[1]].strip()
        above = self.text.rfind("\n", 0, max(0, sentence[0] - 1)) + 1
        label = self.text[above : max(0, sentence[0] - 1)]
        if self.scope.opens_schedule(one.start, one.end):
            plain = [cue for cue in self._within((max(0, sentence[0] - _HEAD), sentence[0])) if not cue.weak]
            heads = [cue for cue in plain if cue.role in {"death", "funeral"}]
            return heads[-1] if heads else None
        if one.end - one.start >= 0.6 * len(line) and _LABEL.fullmatch(label):
            found = self._within((above, sentence[0]))
            return found[-1] if found else None
        if not _LISTED.match(self.text, one.start, sentence[1]) and not _LISTS.search(line):
            return None
        heads = [
            cue
            for cue in self._within((max(0, sentence[0] - _HEAD), sentence[0]))
            if cue.role in {"death", "funeral"}
        ]
        return heads[-1] if heads else None
