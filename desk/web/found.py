"""Persons by a search, and their states without what is restricted, for pages and programs alike."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from msgspec import json

from archive.sqlite import Database, sqlite3
from desk.persons.state import PersonState
from desk.publication.private import Private
from desk.publication.showing import shown
from desk.web.call import Call
from desk.web.search.finding import Found, find

LONGEST = 200
"""Letters of a query that are read: the work for a word grows with its square."""
_NO_MARK = re.compile(r"[^A-Za-z0-9]")


def found(call: Call, query: str, wanted: Mapping[str, str]) -> Found:
    """Persons whom a query may mean, among those of a grade, status and region where these are wanted."""
    with searching(call) as index:
        return find(index, query[:LONGEST], marks(wanted))


def marks(wanted: Mapping[str, str]) -> list[str]:
    """The marks of the index for a grade, a status, a region; "" is any. A mark is one word of the index."""
    return [f"{name}{_NO_MARK.sub('', value)}" for name, value in wanted.items() if value]


@contextmanager
def searching(call: Call) -> Iterator[sqlite3.Connection]:
    """The index, brought up to date."""
    call.desk.index.keep_up(call.db)
    index = call.desk.index.reading()
    try:
        yield index
    finally:
        index.close()


def states(db: Database, ids: Sequence[str]) -> list[tuple[str, PersonState]]:
    """The states of persons in the order of their ids as given, without what is restricted."""
    rows = db.conn.execute(
        "SELECT id, state FROM person WHERE id IN (SELECT value FROM json_each(?))",
        (json.encode(list(ids)).decode(),),
    )
    known = {identity: json.decode(state, type=PersonState) for identity, state in rows}
    private = Private(db)
    return [(one, shown(known[one], "partner", private)) for one in ids if one in known]


def name_of(state: PersonState) -> str:
    """Surname, given name, patronymic, as far as they may be shown; else what stands in their place."""
    parts = (state.fields.get(name) for name in ("surname", "given", "patronymic"))
    return " ".join(one.value for one in parts if one) or "—"
