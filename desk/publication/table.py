"""What a published table is: its columns in words, and its schema for Frictionless and for Arrow."""

from collections.abc import Mapping
from typing import Any, Literal

from msgspec import Struct

Type = Literal["string", "integer", "number", "boolean", "list"]
"""`list`: several texts; in CSV joined by `;`."""


class Column(Struct, frozen=True):
    """`one_of`: every value there can be. `needed`: never empty."""

    name: str
    words: str
    type: Type = "string"
    needed: bool = False
    one_of: tuple[str, ...] = ()
    pattern: str | None = None


class Table(Struct, frozen=True):
    """`key`: the columns that name a row. `refers`: column → the table and column where its value stands."""

    name: str
    words: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    refers: Mapping[str, tuple[str, str]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names, in order."""
        return tuple(column.name for column in self.columns)

    def schema(self) -> dict[str, object]:
        """The Table Schema of the CSV (specs.frictionlessdata.io/table-schema)."""
        keys = [
            {"fields": column, "reference": {"resource": table, "fields": other}}
            for column, (table, other) in self.refers.items()
        ]
        fields = [_field(column) for column in self.columns]
        found = {"fields": fields, "primaryKey": list(self.key), "missingValues": [""]}
        return {**found, "foreignKeys": keys} if keys else found

    def arrow(self) -> Any:  # noqa: ANN401 - pyarrow has no types
        """The Arrow schema of the Parquet file."""
        import pyarrow as pa

        types = {
            "string": pa.string(),
            "integer": pa.int64(),
            "number": pa.float64(),
            "boolean": pa.bool_(),
            "list": pa.list_(pa.string()),
        }
        return pa.schema(
            [pa.field(one.name, types[one.type], nullable=not one.needed) for one in self.columns]
        )


def _field(column: Column) -> dict[str, object]:
    constraints: dict[str, object] = {}
    if column.needed:
        constraints["required"] = True
    if column.one_of:
        constraints["enum"] = list(column.one_of)
    if column.pattern:
        constraints["pattern"] = column.pattern
    kind = "string" if column.type == "list" else column.type
    field: dict[str, object] = {"name": column.name, "type": kind, "description": column.words}
    return {**field, "constraints": constraints} if constraints else field
