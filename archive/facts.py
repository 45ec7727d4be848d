"""The one door by which facts come in: the rows and their leaves in the log, in one transaction."""

from collections.abc import Mapping, Sequence

import msgspec

from archive import log
from archive.database import atomic
from archive.schema import KEYS
from archive.sqlite import Database

Row = Mapping[str, object]

# Columns that are no part of the fact: a WARC file grows while it is written; its captures prove its bytes.
_UNLOGGED = {"warc_file": "size"}


def append(db: Database, table: str, rows: Sequence[Row]) -> None:
    """Inserts rows, all with the same columns, into a table of facts and into the log.

    Raises KeyError if the table is none of facts, sqlite3.IntegrityError if a row breaks the schema.
    """
    if not rows:
        return
    key = KEYS[table]
    columns = ", ".join(f'"{column}"' for column in rows[0])
    values = ", ".join(f":{column}" for column in rows[0])
    with atomic(db):
        db.conn.executemany(f"INSERT INTO {table} ({columns}) VALUES ({values})", rows)
        log.append(db, [log.Leaf(table, str(row[key]), leaf(table, row)) for row in rows])


def leaf(table: str, row: Row) -> bytes:
    """The leaf hash of a fact: over its table and its columns by name, those that are NULL left out.

    Left out, so that a column that a later migration adds does not change the leaves of old rows.
    """
    unlogged = _UNLOGGED.get(table)
    said = {column: value for column, value in row.items() if value is not None and column != unlogged}
    return log.leaf_hash(msgspec.json.encode([table, said], order="sorted"))
