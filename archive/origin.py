"""Where a capture that we did not fetch is from: as rows, and as the fields that bear them in WARC files."""

from archive.from_record import Row, told
from archive.schema import KEYS
from archive.sqlite import Database
from archive.warc import Fields
from archive.warc_read import BrokenRecord, Record

__all__ = ["Row", "fields_of_import", "fields_of_imported", "import_of", "imported_of", "kept"]

_IMPORT = {
    "id": "Sinodik-Import",
    "source": "Sinodik-Import-Source",
    "file": "Sinodik-Import-File",
    "sha256": "Sinodik-Import-Sha256",
    "size": "Sinodik-Import-Size",
    "software": "Sinodik-Import-Software",
    "operator": "Sinodik-Import-Operator",
    "note": "Sinodik-Import-Note",
    "imported_at": "Sinodik-Import-Date",
}
_IMPORTED = {
    "import": "Sinodik-Import",
    "record": "Sinodik-Imported-Record",
    "date": "Sinodik-Imported-Date",
    "part": "Sinodik-Imported-Part",
    "payload": "Sinodik-Imported-Payload-Digest",
    "verified": "Sinodik-Imported-Verified",
}


def fields_of_import(row: Row) -> Fields:
    """What the warcinfo record of a file says of the import that it belongs to."""
    return _fields(_IMPORT, row)


def fields_of_imported(row: Row) -> Fields:
    """What the record of an imported capture says of the one it was copied from."""
    return _fields(_IMPORTED, row)


def import_of(info: Record, run: object) -> Row | None:
    """The row of the import to which a file belongs, from its warcinfo record; None: it is our own crawl's.

    Raises BrokenRecord.
    """
    fields = told(info)
    if _IMPORT["id"] not in fields:
        return None
    row: Row = {column: fields.get(field) for column, field in _IMPORT.items()}
    try:
        return {**row, "size": int(str(row["size"])), "run": run}
    except ValueError as error:
        raise BrokenRecord(f"{info.offset}: {_IMPORT['size']} is no number") from error


def imported_of(record: Record, capture: str) -> Row | None:
    """The row that marks a capture as made by others, from its record; None: it is ours."""
    if _IMPORTED["import"] not in record.fields:
        return None
    row: Row = {column: record.fields.get(field) for column, field in _IMPORTED.items()}
    block = record.fields.get("WARC-Block-Digest", "").removeprefix("sha256:")
    return {**row, "capture": capture, "block": block}


def kept(db: Database, table: str, key: object) -> Row | None:
    """The row of a table of facts with this key, or None."""
    cursor = db.conn.execute(f"SELECT * FROM {table} WHERE {KEYS[table]} = ?", (key,))
    row = cursor.fetchone()
    return dict(zip((column[0] for column in cursor.description), row, strict=True)) if row else None


def _fields(names: dict[str, str], row: Row) -> Fields:
    return [(field, str(row[column])) for column, field in names.items() if row[column] is not None]
