"""Dates that stand alone in a line of a register: «КАМЕНКИН Иван. 1985, с. Лугово — 04.2023. Доброволец».

Books of memory, lists of names for a memorial and notices of a search say a birth and a death without a verb:
by the year alone it is plain which is which. A heading may say that its lines are of burials or the missing.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from archive.records import Block, Claim, Document
from parsers.dates.cues import Role
from parsers.dates.labelled import role_of
from parsers.dates.moments import Moment
from parsers.dates.passage import Timeline, calendar_of, iso
from parsers.dates.years import Calendar, is_possible
from parsers.person import Named
from parsers.scoping.clauses import is_predicative

Span = tuple[int, int]

# «Ф.И.О. / родился / умер / примечание»: what the columns are, whatever the heading counts
_COLUMNS = re.compile(
    r"(?:родил|рожд|г\.\s?р)[а-яё.]*\s*[/;|,]\s*(?:дата\s+)?(?:умер|смерт|гибел|погиб)", re.IGNORECASE
)
_LONGEST = 4000
_LONGEST_ENTRY = 260
_FIRST_BORN, _LAST_BORN = 1945, 2008
_FIELDS: dict[Role, str] = {"birth": "birth_date", "death": "death_date", "funeral": "funeral_date"}
_HEADED: dict[Role, Role] = {"funeral": "funeral", "missing": "missing", "birth": "birth"}
_YEAR = re.compile(r"(?<![\w.-])(?:19[4-9]|20[0-2])\d(?![\w-]|\.\d)")
# a date is alone between two of these
_LEFT = re.compile(r"(?:[.,;(|†✝]|\s[—–-])\s*$")
_RIGHT = re.compile(r"\s*(?:г\.|год[а]?|г\b)?\s*(?:$|[.,;)|\n]|[—–-]\s)")
# what stands before a name at the head of a line: «14.», «Место 3.», «Ершов;», «2) рядовой»
_LEAD = re.compile(r"[^a-zё]{0,12}(?:[\w.,:;№«»()-]+\s+){0,4}[^\w]{0,4}")
# «призван, 2022»: what the field before says of it
_OF_ANOTHER = re.compile(
    r"(?:призван\w*|подписал\w*|заключил\w*|вручен\w*|открыт\w*|установлен\w*|выпуск\w*|окончил\w*|сири[яи]|чечн[яи]|"
    r"пропал\w*|без\s+вести)\s*[.,;(]\s*$",
    re.IGNORECASE,
)


def register_claims(
    document: Document, line: Timeline, named: Sequence[Named]
) -> Iterator[tuple[int, Claim]]:
    """Claims of the dates that are fields of a line that begins with a name."""
    names = sorted(
        {
            (start, end, who)
            for who, one in enumerate(named)
            for start, end in (*one.spans, (one.start, one.end))
        }
    )
    heading: Role = "death"
    alone: int | None = None
    for block in document.blocks:
        if block.kind == "heading":
            heading = _HEADED.get(role_of(document.text[block.start : block.end]) or "death", "death")
        if _COLUMNS.search(document.text, block.start, block.end):
            heading = "death"
        if block.part != "main" or block.end - block.start > _LONGEST:
            alone = None
            continue
        here = names[bisect_left(names, (block.start, 0, 0)) : bisect_left(names, (block.end, 0, 0))]
        entries = _entries(document.text, block, here) if here else []
        if alone is not None and not here:
            entries = [(alone, (block.start, block.end))]
        alone = here[0][2] if len(here) == 1 and _is_all(document.text, block, here[0][:2]) else None
        for who, span in entries:
            if named[who].role == "soldier":
                yield from ((who, one) for one in _dated(document, block, line, span, heading))


def _is_all(text: str, block: Block, name: Span) -> bool:
    """Whether a block is a name and nothing else."""
    return block.end - block.start - (name[1] - name[0]) <= max(4, (block.end - block.start) // 5)


def _entries(text: str, block: Block, names: Sequence[tuple[int, int, int]]) -> list[tuple[int, Span]]:
    """Each name of a block with what follows it up to the next; nothing where the block does not list."""
    outer = [
        one for i, one in enumerate(names) if not i or one[0] >= max(other[1] for other in names[:i][-3:])
    ]
    found = []
    for one, after in zip(outer, [*outer[1:], None], strict=True):
        end = after[0] if after else block.end
        head = text[block.start : one[0]] if one is outer[0] else text[max(block.start, one[0] - 3) : one[0]]
        is_led = _LEAD.fullmatch(head) if one is outer[0] else re.search(r"[;,:)\n]\s*$", head)
        if is_led and not is_predicative(head, 0, len(head)) and end - one[1] <= _LONGEST_ENTRY:
            found.append((one[2], (one[1], end)))
    return found


def _dated(document: Document, block: Block, line: Timeline, span: Span, heading: Role) -> Iterator[Claim]:
    text = document.text
    known = {
        day.start for day in line.days if span[0] <= day.start < span[1] and day.rule != "inherited_role"
    }
    found = [one for one in _alone(text, line, span) if one.start not in known]
    calendar = calendar_of(document, block)
    births = [one for one in found if one.year and _FIRST_BORN <= one.year <= _LAST_BORN]
    ends = [one for one in found if heading in _FIELDS and is_possible(iso(one), heading, calendar)]
    if len(births) == 1 and not is_predicative(text, span[0], births[0].start):
        yield _claim(text, births[0], "birth", 0.8)
    if len(ends) == 1 and heading != "birth" and _is_end(text, ends[0], calendar, span):
        yield _claim(text, ends[0], heading, 0.84 if ends[0].day else 0.78)


def _is_end(text: str, one: Moment, calendar: Calendar, span: Span) -> bool:
    return is_possible(iso(one), "death", calendar) and not (
        _OF_ANOTHER.search(text, span[0], one.start) or is_predicative(text, span[0], one.start)
    )


def _alone(text: str, line: Timeline, span: Span) -> list[Moment]:
    """Dates with a year that have a field to themselves."""
    first = bisect_left(line.found, span[0], key=lambda one: one.start)
    last = bisect_left(line.found, span[1], key=lambda one: one.start)
    told = [one for one in line.found[first:last] if one.kind == "date" and one.year]
    taken = [(one.start, one.end) for one in line.found[first:last]]
    bare = [
        Moment(*found.span(), year=int(found[0]))
        for found in _YEAR.finditer(text, *span)
        if not any(start < found.end() and found.start() < end for start, end in taken)
    ]
    return [one for one in sorted([*told, *bare], key=lambda one: one.start) if _is_alone(text, one, span)]


def _is_alone(text: str, one: Moment, span: Span) -> bool:
    is_first = not text[span[0] : one.start].strip()
    return bool((is_first or _LEFT.search(text, span[0], one.start)) and _RIGHT.match(text, one.end, span[1]))


def _claim(text: str, one: Moment, role: Role, confidence: float) -> Claim:
    field = _FIELDS[role]
    raw = text[one.start : one.end]
    return Claim(field, iso(one), raw, one.start, one.end, f"{field}.register", confidence)
