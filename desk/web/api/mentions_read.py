"""Mentions, claims and captures as the API gives them; nothing that is restricted of the person."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import json
from starlette.exceptions import HTTPException

from archive.sqlite import Database
from desk.persons.state import EVERYTHING, PersonState
from desk.publication.showing import hidden_of
from desk.web.api.answers import (
    CaptureOf,
    Captures,
    CapturesAsked,
    ClaimOf,
    Claims,
    ClaimsAsked,
    MentionOf,
    Mentions,
    MentionsAsked,
)

_IDS = """SELECT mention.id FROM mention
JOIN document ON document.snapshot = mention.document JOIN capture ON capture.id = document.capture
WHERE mention.id > :after AND (:status IS NULL OR mention.status = :status)
    AND (:source = '' OR capture.source = :source)
ORDER BY mention.id LIMIT :limit"""

_OF_PERSON = """SELECT mention.id FROM mention WHERE mention.id > :after AND mention.id IN
    (SELECT value FROM person, json_each(person.state, '$.mentions') WHERE person.id = :person)
ORDER BY mention.id LIMIT :limit"""

_MENTIONS = """SELECT mention.id, mention.status, document.snapshot, capture.id, capture.source, capture.url,
    document.published,
    (SELECT person FROM assignment WHERE assignment.mention = mention.id ORDER BY assignment.id DESC LIMIT 1)
FROM mention
JOIN document ON document.snapshot = mention.document JOIN capture ON capture.id = document.capture
WHERE mention.id IN (SELECT value FROM json_each(?)) ORDER BY mention.id"""

_CLAIMS_OF = """SELECT mention, field, value, raw, "start", "end", rule, confidence FROM claim
WHERE mention IN (SELECT value FROM json_each(?)) ORDER BY mention, rank"""

_CLAIMS = """SELECT mention, field, value, raw, "start", "end", rule, confidence, rank FROM claim
WHERE field = :field AND (:value IS NULL OR value = :value) AND (mention, rank) > (:mention, :rank)
ORDER BY mention, rank LIMIT :limit"""

_RESTRICTED = """SELECT id, state FROM person WHERE id IN (SELECT value FROM json_each(?))
AND json_array_length(state, '$.restricted') > 0"""

_WHOSE = """SELECT value, (SELECT person FROM assignment WHERE mention = value ORDER BY id DESC LIMIT 1)
FROM json_each(?)"""

_CAPTURE = ", ".join(f'"{column}"' for column in CaptureOf.__struct_fields__)


def some(db: Database, asked: MentionsAsked) -> Mentions:
    """A part of the mentions, by id."""
    values = {"after": asked.after, "limit": asked.limit + 1}
    if asked.person:
        rows = db.conn.execute(_OF_PERSON, {**values, "person": asked.person})
    else:
        rows = db.conn.execute(_IDS, {**values, "status": asked.status, "source": asked.source})
    ids = [row[0] for row in rows]
    return Mentions(of_ids(db, ids[: asked.limit]), ids[asked.limit - 1] if len(ids) > asked.limit else None)


def of_ids(db: Database, ids: Sequence[str]) -> list[MentionOf]:
    """The mentions of these ids that are read now, by id."""
    rows = db.conn.execute(_MENTIONS, (_json(ids),)).fetchall()
    hidden = hidden_fields(db, {row[0]: row[7] for row in rows})
    claims: dict[str, list[ClaimOf]] = {row[0]: [] for row in rows}
    for row in db.conn.execute(_CLAIMS_OF, (_json(list(claims)),)):
        claims[row[0]].append(ClaimOf(*row))
    shown = {mention: _shown(those, hidden[mention]) for mention, those in claims.items()}
    return [MentionOf(*(*row, sorted(hidden[row[0]]), shown[row[0]])) for row in rows]


def claims_of(db: Database, asked: ClaimsAsked) -> Claims:
    """A part of the claims; those that are restricted are left out of it."""
    mention, _, rank = asked.after.partition(":")
    if rank and not (rank.isascii() and rank.isdigit()):
        raise HTTPException(400, "after: expected `next` of the part before")
    after = {"mention": mention, "rank": int(rank or -1), "limit": asked.limit + 1}
    rows = db.conn.execute(_CLAIMS, {"field": asked.field, "value": asked.value, **after}).fetchall()
    those = [ClaimOf(*row[:-1]) for row in rows[: asked.limit]]
    whose = dict(db.conn.execute(_WHOSE, (_json(sorted({one.mention for one in those})),)).fetchall())
    hidden = hidden_fields(db, whose)
    shown = [one for one in those if _shown([one], hidden[one.mention])]
    last = rows[asked.limit - 1] if len(rows) > asked.limit else None
    return Claims(shown, last and f"{last[0]}:{last[-1]}")


def captures_of(db: Database, asked: CapturesAsked) -> Captures:
    """A part of a source's captures, by id."""
    statement = f"SELECT {_CAPTURE} FROM capture WHERE source = ? AND id > ? ORDER BY id LIMIT ?"
    rows = db.conn.execute(statement, (asked.source, asked.after, asked.limit + 1)).fetchall()
    those = [CaptureOf(*row) for row in rows[: asked.limit]]
    return Captures(those, those[-1].id if len(rows) > asked.limit else None)


def captures_by_id(db: Database, identity: str) -> list[CaptureOf]:
    """The capture of an id, if there is one."""
    rows = db.conn.execute(f"SELECT {_CAPTURE} FROM capture WHERE id = ?", (identity,))
    return [CaptureOf(*row) for row in rows]


def hidden_fields(db: Database, whose: Mapping[str, str | None]) -> dict[str, frozenset[str]]:
    """Mention → fields of its person that are not shown."""
    persons = sorted({person for person in whose.values() if person})
    restricted = {
        person: hidden_of(json.decode(state, type=PersonState), "partner")
        for person, state in db.conn.execute(_RESTRICTED, (_json(persons),))
    }
    return {mention: restricted.get(person or "", frozenset()) for mention, person in whose.items()}


def _shown(claims: Iterable[ClaimOf], hidden: frozenset[str]) -> list[ClaimOf]:
    return [one for one in claims if EVERYTHING not in hidden and one.field not in hidden]


def _json(values: Sequence[str]) -> str:
    return json.encode(list(values)).decode()
