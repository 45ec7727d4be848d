"""Checks the facts against the Merkle log, and the log against the roots that the runs recorded."""

from collections.abc import Iterator, Mapping

from archive import facts
from archive.finding import Finding
from archive.log import Head, Peaks, head
from archive.schema import KEYS
from archive.sqlite import Database


def wrong_leaves(db: Database) -> Iterator[Finding]:
    """Facts that changed or vanished since they were logged, and a log that is not the one the runs saw."""
    peaks = Peaks()
    for expected, (seq, table, key, leaf) in enumerate(db.conn.execute("SELECT * FROM log ORDER BY seq")):
        where = f"{table} {key}"
        if seq != expected:
            yield Finding("log.gap", f"log {expected}", f"leaf {expected} is missing, the next is {seq}")
            return
        row = _fact(db, table, key)
        if row is None:
            yield Finding("fact.missing", where, f"leaf {seq} of the log has no row")
        elif facts.leaf(table, row) != leaf:
            yield Finding("fact.changed", where, f"the row does not give leaf {seq} of the log")
        elif table == "run_end":
            yield from _wrong_root(row, peaks.head(), where)
        peaks.add(leaf)
    if peaks.head() != head(db):
        yield Finding(
            "log.peaks", "log_peak", f"the leaves give {peaks.head().root}, the peaks {head(db).root}"
        )


def unlogged(db: Database) -> Iterator[Finding]:
    """Rows in a table of facts that did not come in by the door."""
    for table, key in KEYS.items():
        # as text: compared with a number, the log's key would not be looked up but read through
        statement = f"""SELECT {key} FROM {table}
            WHERE NOT EXISTS (SELECT 1 FROM log WHERE fact = ? AND log.key = CAST({table}.{key} AS TEXT))"""
        for (name,) in db.conn.execute(statement, (table,)):
            yield Finding("fact.unlogged", f"{table} {name}", "the row is not in the log")


def _fact(db: Database, table: str, key: str) -> Mapping[str, object] | None:
    if table not in KEYS:
        return None
    cursor = db.conn.execute(f"SELECT * FROM {table} WHERE {KEYS[table]} = ?", (key,))
    row = cursor.fetchone()
    return dict(zip((column[0] for column in cursor.description), row, strict=True)) if row else None


def _wrong_root(run_end: Mapping[str, object], before: Head, where: str) -> Iterator[Finding]:
    if (run_end["log_size"], run_end["log_root"]) != (before.size, before.root):
        detail = f"the run saw {run_end['log_size']} leaves with root {run_end['log_root']}"
        yield Finding("log.root", where, f"{detail}, the log gives {before.size} with {before.root}")
