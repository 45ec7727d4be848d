"""A person as the terminal shows him: each value, the words that say it, and where the page is kept."""

from collections.abc import Mapping, Set

import msgspec

from archive import persons
from archive.persons import UnknownPerson
from archive.sqlite import Database
from desk.persons.said import places
from desk.persons.state import EVERYTHING, FieldValue, PersonState
from desk.publication.showing import hidden_of

_KEPT = """SELECT url, warc_file, "offset" FROM capture WHERE payload_digest = ? ORDER BY id LIMIT 1"""

_NAME = "trim(ifnull(surname, '') || ' ' || ifnull(given, '') || ' ' || ifnull(patronymic, ''))"

_FOUND = f"""SELECT id, grade, status, {_NAME}, region, mentions
FROM person WHERE ? OR id = ?2 OR surname = ?2 OR surname || ' ' || given = ?2 OR given || ' ' || surname = ?2
    OR surname || ' ' || given || ' ' || patronymic = ?2
ORDER BY surname, given, patronymic, id"""

_COLUMNS = ("person", "grade", "status", "name", "region", "mentions")

HIDDEN = "[restricted]"


def found(db: Database, who: str | None) -> list[dict[str, object]]:
    """One row a person: those of this name, or all."""
    rows = db.conn.execute(_FOUND, (who is None, who or ""))
    return [dict(zip(_COLUMNS, row, strict=True)) for row in rows]


def one(db: Database, who: str) -> str:
    """The id of the one person who has this id, or had it, or this name. Raises UnknownPerson."""
    try:
        return persons.resolve(db, who)
    except UnknownPerson:
        named = found(db, who)
    if len(named) != 1:
        ids = ", ".join(str(row["person"]) for row in named)
        told = f"{len(named)} persons are called {who}: {ids}" if named else f"nobody is called {who}"
        raise UnknownPerson(f"{told}; give an id, see sinodik person")
    return str(named[0]["person"])


def told(db: Database, who: str) -> dict[str, object]:
    """All that is known of a person: fields with their words and records, mentions, what became of his id.

    What is restricted is not told. Raises UnknownPerson.
    """
    person = one(db, who)
    history = [{"seq": one.seq, "kind": one.kind, "at": one.at} for one in persons.changes_of(db, person)]
    row = db.conn.execute("SELECT state FROM person WHERE id = ?", (person,)).fetchone()
    if row is None:
        return {"person": person, "asked": who, "live": False, "history": history}
    state = msgspec.json.decode(row[0], type=PersonState)
    hidden = hidden_of(state, "partner")
    return {
        "person": person,
        "asked": who,
        "live": True,
        "seq": persons.last_seq(db, person),
        "grade": state.counted.grade,
        "status": state.counted.status,
        "reasons": state.counted.reasons,
        "independent_texts": state.sources,
        "restricted": state.restricted,
        "fields": [_field(db, name, value, hidden) for name, value in state.fields.items()],
        "mentions": _mentions(db, state),
        "history": history,
    }


def _field(db: Database, name: str, value: FieldValue, hidden: Set[str]) -> dict[str, object]:
    if EVERYTHING in hidden or name in hidden:
        return {"field": name, "value": HIDDEN}
    return {
        "field": name,
        "value": value.value,
        "words": value.raw,
        "rule": value.rule,
        "confidence": value.confidence,
        "mention": value.mention,
        "verification": value.verification,
        **_record(db, value.snapshot),
        "others": [msgspec.structs.asdict(other) for other in value.others],
    }


def _mentions(db: Database, state: PersonState) -> list[dict[str, object]]:
    if state.restricted:
        return [{"mention": mention} for mention in state.mentions]
    return [
        {
            "mention": place.mention,
            "status": place.status,
            "published": place.published,
            "source": place.source,
            **_record(db, place.snapshot),
        }
        for place in places(db, state.mentions)
    ]


def _record(db: Database, snapshot: str | None) -> Mapping[str, object]:
    """The page, and the WARC record that holds it."""
    row = db.conn.execute(_KEPT, (snapshot,)).fetchone() if snapshot else None
    return {"url": row[0], "warc": f"{row[1]} @ {row[2]}"} if row else {"url": None, "warc": None}
