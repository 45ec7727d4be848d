"""The rows of mentions and claims: linked where that is allowed, else a class and a commitment."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter

from msgspec import Struct, json

from desk.persons.sources import Publishes, publishers
from desk.publication.commitments import commitment
from desk.publication.edition import Edition, Member
from desk.publication.private import Private
from desk.publication.showing import PUBLIC
from desk.publication.writing import Row

_AT = """SELECT mention.id, mention.status, capture.source, capture.url, document.snapshot,
    capture.fetched_at, document.published
FROM mention JOIN document ON document.snapshot = mention.document
JOIN capture ON capture.id = document.capture
WHERE mention.id IN (SELECT value FROM json_each(?)) ORDER BY mention.id"""

_CLAIMS = """SELECT mention, rank, field, value, raw, "start", "end", rule, confidence FROM claim
WHERE mention IN (SELECT value FROM json_each(?)) ORDER BY mention, rank"""


class Told(Struct, frozen=True):
    """A mention as an edition gives it: its name there, if it is linked, and its row."""

    name: str
    linked: bool
    row: Row


def mentions(edition: Edition) -> Iterator[Row]:
    """One row for each mention that is read now, of every person."""
    known = publishers(edition.db)
    for member in edition.members():
        yield from (told.row for told in _told(edition, member, known).values())


def claims(edition: Edition) -> Iterator[Row]:
    """What they say of those who are not hidden, field by field."""
    known = publishers(edition.db)
    for member in edition.members():
        told = _told(edition, member, known)
        found = edition.db.conn.execute(_CLAIMS, (_list(told),))
        for mention, rows in groupby(found, key=itemgetter(0)):
            yield from _claims_of(edition, member, told[mention], rows)


def _claims_of(
    edition: Edition, member: Member, told: Told, rows: Iterator[tuple[object, ...]]
) -> Iterator[Row]:
    for _, rank, field, value, *words, rule, confidence in rows:
        if "*" in member.hidden or field in member.hidden:
            continue
        if edition.tier == "public" and field not in PUBLIC:
            continue
        yield (told.name, rank, field, value, *(words if told.linked else (None,) * 3), rule, confidence)


def _told(edition: Edition, member: Member, known: Mapping[str, Publishes]) -> dict[str, Told]:
    """The mentions of a person by their ids."""
    found = edition.db.conn.execute(_AT, (_list(member.mentions),)).fetchall()
    private = edition.private if edition.tier == "public" else None
    return {row[0]: _one(edition, member, row, known[row[2]], private) for row in found}


def _one(
    edition: Edition, member: Member, at: tuple[str, ...], source: Publishes, private: Private | None
) -> Told:
    mention, status, source_id, url, snapshot, fetched, published = at
    made = commitment(edition.salt, mention, url, snapshot)
    linked = member.linked and not (private and private.holds_snapshot(snapshot))
    name = mention if linked else f"closed-{made.value[:16]}"
    places = (source_id, url, snapshot, fetched, published) if linked else (None,) * 5
    opening = (made.opening,) if edition.tier == "partner" else ()
    person = member.state.counted.person
    return Told(name, linked, (name, person, source.evidence, status, *places, made.value, *opening))


def _list(ids: object) -> str:
    return json.encode(list(ids)).decode()  # type: ignore[call-overload]
