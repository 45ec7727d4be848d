"""A published set as one SQLite file and what Datasette is to say of it: words, keys, facets."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, json

from archive.sqlite import sqlite3

FACETS = {
    "persons": ("verdict", "grade", "region", "category"),
    "mentions": ("evidence", "source"),
    "claims": ("field",),
    "sources": ("kind", "region"),
}
LABELS = {"persons": "surname", "sources": "title"}
_TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "REAL", "boolean": "INTEGER"}
_SQLITE, _METADATA, _DATABASE = "sinodik.sqlite", "metadata.json", "sinodik"


class NotASet(ValueError):
    """A folder holds no published set; the message says what is."""


class _Resource(Struct):
    name: str
    type: str
    path: str
    description: str = ""
    schema: dict[str, Any] = {}


class _Package(Struct):
    resources: list[_Resource]
    title: str = "Sinodik"
    description: str = ""


def write(published: Path, out: Path) -> tuple[Path, Path]:
    """Write `sinodik.sqlite` and `metadata.json` of a set; gives both paths. Raises NotASet, OSError.

    Nothing is added to what the set gives: a public set makes a public file.
    """
    package = _package(published)
    tables = [one for one in package.resources if one.type == "table"]
    out.mkdir(parents=True, exist_ok=True)
    at, begun = out / _SQLITE, out / f"{_SQLITE}.part"
    begun.unlink(missing_ok=True)
    db = sqlite3.connect(begun, isolation_level=None)
    try:
        db.execute("BEGIN")
        for table in tables:
            _fill(db, table, published)
        db.execute("COMMIT")
        db.execute("ANALYZE")
    finally:
        db.close()
    begun.replace(at)
    said = out / _METADATA
    said.write_bytes(json.format(json.encode(metadata(package.title, package.description, tables)), indent=1))
    return at, said


def metadata(title: str, description: str, tables: list[_Resource]) -> dict[str, object]:
    """What Datasette shows around the tables."""
    return {
        "title": title,
        "description": description,
        "databases": {_DATABASE: {"tables": {table.name: _words(table) for table in tables}}},
    }


def _package(published: Path) -> _Package:
    try:
        return json.decode((published / "datapackage.json").read_bytes(), type=_Package)
    except FileNotFoundError as error:
        raise NotASet(
            f"{published} has no datapackage.json: name a set of `sinodik publish`, as OUT/current"
        ) from error


def _words(table: _Resource) -> dict[str, object]:
    columns = {field["name"]: field["description"] for field in table.schema["fields"]}
    found: dict[str, object] = {"description": table.description, "columns": columns}
    if table.name in FACETS:
        found["facets"] = [name for name in FACETS[table.name] if name in columns]
    if table.name in LABELS:
        found["label_column"] = LABELS[table.name]
    return found


def _fill(db: sqlite3.Connection, table: _Resource, published: Path) -> None:
    fields = table.schema["fields"]
    db.execute(_create(table.name, table.schema))
    marks = ", ".join("?" * len(fields))
    db.executemany(f'INSERT INTO "{table.name}" VALUES ({marks})', _rows(published / table.path, fields))
    for key in table.schema.get("foreignKeys", ()):
        db.execute(f'CREATE INDEX "{table.name}_by_{key["fields"]}" ON "{table.name}" ("{key["fields"]}")')


def _create(name: str, schema: Mapping[str, Any]) -> str:
    columns = [f'"{field["name"]}" {_TYPES[field["type"]]}' for field in schema["fields"]]
    columns.append(f"PRIMARY KEY ({', '.join(_quoted(key) for key in schema['primaryKey'])})")
    columns += [
        f"FOREIGN KEY ({_quoted(key['fields'])}) REFERENCES {_quoted(key['reference']['resource'])}"
        f" ({_quoted(key['reference']['fields'])})"
        for key in schema.get("foreignKeys", ())
    ]
    return f"CREATE TABLE {_quoted(name)} ({', '.join(columns)})"


def _rows(at: Path, fields: list[dict[str, Any]]) -> Iterator[list[object]]:
    with at.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            yield [_value(row[field["name"]], field["type"]) for field in fields]


def _value(text: str, kind: str) -> object:
    if text == "":
        return None
    return int(text.lower() == "true") if kind == "boolean" else text


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
