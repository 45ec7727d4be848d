"""Writes docs/schema.md from the words in the schema: `python -m archive.describe > docs/schema.md`."""

import re
from collections.abc import Iterator

from archive.schema import KEYS, MIGRATIONS
from archive.sqlite import Database

# "  capture.* -- As in capture."
_ALL_OF = re.compile(r"  \w+\.\* -- (?P<words>.+)")
# "  min(id) AS first_capture, -- The capture that first saw it."
_COLUMN = re.compile(r'  (?:.* AS )?"?(?P<name>\w+)"?')

_INTRODUCTION = """# The schema

Written by `python -m archive.describe > docs/schema.md`; a test holds it to the schema.

Moments are UTC, as `2026-03-02T01:10:00.000000Z`. Facts are appended and never changed, and each is a leaf of
the log; triggers refuse UPDATE and DELETE. Everything else can be made anew from them."""

_FACTS = (*KEYS, "log")


def schema_in_words() -> str:
    """The page: every table and view with every column. Raises KeyError for a column without words."""
    db = Database(memory=True)
    MIGRATIONS.apply(db)
    parts = [_INTRODUCTION]
    statement = "SELECT name, sql FROM sqlite_schema WHERE type IN ('table', 'view') ORDER BY rowid"
    for name, sql in db.conn.execute(statement).fetchall():
        if not name.startswith(("_", "sqlite_")):
            parts.append("\n".join(_table(db, name, sql)))
    return "\n\n".join(parts) + "\n"


def _table(db: Database, name: str, sql: str) -> Iterator[str]:
    first, *lines = (line for line in sql.splitlines() if line != "SELECT")
    kind = " (facts)" if name in _FACTS else ""
    yield f"## {name}{kind}\n\n{first.partition(' -- ')[2]}\n"
    if all_of := _ALL_OF.match("\n".join(lines)):
        yield f"The columns: {all_of['words'][0].lower()}{all_of['words'][1:]}"
        return
    yield "| column | type | what it holds |\n|---|---|---|"
    words = dict(_columns(lines))
    for column in db[name].columns:
        yield f"| `{column.name}` | {column.type or 'any'} | {words[column.name]} |"


def _columns(lines: list[str]) -> Iterator[tuple[str, str]]:
    """The words stand after the column, or on lines of their own before it."""
    before: list[str] = []
    for line in lines:
        if line.startswith("  -- "):
            before.append(line[5:])
            continue
        column, _, after = line.partition(" -- ")
        match = _COLUMN.match(column)
        if match and (before or after):
            yield match["name"], " ".join(before) or after
        before = []


if __name__ == "__main__":
    print(schema_in_words(), end="")
