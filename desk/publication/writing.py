"""Writes a table three times, as CSV, JSON Lines and Parquet, some rows at a time."""

import csv
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from msgspec import Struct, defstruct, json

from desk.publication.table import Table, Type

FORMATS = ("csv", "jsonl", "parquet")
AT_ONCE = 20_000
"""Rows held at a time, and in a row group of Parquet."""

Row = Sequence[object]

_CELLS: dict[Type, Callable[[Any], str]] = {"boolean": lambda value: str(value).lower(), "list": ";".join}
"""What the CSV writer would not write as we do."""


def write(table: Table, rows: Iterable[Row], folder: Path) -> int:
    """Write `<table>.csv`, `.jsonl` and `.parquet`, the same bytes for the same rows; gives their number."""
    from pyarrow import parquet

    at = folder / table.name
    line, encode = _line(table), json.Encoder().encode_lines
    written, waiting = 0, iter(rows)
    with (
        at.with_suffix(".csv").open("w", encoding="utf-8", newline="") as plain,
        at.with_suffix(".jsonl").open("wb") as lines,
        parquet.ParquetWriter(at.with_suffix(".parquet"), table.arrow(), compression="zstd") as columns,
    ):
        sheet = csv.writer(plain, lineterminator="\n")
        sheet.writerow(table.names)
        while some := list(islice(waiting, AT_ONCE)):
            sheet.writerows(_cells(table, some))
            lines.write(encode([line(*row) for row in some]))
            columns.write_table(_arrow(table, some))
            written += len(some)
    return written


def _cells(table: Table, rows: Sequence[Row]) -> Iterable[Row]:
    written = {place: _CELLS[one.type] for place, one in enumerate(table.columns) if one.type in _CELLS}
    if not written:
        return rows
    return (
        [
            written[place](cell) if place in written and cell is not None else cell
            for place, cell in enumerate(row)
        ]
        for row in rows
    )


def _line(table: Table) -> type[Struct]:
    """A row as JSON by its columns; what is empty is left out."""
    fields = [(one.name, Any, () if one.type == "list" else None) for one in table.columns]
    return defstruct(table.name, fields, omit_defaults=True)


def _arrow(table: Table, rows: Sequence[Row]) -> object:
    import pyarrow as pa

    schema = table.arrow()
    columns = [
        pa.array([list(value) if isinstance(value, tuple) else value for value in column], type=field.type)
        if pa.types.is_list(field.type)
        else pa.array(column, type=field.type)
        for column, field in zip(zip(*rows, strict=True), schema, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=schema)
