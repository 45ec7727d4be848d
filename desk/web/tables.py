"""A table that is shown as a page and given as CSV, from the same rows."""

import csv
from collections.abc import Callable, Mapping, Sequence
from io import StringIO
from typing import Any, Literal

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.web.call import Call
from desk.web.route import Route, Rule

Kind = Literal["text", "n", "share", "when", "word", "url", "source", "run", "person", "mention", "capture"]
"""How a cell is shown: `word` is a key of the words, `share` a part of 1; the last five lead to a page."""
AT_ONCE = 100
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Column(Struct, frozen=True):
    """`name`: of the rows' values, in CSV the head; on the page its words are those of `column.NAME`."""

    name: str
    kind: Kind = "text"


class Table(Struct, frozen=True):
    """`rows` are all there are, or those of one page (`total` says how many there are in all)."""

    columns: tuple[Column, ...]
    rows: Sequence[Mapping[str, object]]
    total: int | None = None


class View(Struct, frozen=True):
    """A page around one table. `title`: a key of the words; `names`: what else the template is given."""

    title: str
    table: Table
    template: str = "view.html"
    names: Mapping[str, Any] = {}


Shown = Callable[[Call], View]


def view(path: str, name: str, rule: Rule, shown: Shown) -> tuple[Route, Route]:
    """Two routes: the table as a page, and at `PATH.csv` as CSV."""

    def page(call: Call) -> Response:
        found = shown(call)
        return call.page(found.template, title=call.t(found.title), table=found.table, **found.names)

    def as_csv(call: Call) -> Response:
        return in_csv(shown(call).table, name)

    return (
        Route(f"{path}.csv", "GET", f"{name}_csv", rule, as_csv, token=True),
        Route(path, "GET", name, rule, page),
    )


def in_csv(table: Table, name: str) -> Response:
    """The rows as CSV in UTF-8; what a spreadsheet would take for a formula gets an apostrophe before it."""
    lines = StringIO()
    rows = csv.writer(lines, lineterminator="\r\n")
    rows.writerow(column.name for column in table.columns)
    rows.writerows([_harmless(row[column.name]) for column in table.columns] for row in table.rows)
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(lines.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def page_of(call: Call) -> int:
    """Which page of a long table is asked for, from 1. Raises HTTPException."""
    text = call.asked("page", "1")
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 100_000:
        raise HTTPException(400, "page: expected a number from 1")
    return int(text)


def window(call: Call) -> tuple[int, int]:
    """Where the page asked for begins, and how many rows it has; as CSV all: from 0, and -1."""
    if call.request.url.path.endswith(".csv"):
        return 0, -1
    return (page_of(call) - 1) * AT_ONCE, AT_ONCE


def part(call: Call, rows: Sequence[Mapping[str, object]]) -> Sequence[Mapping[str, object]]:
    """The rows of the page asked for; as CSV all."""
    begin, limit = window(call)
    return rows[begin:] if limit < 0 else rows[begin : begin + limit]


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value
