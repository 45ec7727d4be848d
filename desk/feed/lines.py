"""The lines of the feed: each change as a tier gives it, and what its `state` is."""

from collections.abc import Iterator
from typing import ClassVar

import msgspec
from msgspec import Struct

from archive import persons
from archive.persons import Change
from archive.sqlite import Database
from desk.feed.cursor import archive_id, cursor, cursor_of
from desk.persons.state import PersonState
from desk.publication.hiding import Past
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


class _Teller:
    _encode: ClassVar = msgspec.json.Encoder(order="sorted").encode

    def __init__(self, db: Database, tier: Tier) -> None:
        self._db = db
        self._tier: Tier = tier
        self._archive = archive_id(db)
        self._private = Private(db)
        self._past = Past(db, tier)

    def told(self, those: list[Change]) -> Iterator[bytes]:
        for change in those:
            state = msgspec.json.decode(change.state, type=_STATES[change.kind])
            if isinstance(state, PersonState):
                also = self._past.hides(change.person, change.state)
                state = shown(state, self._tier, self._private, also)
            line = {
                **msgspec.structs.asdict(change),
                "archive": self._archive,
                "cursor": str(cursor_of(change)),
                "state": state,
            }
            yield self._encode(line) + b"\n"
