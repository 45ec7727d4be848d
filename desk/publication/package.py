"""datapackage.json: what each file of a set is, its schema and its digest (specs.frictionlessdata.io)."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from msgspec import json

from desk.publication.table import Table
from desk.publication.writing import FORMATS

NAME = "datapackage.json"
_MEDIA = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "parquet": "application/vnd.apache.parquet",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
}


def write_package(folder: Path, tables: Iterable[Table], head: Mapping[str, object]) -> None:
    """Write it over all that lies in the folder; `head` says what the set is."""
    listed = [_table(folder, table) for table in tables]
    seen = {str(resource["path"]) for resource in listed}
    files = sorted(one for one in folder.rglob("*") if one.suffix[1:] in _MEDIA and one.name != NAME)
    listed += [_file(folder, one) for one in files if str(one.relative_to(folder)) not in seen]
    package = {"profile": "data-package", **head, "resources": listed}
    text = json.format(json.encode(package), indent=1)
    (folder / NAME).write_bytes(text + b"\n")


def digest(path: Path) -> str:
    """The SHA-256 of a file, hexadecimal."""
    with path.open("rb") as read:
        found = sha256()
        while block := read.read(1 << 20):
            found.update(block)
    return found.hexdigest()


def _table(folder: Path, table: Table) -> dict[str, object]:
    """The CSV, with the schema; its twins in other formats are files beside it."""
    twins = ", ".join(f"{table.name}.{form}" for form in FORMATS[1:])
    return {
        "name": table.name,
        "type": "table",
        "profile": "tabular-data-resource",
        "description": f"{table.words} Also as {twins}.",
        **_told(folder, folder / f"{table.name}.csv"),
        "encoding": "utf-8",
        "schema": table.schema(),
    }


def _file(folder: Path, path: Path) -> dict[str, object]:
    name = str(path.relative_to(folder)).replace("/", "-").replace(".", "-").lower()
    return {"name": name, "type": "file", **_told(folder, path)}


def _told(folder: Path, path: Path) -> dict[str, object]:
    form = path.suffix[1:]
    return {
        "path": str(path.relative_to(folder)),
        "format": form,
        "mediatype": _MEDIA[form],
        "bytes": path.stat().st_size,
        "hash": f"sha256:{digest(path)}",
    }
