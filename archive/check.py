"""Re-reads all that is kept, recomputes every digest and the log, and names what does not hold."""

from collections.abc import Iterator

from archive.check_log import unlogged, wrong_leaves
from archive.check_warc import wrong_files
from archive.database import connect
from archive.finding import Finding
from archive.home import Home
from archive.sqlite import Database

__all__ = ["Finding", "check"]

_MISQUOTES = """SELECT claim.mention, claim.rank, claim.raw FROM claim
JOIN mention ON mention.id = claim.mention JOIN document ON document.snapshot = mention.document
WHERE substr(document.text, claim."start" + 1, claim."end" - claim."start") IS NOT claim.raw"""


# The table of persons beside the changes that made it: a row that differs, one too many, one missing.
_PERSONS = """SELECT person.id FROM person LEFT JOIN change ON change.seq = person.seq
    AND change.person = person.id WHERE change.kind IS NOT 'upsert' OR change.state IS NOT person.state
UNION SELECT person FROM change WHERE kind = 'upsert'
    AND seq IN (SELECT max(seq) FROM change WHERE kind IN ('upsert', 'merge', 'withdraw') GROUP BY person)
    AND NOT EXISTS (SELECT 1 FROM person WHERE id = change.person AND seq = change.seq)"""


def check(home: Home) -> Iterator[Finding]:
    """Everything in a home that does not hold, as it is found; nothing if all does. Writes nothing.

    Raises NoHome, OldSchema.
    """
    db = connect(home, readonly=True)
    yield from _database(db)
    yield from wrong_files(db, home.warc)
    yield from wrong_leaves(db)
    yield from unlogged(db)
    for mention, rank, raw in db.conn.execute(_MISQUOTES):
        yield Finding(
            "claim.misquote", f"mention {mention}, claim {rank}", f"{raw!r} is not what the text says there"
        )
    for (person,) in db.conn.execute(_PERSONS):
        yield Finding(
            "person.derived", f"person {person}", "not as his last change: run sinodik rebuild persons"
        )
    db.close()


def _database(db: Database) -> Iterator[Finding]:
    for (detail,) in db.conn.execute("PRAGMA integrity_check"):
        if detail != "ok":
            yield Finding("database.integrity", "sinodik.sqlite", detail)
    for table, row, parent, _ in db.conn.execute("PRAGMA foreign_key_check"):
        yield Finding(
            "database.reference", f"{table} row {row}", f"refers to a row that {parent} does not have"
        )
