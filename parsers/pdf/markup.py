"""The lines of a PDF as markup: headings, paragraphs and tables, for the reader of articles to go on with."""

import re
from collections import Counter
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from statistics import median

from msgspec import Struct

from parsers.pdf.lines import SOFT_HYPHEN, Line, Span

LARGE = 1.2
"""A line so many times as high as most lines is a heading."""
APART = 1.35
"""Lines so many times as far from one another as most lines are two paragraphs."""
ALIGNED = 6.0
"""Points that the cells of a column begin apart at most."""
REPEATED = 3
"""On so many pages a first or last line is the head or foot of the page."""

_NUMBER = re.compile(r"(?:стр(?:аница|\.)?\s*)?[-–—\s]*\d{1,4}[-–—\s]*(?:из\s*\d{1,4})?")
_ENDED = re.compile(r"[.!?…:;»\")]$")
_BROKEN_WORD = re.compile(rf"(?<=[^\W\d_])[-{SOFT_HYPHEN}‑]$")


class _Block(Struct):
    """A paragraph's lines, or a table's."""

    lines: list[Line]
    is_table: bool


def as_markup(pages: list[list[Line]]) -> str:
    """Everything as HTML, in the order of the pages; what one page breaks off the next goes on with."""
    pages = [_with_columns(page) for page in _without_heads(pages)]
    lines = [line for page in pages for line in page]
    if not lines:
        return ""
    usual = median(line.height for line in lines)
    blocks: list[_Block] = []
    for page in pages:
        _add(blocks, page)
    return "\n".join(_element(block, usual) for block in blocks)


def _add(blocks: list[_Block], page: list[Line]) -> None:
    """The blocks of a page; its first line may continue the last page's paragraph or table."""
    steps = [before.bottom - after.bottom for before, after in pairwise(page)]
    height = median([line.height for line in page] or [1.0])
    usual = median([step for step in steps if step > 1] or [height]) / height
    for place, line in enumerate(page):
        last = blocks[-1] if blocks else None
        step = steps[place - 1] if place else 0.0
        if last is None or not _belongs(last, line, step, usual * line.height, is_first=not place):
            blocks.append(_Block([line], len(line.spans) > 1))
        else:
            last.lines.append(line)


def _belongs(block: _Block, line: Line, step: float, usual: float, *, is_first: bool) -> bool:
    last = block.lines[-1]
    if block.is_table:
        return len(line.spans) > 1 or (not is_first and 0 <= step <= APART * usual and _is_cell(block, line))
    if len(line.spans) > 1 or not 0.85 < line.height / last.height < 1.18:
        return False
    if is_first or not 0 <= step <= APART * usual:  # a page's or a column's end
        return (is_first or step < 0) and _goes_on(last.text, line.text)
    return not _begins_paragraph(block, line)


def _with_columns(page: list[Line]) -> list[Line]:
    """The lines of a page; gaps remain only where a neighbour's stand in the same places."""
    found: list[Line] = []
    for place, line in enumerate(page):
        near = page[max(place - 2, 0) : place] + page[place + 1 : place + 3]
        is_row = len(line.spans) > 1 and any(_shared(line, other) > 1 for other in near)
        span = Span(line.text, line.spans[0].left, line.spans[-1].right)
        found.append(line if is_row else Line([span], line.bottom, line.height))
    return found


def _shared(line: Line, other: Line) -> int:
    """How many spans of a line begin where some of another do."""
    return sum(any(abs(span.left - one.left) <= ALIGNED for one in other.spans) for span in line.spans)


def _goes_on(before: str, after: str) -> bool:
    return not _ENDED.search(before) and after[:1].islower()


def _begins_paragraph(block: _Block, line: Line) -> bool:
    """An indented line, or one after a line that ended short of the others."""
    last = block.lines[-1]
    if not _ENDED.search(last.text) or line.text[:1].islower():
        return False
    left = min(one.spans[0].left for one in (*block.lines[1:], line))
    right = max(one.spans[-1].right for one in block.lines)
    return line.spans[0].left > left + line.height or last.spans[-1].right < right - 3 * line.height


def _is_cell(block: _Block, line: Line) -> bool:
    """Whether a line alone goes on in a column of the table other than the first."""
    columns = [span.left for one in block.lines for span in one.spans[1:]]
    return any(abs(line.spans[0].left - left) <= ALIGNED for left in columns)


def _element(block: _Block, usual: float) -> str:
    if block.is_table:
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in _rows(block)
        )
        return f"<table>{rows}</table>"
    text = escape(joined([line.text for line in block.lines]))
    is_heading = block.lines[0].height >= LARGE * usual and len(text) < 300
    return f"<h1>{text}</h1>" if is_heading else f"<p>{text}</p>"


def _rows(block: _Block) -> Iterator[list[str]]:
    """The rows of a table, all with as many cells; what goes on below a cell is joined to it."""
    columns = _columns(block)
    row: list[list[str]] = []
    for line in block.lines:
        cells: list[list[str]] = [[] for _ in columns]
        for span in line.spans:
            cells[_column(columns, span.left)].append(span.text)
        if row and not cells[0]:
            row = [above + below for above, below in zip(row, cells, strict=True)]
            continue
        if row:
            yield [joined(cell) for cell in row]
        row = cells
    if row:
        yield [joined(cell) for cell in row]


def _columns(block: _Block) -> list[float]:
    """Where columns begin: what at least two lines have in common, or all that one line has."""
    lefts = sorted(span.left for line in block.lines for span in line.spans)
    columns: list[list[float]] = []
    for left in lefts:
        if columns and left - columns[-1][-1] <= ALIGNED:
            columns[-1].append(left)
        else:
            columns.append([left])
    often = [column[0] for column in columns if len(column) > 1 or len(block.lines) == 1]
    return often or [columns[0][0]]


def _column(columns: list[float], left: float) -> int:
    return max((place for place, begin in enumerate(columns) if begin <= left + ALIGNED), default=0)


def joined(lines: list[str]) -> str:
    """Lines as one text; a word that was broken between two is whole again.

    >>> joined(["воинского дол-", "га в Ростове-", "на-Дону"])
    'воинского долга в Ростове-на-Дону'
    """
    text = ""
    for line in lines:
        if text and _BROKEN_WORD.search(text) and line[:1].islower():
            is_compound = "-" in line.partition(" ")[0]
            text = text[:-1] + ("-" if is_compound else "") + line
        else:
            text += f" {line}" if text else line
    return text.replace(SOFT_HYPHEN, "")


def _without_heads(pages: list[list[Line]]) -> list[list[Line]]:
    """The pages without their numbers, and without first and last lines that many of them share."""
    ends = Counter(text for page in pages for text in {line.text for line in (*page[:1], *page[-1:])})
    return [
        [
            line
            for place, line in enumerate(page)
            if place not in (0, len(page) - 1)
            or not (_NUMBER.fullmatch(line.text) or ends[line.text] >= REPEATED)
        ]
        for page in pages
    ]
