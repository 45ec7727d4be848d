"""What each date of a text is the date of."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct

from parsers.dates.cues import Cue, Role
from parsers.dates.moments import Moment
from parsers.scope import Scope
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
# «гибель под Заречьем — 30 июля»
_DASHED = re.compile(r"[^,.;—–]{0,40}[—–]\s*")
_FULL_NAME = re.compile(r"[А-ЯЁA-Z][\w-]+\s+[А-ЯЁA-Z][\w-]+")


# «… и через две недели, 29 марта,»: the conjunction begins what is told of the date
_TURNS = re.compile(r"(?:^|[\s,])(?:и|а|но)\s+(?:[а-яё]+\s+){0,4}[а-яё]+,\s$")
_TAKEN_OVER = frozenset({"death", "funeral", "missing", "report", "ceremony"})


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
        if near:
            return self._named(one, near, sentence)
        last = self.dated[-1] if self.dated else None
        if last and last.moment.start >= sentence[0] and last.cue is not None and last.role in _TAKEN_OVER:
            return Dated(one, last.role)
        far = self._best(one, self._within(sentence)) or self._label(one, sentence)
        return self._named(one, far, sentence) if far else None

    def _named(self, one: Moment, cue: Cue, sentence: tuple[int, int]) -> Dated | None:
        """«состоится», «пройдёт» take the role of what happens; «случилось» that of the sentences before."""
        if cue.role == "happen":
            near = self._within((sentence[0] - _EVENT, sentence[1]))
            nouns = [other for other in near if other.role in {"funeral", "ceremony"}]
            first = next((other for other in nouns if other.role == "funeral"), nouns[0] if nouns else None)
            return Dated(one, first.role, first) if first else None
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
            (self._cost(one, cue), cue.start, cue)
            for cue in near
            if cue.end <= one.start or cue.start >= one.end
        ]
        return min(((cost, at, cue) for cost, at, cue in costs if cost is not None), default=(0, 0, None))[2]

    def _cost(self, one: Moment, cue: Cue) -> int | None:
        left, right = (cue.end, one.start) if cue.end <= one.start else (one.end, cue.start)
        gap = self.text[left:right]
        between = bisect_left(self.starts, right) - bisect_left(self.starts, left)
        cost = len(gap) + _DATE_BETWEEN * between + _COMMA * len(re.findall(r"[,:;()—–]", gap))
        cost += _BEHIND * (cue.start >= one.end) + _BATTLE * (cue.role == "battle")
        if cue.role == "battle" and len(gap) <= _BESIDE:
            cost -= _BATTLE // 2
        if cue.role == "report" and _UNQUOTED.search(gap):
            return None
        if cue.role == "report" and _HEARSAY_BEFORE.search(
            self.text[max(0, cue.start - 40) : cue.start].lower()
        ):
            cost += _HEARSAY
        if cue.role in {"death", "funeral", "birth"} and not cue.weak:
            cost -= _TELLING
        if not cue.weak:
            return cost
        # «гибель Тимофея Полыни 20 мая»: the noun is of the name; «с погибшим Тимофеем Полынью 20 мая» is not
        named = self.text[cue.start : cue.end].lower() in {"гибель", "смерть"}
        return self._weak_cost(cost, gap, is_before=cue.end <= one.start, role=cue.role, named=named)

    def _weak_cost(self, cost: int, gap: str, *, is_before: bool, role: Role, named: bool) -> int | None:
        """«погибшего 7 мая» is surer than any verb; «погибшего …, … 7 мая» says nothing."""
        if is_before and len(gap) <= _BESIDE and _is_one_phrase(gap) and role != "captive":
            return cost - _TIGHT
        if is_before and (_is_one_phrase(gap, named=named) or (named and _DASHED.fullmatch(gap))):
            return cost // 2
        return cost + _OF_ANOTHER_PHRASE if len(gap) < _OUT_OF_REACH and role != "death" else None

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


def _is_one_phrase(gap: str, *, named: bool = False) -> bool:
    """«погибшего под Бахмутом 3 мая»: no comma, no verb, no full name between the participle and the date."""
    if len(gap) <= _BESIDE:
        return not re.search(r"[.;]", gap)
    return not (
        re.search(r"[,;—–()]", gap)
        or (not named and _FULL_NAME.search(gap))
        or is_predicative(gap, 0, len(gap))
    )
