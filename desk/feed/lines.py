"""The lines of the feed: each change as a tier gives it, and what its `state` is."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec
from msgspec import Struct

from archive import persons
from archive.persons import Change
from archive.sqlite import Database
from desk.feed.cursor import archive_id, cursor, cursor_of
from desk.feed.superseded import hidden_of_past
from desk.persons.state import EVERYTHING, PersonState
from desk.publication.private import Private
from desk.publication.showing import Tier, shown

MOST = 10_000
"""Lines that are given at most for one cursor."""


class Line(Struct, tag_field="kind"):
    """One change. `cursor`: where a reader is who has taken it; `at`: when, UTC."""

    archive: str
    seq: int
    cursor: str
    person: str
    run: str
    at: str


class Into(Struct):
    """The id that has his mentions since."""

    into: str


class Parts(Struct):
    """The new ids that some of his mentions have since."""

    parts: tuple[str, ...]


class Why(Struct):
    """Why nothing is left of him."""

    why: str


class Restricted(Struct):
    """The fields that are not given any more (`*`: all that tells who he is); () lifts it."""

    restricted: tuple[str, ...]


class Upsert(Line, tag="upsert"):
    """The person is now `state`, all of it."""

    state: PersonState


class Merge(Line, tag="merge"):
    """The person is another; his id leads there for ever."""

    state: Into


class Split(Line, tag="split"):
    """The person was several; upserts of all parts follow."""

    state: Parts


class Withdraw(Line, tag="withdraw"):
    """No page that is read speaks of the person any more."""

    state: Why


class Restrict(Line, tag="restrict"):
    """What is hidden of the person changed; an upsert follows. Drop what you hold of those fields."""

    state: Restricted


ANY_LINE = Upsert | Merge | Split | Withdraw | Restrict
_STATES: dict[str, type[Struct]] = {
    "upsert": PersonState,
    "merge": Into,
    "split": Parts,
    "withdraw": Why,
    "restrict": Restricted,
}


def changes(db: Database, since: int | str = 0, limit: int = 1000, tier: Tier = "public") -> Iterator[bytes]:
    """The lines after a cursor, in order, each with its newline; no more than `limit` or MOST.

    Fewer than `limit` are all there are. Raises NotACursor, CursorGone before the first line.
    """
    after = cursor(db, since).seq
    return _Teller(db, tier).told(persons.changes(db, after, min(limit, MOST)))


_NOW = "SELECT seq, grade FROM person WHERE id = ?"


class _Teller:
    _encode: ClassVar = msgspec.json.Encoder(order="sorted").encode

    def __init__(self, db: Database, tier: Tier) -> None:
        self._db = db
        self._tier: Tier = tier
        self._archive = archive_id(db)
        self._private = Private(db)
        self._hidden = hidden_of_past(db)

    def told(self, those: list[Change]) -> Iterator[bytes]:
        for change in those:
            state = msgspec.json.decode(change.state, type=_STATES[change.kind])
            if isinstance(state, PersonState):
                state = shown(state, self._tier, self._private, self._of_past(change))
            line = {
                **msgspec.structs.asdict(change),
                "archive": self._archive,
                "cursor": str(cursor_of(change)),
                "state": state,
            }
            yield self._encode(line) + b"\n"

    def _of_past(self, change: Change) -> frozenset[str]:
        """What his state of today does not tell of him is not told of his past ones either.

        A man who was named as dead and is not held to be so any more is named by no line of the public tier.
        """
        last = self._db.conn.execute(_NOW, (persons.resolve(self._db, change.person),)).fetchone()
        if last and last[0] == change.seq:
            return frozenset()
        if self._tier == "public" and (last is None or last[1] != "confirmed"):
            return frozenset({EVERYTHING})
        return self._hidden.get(change.person, frozenset())
