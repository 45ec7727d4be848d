"""Dates and ages in the labelled values of cards and table rows."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import repeat

from archive.records import Block, Cell, Claim, Document
from parsers.dates.labelled import is_age, is_any_date, is_life, role_of
from parsers.dates.moments import Moment
from parsers.dates.passage import calendar_of
from parsers.dates.shapes import moments
from parsers.dates.whole import whole_day
from parsers.dates.years import Beside, resolve
from parsers.person import Named

_FIELDS = {
    "birth": "birth_date",
    "death": "death_date",
    "funeral": "funeral_date",
    "missing": "missing_since",
}
_BARE_DAY = re.compile(r"\s*((\d{1,2})\.(\d\d))\.?\s*")
_WAR_YEAR = 2022
_BARE_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*")


def cell_claims(document: Document, named: Sequence[Named]) -> Iterator[tuple[int, Claim]]:
    """Claims of the labelled cells of each block that names a soldier, or belongs to the card that does."""
    blocks = [block for block in document.blocks if block.cells]
    if not blocks:
        return
    names = sorted(
        (start, who) for who, one in enumerate(named) for start, _ in (*one.spans, (one.start, one.end))
    )
    role = _role_of_page(document)
    for block in blocks:
        owner = _owner(document, block, named, names)
        if owner is not None:
            found = (claim for cell in block.cells for claim in _claims(document, block, cell, role))
            yield from zip(repeat(owner), found)


def _role_of_page(document: Document) -> str | None:
    """What a column that is only called «Дата» is the date of: «Журнал погребений»."""
    heads = [document.text[block.start : block.end] for block in document.blocks if block.kind == "heading"]
    return next(
        (role for head in (document.title or "", *heads) for role in [role_of(head)] if role in _FIELDS), None
    )


def _owner(
    document: Document, block: Block, named: Sequence[Named], names: Sequence[tuple[int, int]]
) -> int | None:
    """The first soldier named in the block, else the only one of its card."""
    inside = _soldiers_in(block, named, names)
    if inside or block.kind == "row":
        return inside[0] if inside else None
    mates = [other for other in document.blocks if other.group == block.group]
    group = {who for mate in mates for who in _soldiers_in(mate, named, names)}
    return group.pop() if len(group) == 1 else None


def _soldiers_in(block: Block, named: Sequence[Named], names: Sequence[tuple[int, int]]) -> list[int]:
    inside = names[bisect_left(names, (block.start, 0)) : bisect_left(names, (block.end, 0))]
    return [who for _, who in inside if named[who].role == "soldier"]


def _claims(document: Document, block: Block, cell: Cell, page: str | None) -> Iterator[Claim]:
    text = document.text[cell.start : cell.end]
    if is_age(cell.label):
        found = re.fullmatch(r"\s*(\d\d)(?:\s+\w+)?\s*", text)
        if found:
            yield _claim(document, cell, "age", found[1], found.span(1), "age.labelled")
        return
    days = _bare(document, text) or _days(text)
    role = role_of(cell.label) or (page if is_any_date(cell.label) else None)
    if (is_life(cell.label) or role is None) and len(days) == 2 and _is_pair(days):
        for one, field in zip(days, ("birth", "death"), strict=True):
            yield from _dated(document, block, cell, one, field)
        return
    if role in _FIELDS and days:
        yield from _dated(document, block, cell, days[0], role)


def _days(text: str) -> list[Moment]:
    """What the grammar of sentences reads; where that is no day, what the whole value says."""
    found = moments(text)
    if any(one.day for one in found):
        return found
    whole = whole_day(text)
    return [whole] if whole else found


def _bare(document: Document, text: str) -> list[Moment]:
    """«1988»; «11.02» under the heading «Захоронения за февраль 2023 года», which gives the year."""
    year, day = _BARE_YEAR.fullmatch(text), _BARE_DAY.fullmatch(text)
    if year:
        return [Moment(*year.span(1), year=int(year[1]))]
    if not day or not 1 <= int(day[3]) <= 12:
        return []
    heads = [document.text[block.start : block.end] for block in document.blocks if block.kind == "heading"]
    years = {one.year for head in heads for one in moments(head) if one.year and one.year >= _WAR_YEAR}
    return (
        [Moment(*day.span(1), year=years.pop(), month=int(day[3]), day=int(day[2]))]
        if len(years) == 1
        else []
    )


def _is_pair(days: Sequence[Moment]) -> bool:
    return bool(days[0].year and days[1].year and days[0].year < 2009 < 2021 < days[1].year)


def _dated(document: Document, block: Block, cell: Cell, one: Moment, role: str) -> Iterator[Claim]:
    value = resolve(one, role, calendar_of(document, block), Beside())  # type: ignore[arg-type]
    if value:
        field = _FIELDS[role]
        yield _claim(document, cell, field, value, (one.start, one.end), f"{field}.labelled")


def _claim(document: Document, cell: Cell, field: str, value: str, span: tuple[int, int], rule: str) -> Claim:
    start, end = cell.start + span[0], cell.start + span[1]
    return Claim(field, value, document.text[start:end], start, end, rule, 0.97)
