"""Which pages are private persons' profiles: those kept for a source of kind `social`."""

import msgspec
from msgspec import Struct

from archive.records import Kind
from archive.sqlite import Database

_SNAPSHOT = "SELECT snapshot FROM anchor WHERE mention = ? LIMIT 1"
_SOURCES = "SELECT DISTINCT source FROM capture WHERE payload_digest = ?"


class _Described(Struct):
    kind: Kind


class Private:
    """Answers from the facts alone, so that pages read anew change no answer.

    What is not known is taken for private; a source that was ever described as social stays so.
    """

    def __init__(self, db: Database) -> None:
        self._db = db
        self._social = social_sources(db)
        self._known: dict[str, bool] = {}

    def holds_mention(self, mention: str) -> bool:
        """Whether a mention stands on a private person's page."""
        found = self._db.conn.execute(_SNAPSHOT, (mention,)).fetchone()
        return found is None or self.holds_snapshot(found[0])

    def holds_snapshot(self, snapshot: str) -> bool:
        """Whether these bytes were kept for a social source, if only among others."""
        if snapshot not in self._known:
            those = [source for (source,) in self._db.conn.execute(_SOURCES, (snapshot,))]
            self._known[snapshot] = not those or not self._social.isdisjoint(those)
        return self._known[snapshot]


def social_sources(db: Database) -> frozenset[str]:
    """The ids of all sources that are, or ever were, of kind `social`."""
    rows = db.conn.execute("SELECT source, toml FROM source_version")
    return frozenset(
        source
        for source, toml in rows
        if msgspec.toml.decode(toml.encode(), type=_Described).kind == "social"
    )
