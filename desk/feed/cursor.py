"""A cursor says how far a reader has come, and in which archive: `12`, or `12@3f9c0a1b2c4d5e6f`.

The part after `@` begins the log's leaf hash of that change (of cursor 0: of the archive's first fact). An
archive that was put back from a backup, or another one, has another leaf there, or none.
"""

import re

from msgspec import Struct

from archive import facts, persons
from archive.persons import Change
from archive.sqlite import Database
from desk.counting.mistakes import Mistake

_CURSOR = re.compile(r"(?P<seq>\d{1,18})(?:@(?P<leaf>[0-9a-f]{16}))?")
_REMEDY = "take a full export (sinodik publish) and go on from its cursor"


class NotACursor(Mistake):
    """A text is no cursor; the message shows one."""


class CursorGone(Mistake):
    """No change of this archive is at this cursor: over HTTP 410. The message names the remedy."""


class Cursor(Struct, frozen=True):
    """`leaf`: sixteen hexadecimal digits, or None where a number alone was given and nothing is proven."""

    seq: int
    leaf: str | None = None

    def __str__(self) -> str:
        return f"{self.seq}@{self.leaf}" if self.leaf else str(self.seq)


def archive_id(db: Database) -> str:
    """What names this archive: the leaf hash of its first fact, hexadecimal; empty before there is one."""
    found = db.conn.execute("SELECT hex(leaf) FROM log WHERE seq = 0").fetchone()
    return str(found[0]).lower() if found else ""


def cursor_of(change: Change) -> Cursor:
    """The cursor that a reader has when he has taken a change."""
    row = {name: getattr(change, name) for name in Change.__struct_fields__}
    return Cursor(change.seq, facts.leaf("change", row).hex()[:16])


def cursor_at(db: Database, seq: int) -> Cursor:
    """The cursor at a change, or at the beginning (0). Raises CursorGone where there is none."""
    if seq == 0:
        return Cursor(0, archive_id(db)[:16] or None)
    found = persons.changes(db, seq - 1, 1)
    if not found or found[0].seq != seq:
        last = persons.last_seq(db)
        raise CursorGone(f"cursor {seq}: the last change of this archive is {last}; {_REMEDY}")
    return cursor_of(found[0])


def cursor(db: Database, text: str | int) -> Cursor:
    """Read a cursor and hold it against the archive. Raises NotACursor, CursorGone."""
    found = _CURSOR.fullmatch(str(text))
    if not found:
        raise NotACursor(f"{text!r}: expected a cursor as a line of the feed gives it, or its number")
    here = cursor_at(db, int(found["seq"]))
    if found["leaf"] and found["leaf"] != here.leaf:
        raise CursorGone(
            f"cursor {text}: change {here.seq} of this archive is another one (the archive was put back from "
            f"a backup, or the cursor is another archive's); {_REMEDY}"
        )
    return here
