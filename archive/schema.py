"""The schema as a list of migrations; the SQL explains each table and column, docs/schema.md quotes it."""

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from archive.schema_derived import DERIVED
from archive.schema_facts import FACTS, refuse_changes
from archive.schema_frontier import FRONTIER

MIGRATIONS = Migrations("sinodik")

# The tables of facts and the column that names each row. Every row is a leaf of the log.
KEYS = {
    "source_version": "id",
    "run": "id",
    "run_end": "run",
    "warc_file": "name",
    "capture": "id",
    "anchor": "id",
}


@MIGRATIONS()
def facts_derivations_frontier(db: Database) -> None:
    """The first schema."""
    for statement in (*FACTS, *DERIVED, *FRONTIER):
        db.conn.execute(statement)
    for table in (*(fact for fact in KEYS if fact != "warc_file"), "log"):
        for statement in refuse_changes(table):
            db.conn.execute(statement)
