"""The left side: what is known of a man, field by field, as one page says it and as it stands."""

from collections.abc import Mapping, Sequence

import msgspec
from msgspec import Struct

from archive import persons
from archive.records import Claim
from archive.sqlite import Database
from desk.persons.decisions import FIELDS
from desk.persons.state import EVERYTHING, FieldValue, PersonState

ORDER = {name: place for place, name in enumerate(FIELDS)}


class Row(Struct, frozen=True):
    """A field. `claim`: the page's best claim of it and its rank; `stands`: the value that stands for him,
    if it is another or the page says none."""

    field: str
    rank: int | None
    claim: Claim | None
    stands: FieldValue | None
    hidden: bool

    @property
    def value(self) -> str:
        """What is shown, and what a correction begins with."""
        if self.stands:
            return self.stands.value
        return self.claim.value if self.claim else ""


class Record(Struct, frozen=True):
    """A person as a verifier has him before himself. `seen`: his last change."""

    person: str
    seen: int
    state: PersonState
    rows: Sequence[Row]

    @property
    def name(self) -> str:
        """His name as it stands, as far as it is known and may be shown."""
        hidden = set(self.state.restricted)
        parts = ("surname", "given", "patronymic")
        known = (self.state.fields.get(one) for one in parts if not hidden & {one, EVERYTHING})
        return " ".join(one.value for one in known if one)


def record(db: Database, person: str, claims: Sequence[Claim], *, blind: bool) -> Record | None:
    """The record of a person beside the claims of one mention; None if he is none any more.

    `blind`: what people set is left out.
    """
    row = db.conn.execute("SELECT state FROM person WHERE id = ?", (person,)).fetchone()
    if row is None:
        return None
    state = msgspec.json.decode(row[0], type=PersonState)
    standing = {n: one for n, one in state.fields.items() if not (blind and one.verification)}
    return Record(person, persons.last_seq(db, person), state, _rows(claims, standing, state.restricted))


def _rows(
    claims: Sequence[Claim], standing: Mapping[str, FieldValue], restricted: Sequence[str]
) -> list[Row]:
    best: dict[str, tuple[int, Claim]] = {}
    for rank, claim in enumerate(claims):
        best.setdefault(claim.field, (rank, claim))
    rows = [_row(field, best.get(field), standing.get(field), restricted) for field in {*best, *standing}]
    return sorted(rows, key=lambda row: (ORDER.get(row.field, len(ORDER)), row.field))


def _row(
    field: str,
    best: tuple[int, Claim] | None,
    stands: FieldValue | None,
    restricted: Sequence[str],
) -> Row:
    rank, claim = best or (None, None)
    says_more = stands and (claim is None or stands.value != claim.value or stands.verification)
    return Row(field, rank, claim, stands if says_more else None, bool({field, EVERYTHING} & {*restricted}))
