"""What the frontier knows of a source's URLs, for spiders that decide by it."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from archive.clock import parsed
from archive.sqlite import Database

BATCH = 500
"""URLs asked for in one query; old versions of SQLite allow 999 values."""

_LOOKS = """SELECT frontier.key, fetched_at FROM frontier LEFT JOIN capture ON capture.id = last_capture
WHERE frontier.source = ? AND frontier.key IN ({})"""

_ANSWERS = """SELECT frontier.url, status, payload_digest
FROM frontier LEFT JOIN capture ON capture.id = last_capture
WHERE frontier.source = ?"""

_GOOD = (
    "SELECT 1 FROM own_capture WHERE source = ? AND url_key = ? AND status = 200 AND refusal IS NULL LIMIT 1"
)


class LastAnswer(Struct, frozen=True):
    """A URL and the status and digest of its last answer; None: there was none yet."""

    url: str
    status: int | None
    digest: str | None

    @property
    def is_page(self) -> bool:
        """Whether it was a page, or the word that the page is as it was."""
        return self.status in (200, 203, 304)


def looks(db: Database, source: str, keys: Sequence[str]) -> dict[str, datetime | None]:
    """Of those keys that a source knows, when each got its last answer (None: not yet)."""
    found: dict[str, datetime | None] = {}
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        statement = _LOOKS.format(",".join("?" * len(batch)))
        for key, at in db.conn.execute(statement, (source, *batch)):
            found[key] = parsed(at) if at else None
    return found


def answers(db: Database, source: str) -> list[LastAnswer]:
    """All URLs of a source with the last answer of each."""
    return [LastAnswer(*row) for row in db.conn.execute(_ANSWERS, (source,))]


def was_good(db: Database, source: str, key: str) -> bool:
    """Whether a URL ever gave a page."""
    return db.conn.execute(_GOOD, (source, key)).fetchone() is not None
