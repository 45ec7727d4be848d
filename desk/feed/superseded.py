"""What is hidden of states that are past: whatever is restricted today of the man or of who came of him."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from msgspec.json import decode

from archive.sqlite import Database

_RESTRICTED = """SELECT person, ifnull(field, '*') FROM restriction WHERE NOT EXISTS
(SELECT 1 FROM withdrawal WHERE fact = 'restriction' AND "of" = restriction.id)"""


def hidden_of_past(db: Database) -> Mapping[str, frozenset[str]]:
    """Id → fields not to be given of his past states, since they are restricted now.

    A state that was told before a restriction, a merge or a split would else give away what is hidden since.
    """
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
