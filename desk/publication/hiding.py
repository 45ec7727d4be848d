"""What is hidden of states that are past: whatever is hidden today of the man, or of who came of him."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec.json import decode

from archive import persons
from archive.sqlite import Database
from desk.persons.state import EVERYTHING
from desk.publication.showing import Tier

_RESTRICTED = """SELECT person, ifnull(field, '*') FROM restriction WHERE NOT EXISTS
(SELECT 1 FROM withdrawal WHERE fact = 'restriction' AND "of" = restriction.id)"""
_NOW = "SELECT state, grade FROM person WHERE id = ?"


class Past:
    """Answers for one reading of the archive; old states would else give away what is hidden since."""

    def __init__(self, db: Database, tier: Tier) -> None:
        self._db = db
        self._tier = tier
        self._hidden = _hidden(db)

    def hides(self, person: str, state: str) -> frozenset[str]:
        """The fields to hide of a state, beside those that it says itself; () if it is that of today.

        A man who was named as dead and is not held to be so any more is not named by the public tier.
        """
        last = self._db.conn.execute(_NOW, (persons.resolve(self._db, person),)).fetchone()
        if last and last[0] == state:
            return frozenset()
        if self._tier == "public" and (last is None or last[1] != "confirmed"):
            return frozenset({EVERYTHING})
        return self._hidden.get(person, frozenset())


def _hidden(db: Database) -> Mapping[str, frozenset[str]]:
    """Id → fields that are restricted now, of him or of any id that a merge or a split ties to his."""
    restricted = db.conn.execute(_RESTRICTED).fetchall()
    if not restricted:
        return {}
    kin = _kin(db)
    hidden: defaultdict[str, set[str]] = defaultdict(set)
    for person, field in restricted:
        for one in _reached(person, kin):
            hidden[one].add(field)
    return {person: frozenset(fields) for person, fields in hidden.items()}


def _kin(db: Database) -> Mapping[str, set[str]]:
    """Ids that a merge or a split made neighbours."""
    kin: defaultdict[str, set[str]] = defaultdict(set)
    pairs: list[tuple[str, str]] = db.conn.execute("SELECT person, into_person FROM redirect").fetchall()
    for person, state in db.conn.execute("SELECT person, state FROM change WHERE kind = 'split'"):
        pairs += [(person, part) for part in decode(state, type=dict[str, list[str]])["parts"]]
    for one, other in pairs:
        kin[one].add(other)
        kin[other].add(one)
    return kin


def _reached(person: str, kin: Mapping[str, set[str]]) -> Iterable[str]:
    reached, waiting = {person}, [person]
    while waiting:
        new = kin.get(waiting.pop(), set()) - reached
        reached |= new
        waiting += new
    return reached
