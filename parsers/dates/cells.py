"""Dates and ages in the labelled values of cards and table rows."""

import re
from collections.abc import Iterator, Sequence

from archive.records import Block, Cell, Claim, Document
from parsers.dates.labelled import is_age, is_life, role_of
from parsers.dates.moments import Moment
from parsers.dates.passage import calendar_of
from parsers.dates.shapes import moments
from parsers.dates.years import Beside, resolve
from parsers.person import Named

_FIELDS = {
    "birth": "birth_date",
    "death": "death_date",
    "funeral": "funeral_date",
    "missing": "missing_since",
}
_BARE_YEAR = re.compile(r"\s*((?:19|20)\d\d)\s*")


def cell_claims(document: Document, named: Sequence[Named]) -> Iterator[tuple[int, Claim]]:
    """Claims of the labelled cells of each block that names a soldier, or belongs to the card that does."""
    for block in document.blocks:
        if not block.cells:
            continue
        owner = _owner(document, block, named)
        for cell in block.cells if owner is not None else ():
            for claim in _claims(document, block, cell):
                yield owner, claim  # type: ignore[misc]


def _owner(document: Document, block: Block, named: Sequence[Named]) -> int | None:
    """The first soldier named in the block, else the only one of its group."""
    inside = [who for who, one in enumerate(named) if any(block.start <= a < block.end for a, _ in one.spans)]
    if inside:
        soldiers = [who for who in inside if named[who].role == "soldier"]
        return soldiers[0] if soldiers else None
    if block.kind == "row":
        return None
    mates = [b for b in document.blocks if b.group == block.group]
    group = [
        who
        for who, one in enumerate(named)
        if one.role == "soldier" and any(b.start <= one.start < b.end for b in mates)
    ]
    return group[0] if len(group) == 1 else None


def _claims(document: Document, block: Block, cell: Cell) -> Iterator[Claim]:
    text = document.text[cell.start : cell.end]
    if is_age(cell.label):
        found = re.fullmatch(r"\s*(\d\d)(?:\s+\w+)?\s*", text)
        if found:
            yield _claim(document, cell, "age", found[1], found.span(1), "age.labelled")
        return
    days = moments(text) or [Moment(*m.span(1), year=int(m[1])) for m in [_BARE_YEAR.fullmatch(text)] if m]
    role = role_of(cell.label)
    if (is_life(cell.label) or role is None) and len(days) == 2 and _is_pair(days):
        for one, field in zip(days, ("birth", "death"), strict=True):
            yield from _dated(document, block, cell, one, field)
        return
    if role in _FIELDS and days:
        yield from _dated(document, block, cell, days[0], role)


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
