"""Blind second reviews: who agreed with whom, and by how much more than chance would have it."""

from collections import Counter
from collections.abc import Sequence

import msgspec
from msgspec import Struct

from archive.sqlite import Database
from desk.review.store import Store

_VERDICTS = """SELECT id, verdict, "by" FROM verification AS said
WHERE id IN (SELECT value FROM json_each(?))
    AND NOT EXISTS (SELECT 1 FROM withdrawal WHERE fact = 'verification' AND "of" = said.id)"""


class Repeated(Struct, frozen=True):
    """A person of whom two concluded, the second without knowing of the first."""

    person: str
    first: str
    first_by: str
    second: str
    second_by: str

    @property
    def agrees(self) -> bool:
        """Whether both concluded the same."""
        return self.first == self.second


def keep(store: Store, first: str, second: str, person: str) -> None:
    """A verification was made blind of another."""
    with store.unit() as queue:
        queue.execute("INSERT OR REPLACE INTO review_second VALUES (?, ?, ?)", (second, first, person))


def repeated(db: Database, store: Store) -> list[Repeated]:
    """All of them in which both conclusions stand, the last first."""
    with store.unit() as queue:
        pairs = queue.execute(
            "SELECT person, first, second FROM review_second ORDER BY second DESC"
        ).fetchall()
    ids = msgspec.json.encode([one for pair in pairs for one in pair[1:]]).decode()
    said = {row[0]: (row[1], row[2]) for row in db.conn.execute(_VERDICTS, (ids,))}
    return [
        Repeated(person, *said[first], *said[second])
        for person, first, second in pairs
        if first in said and second in said
    ]


def kappa(found: Sequence[Repeated]) -> float | None:
    """Cohen's kappa (1960): agreement beyond chance over what chance leaves. None: nothing to tell it by.

    None too where both always gave one verdict: chance then explains all of the agreement.
    """
    total = len(found)
    if not total:
        return None
    firsts, seconds = Counter(one.first for one in found), Counter(one.second for one in found)
    chance = sum(firsts[verdict] * seconds[verdict] for verdict in firsts) / total**2
    agreed = sum(one.agrees for one in found) / total
    return None if chance == 1 else (agreed - chance) / (1 - chance)
