"""Which of the people on a page a feature belongs to.

Same clause, else whom the clause points back to, else same sentence, else the subject before it; never
across groups (posts, cards), never between main text and tail. What a feature says is left to its own parser.
"""

import re
from collections.abc import Sequence
from typing import Literal

from archive.records import Block, Document
from parsers.person import Named
from parsers.scoping.antecedents import Antecedents
from parsers.scoping.clauses import is_predicative
from parsers.scoping.ground import Ground, Span
from parsers.scoping.lists import ALL, Spot, head_of, plural, respective, runs
from parsers.scoping.pointers import pointer
from parsers.scoping.ranked import rank_at, rank_beside
from parsers.scoping.ties import is_plural, tied

Lean = Literal["before", "after", "any"]
"""Where its owner is written: `after` a feature in «20-летний рядовой A», `before` it in «A (1988–2023)»."""

_BYSTANDERS = frozenset({"official", "author", "teacher", "patron", "other"})
# the name may have a rank or a kind of person before it
_ANNOUNCES = re.compile(r"\s*(?:\(|[–—-]\s)\s*(?:[а-яё-]+\s+){0,3}(?P<name>[А-ЯЁA-Z])")
# «простились со вторым бойцом»: somebody named next
_ANOTHER = re.compile(
    r"\b(?:втор(?:ого|ым|ой)|друг(?:ого|им|ой)|трет(?:ьего|ьим|ий)|ещё\s+(?:одного|одним|один)|еще\s+(?:одного|одним|один))\s+"
    r"(?:[а-яё]+\s+)?(?:бойц|боец|воин|солдат|земляк|участник|военнослуж|геро|мобилизованн|доброволь|уроженц|уроженец|жител)"
)
# «закрыв собой командира, старшего лейтенанта B»: whom another saved, beside whom he fell
_SAVED = re.compile(
    r"\b(?:(?:при|за|у)?кры(?:в|вая)|спас(?:ая|ши)|вытаскивая|вытащив|вынося|эвакуируя|заслонив|заслоняя)(?:\s+(?:собой|своего|раненого|от\s+\w+))*\s+(?:[а-яё]+,?\s+){0,5}$"
)
# «Кроме того, сообщалось о гибели 20-летнего солдата»: a man whom the page does not name
_UNNAMED = re.compile(
    r"\s*(?:Кроме того|Также|Ранее|Накануне|Напомним|А до этого|До этого|Ещё|Еще)\b[^.!?\n]*?"
    r"\b(?:гибел|смерт|погиб)[^.!?\n]*?"
    r"\b(?:солдат|бойц|боец|военнослуж|мобилизованн|доброволь|контрактник|уроженц|уроженец|жител|мужчин)"
    r"|[^.!?\n]*\b(?:ещё|еще)\s+(?:одного|двух|двоих|тр[её]х|троих|нескольк\w+|четыр[её]х|пят\w+)\s+"
    r"(?:погибш|бойц|солдат|военнослуж|мобилизованн|земляк|уроженц|жител)"
)
# the name of one alone and the feature of it
_LOOK_BACK = 80
# «13 марта (четверг)» over «— 11:00, с. Заречье — A»: a schedule, day by day
_HOUR = re.compile(r"\s*(?:[—–•-]\s*)?\d{1,2}[:.]\d\d\b")
_DAY_LINE = re.compile(r"\n\s*\d{1,2}\s+[а-яё]{3,8}[^\n\d]{0,20}\n")
_IN_WORDS = re.compile(r"[а-яё]{3}")
_HARDLY_MORE = 14
_DASH = re.compile(r"\s*[—–-]\s*(?:(?:в|во|на|ещё|еще|только)\s+)?")
_GOES_ON = re.compile(r"(?!.*(?:позже|позднее|раньше|спустя|через))\s*а\s[^\d]{0,40}[—–][^\d]{0,80}")


