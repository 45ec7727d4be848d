"""Writes a table three times, as CSV, JSON Lines and Parquet, some rows at a time."""

import csv
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from msgspec import json

from desk.publication.table import Table

FORMATS = ("csv", "jsonl", "parquet")
AT_ONCE = 20_000
"""Rows held at a time, and in a row group of Parquet."""

Row = Sequence[object]


def write(table: Table, rows: Iterable[Row], folder: Path) -> int:
    """Write `<table>.csv`, `.jsonl` and `.parquet`, the same bytes for the same rows; gives their number."""
    from pyarrow import parquet

    at = folder / table.name
    written, waiting = 0, iter(rows)
    with (
        at.with_suffix(".csv").open("w", encoding="utf-8", newline="") as plain,
        at.with_suffix(".jsonl").open("wb") as lines,
        parquet.ParquetWriter(at.with_suffix(".parquet"), table.arrow(), compression="zstd") as columns,
    ):
        sheet = csv.writer(plain, lineterminator="\n")
        sheet.writerow(table.names)
        while some := list(islice(waiting, AT_ONCE)):
            sheet.writerows([_cell(value) for value in row] for row in some)
            lines.writelines(json.encode(_told(table, row)) + b"\n" for row in some)
            columns.write_table(_arrow(table, some))
            written += len(some)
    return written


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return ";".join(value)
    return "" if value is None else value


def _told(table: Table, row: Row) -> dict[str, object]:
    """A row by its columns; what is empty is left out."""
    return {name: value for name, value in zip(table.names, row, strict=True) if value not in (None, ())}


def _arrow(table: Table, rows: Sequence[Row]) -> object:
    import pyarrow as pa

    schema = table.arrow()
    columns = [
        pa.array([list(value) if isinstance(value, tuple) else value for value in column], type=field.type)
        for column, field in zip(zip(*rows, strict=True), schema, strict=True)
    ]
    return pa.Table.from_arrays(columns, schema=schema)
