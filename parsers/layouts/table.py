"""A register: a table of which each row is a person (book of memory, cemetery, the decorated)."""

import re
from collections import Counter

from parsers.layouts.card import is_person_label, table_rows
from parsers.page.lines import clean
from parsers.page.segment import LabelledSpan, Segment
from parsers.page.tree import Node

# labels that are no person's field and yet head a register's column
_COLUMN = re.compile(
    r"(?:№|n\b|п/п|дата|умерший|прим|сектор|ряд|место|кат|год|звание|откуда|кому|район|фото)", re.I
)
_NAME_PART = re.compile(r"(?:фамилия|имя|отчество)$", re.I)
_FORBIDDEN = frozenset({"table", "h1", "h2", "ul", "form", "input", "iframe"})

_LONGEST_CELL = 1500
_MEAN_CELL = 120


def register(node: Node) -> list[Segment]:
    """The rows of a table of data, each with cells labelled by column; nothing for a table of layout."""
    nodes = [cells for cells in table_rows(node) if cells]
    rows = [[clean(cell.text()) for cell in cells] for cells in nodes]
    if not _is_data(node, rows):
        return []
    labels = _labels(rows[0], nodes[0], rows)
    found: list[Segment] = []
    for cells, place in zip(rows, nodes, strict=True):
        if labels and cells == rows[0]:
            continue
        found += _row(cells, place[0], labels)
    return found


def _is_data(node: Node, rows: list[list[str]]) -> bool:
    if len(rows) < 2 or any(part.tag in _FORBIDDEN for part in node.walk() if part is not node):
        return False
    widths = Counter(len(row) for row in rows)
    width, often = max(widths.items(), key=lambda one: (one[1], one[0]))
    cells = [cell for row in rows for cell in row if cell]
    if width < 2 or often * 10 < len(rows) * 7 or not cells:
        return False
    if sum(len(cell) <= 2 for cell in cells) * 5 > len(cells) * 3 or node.linked * 5 > node.size * 4:
        return False  # a calendar; a menu
    return max(map(len, cells)) <= _LONGEST_CELL and sum(map(len, cells)) <= _MEAN_CELL * len(cells)


def _labels(first: list[str], nodes: list[Node], rows: list[list[str]]) -> list[str]:
    """The column heads, or nothing where the first row is already a person."""
    if all(cell.tag == "th" for cell in nodes):
        return first
    known = sum(is_person_label(cell) or bool(_COLUMN.match(cell)) for cell in first if len(cell) < 40)
    return first if known * 2 >= sum(map(bool, first)) and known and len(rows) > 2 else []


def _row(cells: list[str], place: Node, labels: list[str]) -> list[Segment]:
    if len([cell for cell in cells if cell]) == 1 and len(cells) < max(2, len(labels)):
        return [Segment(next(filter(None, cells)), place, "heading")]
    labels = labels if len(labels) == len(cells) else [""] * len(cells)
    text, spans, last = "", list[LabelledSpan](), ""
    for label, cell in zip(labels, cells, strict=True):
        if not cell.strip("—–- "):
            continue
        if text:
            text += " " if _NAME_PART.match(label) and _NAME_PART.match(last) else "; "
        spans.append((label, len(text), len(text) + len(cell)))
        text, last = text + cell, label
    return [Segment(text, place, "row", cells=tuple(spans))] if text else []