class Scope:
    """Whose a feature is, over all whom the document names; indices are those of `named`.

    An official's or a relative's age is theirs: their index is returned, and the caller drops it.
    """

    def __init__(self, document: Document, named: Sequence[Named]) -> None:
        self._named = named
        self._text = document.text
        self._ground = Ground(document, named)
        self._plurals: dict[Span, int | None] = {}
        self._antecedents = Antecedents(self._ground, named)

    def owners(self, start: int, end: int, *, lean: Lean = "any") -> tuple[int, ...]:
        """Indices of those to whom the feature at `text[start:end]` belongs; empty when none can be told."""
        block = self._ground.block(start)
        if block is None:
            return ()
        if self._is_of_unnamed(block, start, end):
            return ()
        found = (
            self._announced(end)
            or self._dashed(start)
            or self._in_clause(start, end, lean)
            or self._pointed(block, start)
        )
        if found is None:
            found = (
                self._in_span(self.sentence(start), start)
                or self._ranked(block, start)
                or self._in_context(block, start, end)
            )
        return tuple(dict.fromkeys(spot.who for spot in found))

    def sentence(self, at: int) -> Span:
        """The span of the sentence around an offset; an empty one outside of the blocks."""
        return self._ground.sentence(at)

    def clause(self, at: int) -> Span:
        """The span of the clause around an offset."""
        return self._ground.clause(at)

    def block(self, at: int) -> Block | None:
        """The block that an offset is in, or None between blocks."""
        return self._ground.block(at)

    def opens_schedule(self, start: int, end: int) -> bool:
        """Whether a line that is hardly more than the feature has lines of a list or of hours below it."""
        block = self._ground.block(start)
        if block is None or block.part != "main" or not _HOUR.match(self._text, block.end):
            return False
        rest = self._text[block.start : start] + self._text[end : block.end]
        is_day = bool(_IN_WORDS.search(self._text, start, end)) and len(rest) <= _HARDLY_MORE
        return is_day and not re.search(r"\d", rest)

    def is_name(self, at: int) -> bool:
        """Whether an offset lies inside somebody's name."""
        return self._ground.is_name(at)

    def _is_of_unnamed(self, block: Block, start: int, end: int) -> bool:
        """Whether the sentence tells of somebody else, whom neither it nor what follows names."""
        sentence = self.sentence(start)
        if not _UNNAMED.match(self._text, *sentence) or self._soldiers(self._ground.named_in(sentence)):
            return False
        return bool(self._ground.named_before(block, start)) and not self._soldiers(
            self._ground.named_after(block, end)
        )

    def _dashed(self, start: int) -> list[Spot]:
        """«Санал — 21 мая, а Бадма — 23-го»: one name, a dash and the feature; of a list all, as ever."""
        near = self._soldiers(self._ground.named_in((self.clause(start)[0], start)))
        if near and self._text[near[-1].end : start].strip() == "(":
            return near[-1:]
        if not near or not _DASH.fullmatch(self._text, near[-1].end, start):
            return []
        return near[-1:] if len(runs(self._text, near)[-1]) == 1 else []

    def _announced(self, end: int) -> list[Spot]:
        """«16 марта – Олега Полыни», «14 октября (Салман)»: whose name a dash or a bracket gives."""
        mark = _ANNOUNCES.match(self._text, end)
        if not mark:
            return []
        return self._ground.named_in((end, mark.start("name") + 1))

    def _plural(self, span: Span) -> int | None:
        """The plural word of a clause, looked up once."""
        if span not in self._plurals:
            self._plurals[span] = plural(self._text, *span)
        return self._plurals[span]

    def _in_clause(self, start: int, end: int, lean: Lean) -> list[Spot]:
        span = self.clause(start)
        if lean == "any":
            inside = self._in_span(span, start)
            many = self._plural(span) if inside else None
            if many and 1 < many < ALL and len({spot.who for spot in inside}) < many:
                block = self._ground.block(start)
                return self._antecedents.group(block, start, many) if block else []
            return [*inside, *self._continued(span)] if inside else []
        near = self._ground.named_in(span)
        beside = tied(self._text, near, start, end, lean)
        if beside is None:
            return self._in_span(span, start)
        if lean == "after" and beside.start >= end and is_plural(self._text[start:end]):
            run = next(run for run in runs(self._text, near) if beside in run)
            return head_of(self._text, run[run.index(beside) :])
        return [beside]

    def _continued(self, span: Span) -> list[Spot]:
        """«сегодня хоронят A, а в Заречье — B»: the next clause has a name, no verb, no date of its own."""
        after = self.clause(span[1]) if self.sentence(span[1]) == self.sentence(span[0]) else span
        if after == span or not _GOES_ON.fullmatch(self._text, *after) or is_predicative(self._text, *after):
            return []
        return self._soldiers(self._ground.named_in(after))

    def _in_span(self, span: Span, start: int) -> list[Spot]:
        """The list of names before the feature, else after it: all of its members, or the one just before."""
        owners = [
            spot
            for spot in self._ground.named_in(span)
            if self._role(spot) not in _BYSTANDERS and not self._is_saved(span, spot)
        ]
        lists = runs(self._text, self._soldiers(owners) or owners)
        if not lists:
            return []
        run = next((run for run in reversed(lists) if run[0].start < start), lists[0])
        paired = respective(self._text, *span, start, run)
        passed = [spot for spot in run if spot.end <= start]
        if paired or (passed and passed[-1] is not run[-1]):
            return [paired or passed[-1]]
        return run

    def _is_saved(self, span: Span, spot: Spot) -> bool:
        return bool(_SAVED.search(self._text, max(span[0], spot.start - _LOOK_BACK), spot.start))

    def _pointed(self, block: Block, start: int) -> list[Spot] | None:
        """Whom a pronoun means; an empty list when it means somebody not named, None without a pronoun."""
        span = self.clause(start)
        if _ANOTHER.search(self._text, *span):
            return self._soldiers(self._ground.named_after(block, span[1]))[:1] or None
        found = pointer(self._text, *span, start, self._plural(span))
        if found is None:
            return None
        if found.many is not None or found.place is not None:
            if found.many == -1:
                is_opening = not self._soldiers(self._ground.named_before(block, start))
                return (self._antecedents.listed(block, start) or None) if is_opening else None
            group = self._antecedents.group(block, span[0], found.many or 0)
            return (group if found.place is None else _nth(group, found.place)) or None
        return self._antecedents.single(block, span[0], found)

    def _ranked(self, block: Block, start: int) -> list[Spot]:
        """«Старшина, резервист, погиб 15 января»: the only one before who was named with this rank."""
        rank = rank_at(self._text, self.sentence(start)[0])
        if rank is None:
            return []
        earlier = self._soldiers(self._ground.named_before(block, start))
        same = [spot for spot in earlier if rank_beside(self._text, spot) == rank]
        return same[-1:] if len({spot.who for spot in same}) == 1 else []

    def _in_context(self, block: Block, start: int, end: int) -> list[Spot]:
        """The soldier spoken of before; for a header the list below; at the very start the next one named."""
        here = self._soldiers(self._ground.named_in((block.start, block.end)))
        if block.kind == "row":
            return here[:1]
        if self.opens_schedule(start, end):
            following = _DAY_LINE.search(self._text, block.end)
            until = following.start() if following else len(self._text)
            below = self._soldiers(self._ground.named_after(block, end))
            return [spot for spot in below if spot.start < until]
        opens_list = block.kind == "heading" or self._text[end : block.end].rstrip().endswith(":")
        if opens_list and not here:
            return self._antecedents.listed(block, end)
        earlier = self._antecedents.spoken_of(
            self._ground.named_before(block, start), all_of=self._antecedents.is_of_all(start)
        )
        return earlier or self._coming(block, end)

    def _coming(self, block: Block, end: int) -> list[Spot]:
        """The soldier named next, with those whom his sentence names in one list with him."""
        later = self._soldiers(self._ground.named_after(block, end))
        if not later:
            return []
        stop = self.sentence(later[0].start)[1]
        return runs(self._text, [spot for spot in later if spot.start < stop])[0]

    def _soldiers(self, spots: list[Spot]) -> list[Spot]:
        return self._antecedents.soldiers(spots)

    def _role(self, spot: Spot) -> str:
        return self._named[spot.who].role


def _nth(group: list[Spot], place: int) -> list[Spot]:
    return group[-1:] if place < 0 else group[place : place + 1]
