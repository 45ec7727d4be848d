"""The rows of each table of an edition."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

import msgspec
from msgspec import Struct

from archive.records import Kind
from desk.counting.counts import KINDS, Count, count
from desk.counting.dimensions import DIMENSIONS
from desk.counting.person import Counted
from desk.counting.questions import Question
from desk.persons.sources import publishers
from desk.persons.state import PersonState
from desk.publication.edition import Edition
from desk.publication.private import social_sources
from desk.publication.showing import NAMES
from desk.publication.tables import PERSONS
from desk.publication.writing import Row

_SOURCES = """SELECT source, toml FROM source_version
WHERE id IN (SELECT max(id) FROM source_version GROUP BY source) ORDER BY source"""
_CAPTURES = "SELECT source, count(*) FROM capture WHERE fetched_at < ? GROUP BY source"


class _Described(Struct):
    title: str
    kind: Kind
    home: str | None = None
    region: str | None = None


_OF_COUNTED = frozenset(Counted.__struct_fields__)
_OF_FIELDS = NAMES - {"name", "call_sign"}


def persons(edition: Edition) -> Iterator[Row]:
    """Everyone; the columns that counts read are those of `Counted`."""
    for member in edition.members():
        yield tuple(_persons_cell(name, member.state, edition.question) for name in PERSONS.names)


def _persons_cell(column: str, state: PersonState, question: Question) -> object:
    if column == "verdict":
        return question.verdict(state.counted)
    if column in _OF_COUNTED:
        return getattr(state.counted, column)
    if column in _OF_FIELDS:
        found = state.fields.get(column)
        return found.value if found else None
    return getattr(state, column)


def manifest(everyone: Iterable[Counted], question: Question) -> Iterator[Row]:
    """Who is in the count, and why the others are not."""
    return ((one.person, question.verdict(one)) for one in everyone)


def counts(everyone: Sequence[Counted], question: Question) -> Iterator[Row]:
    """The total, and every partition of it."""
    whole = count(everyone, question)
    yield ("all", "all", whole.total, *_kinds(whole), False)
    for by in DIMENSIONS:
        for bucket in count(everyone, question, by=by).buckets:
            dated = (bucket.dated_by[kind] for kind in KINDS)
            yield (by, bucket.value, bucket.persons, *dated, bucket.provisional)


def _kinds(found: Count) -> Iterator[int]:
    return (found.dated_by[kind] for kind in KINDS)


def sources(edition: Edition) -> Iterator[Row]:
    """The publishers as they are described now; without private ones in the public tier."""
    before = (edition.as_of + timedelta(days=1)).isoformat()
    kept = dict(edition.db.conn.execute(_CAPTURES, (before,)).fetchall())
    unnamed = social_sources(edition.db) if edition.tier == "public" else frozenset[str]()
    evidence = publishers(edition.db)
    for source, toml in edition.db.conn.execute(_SOURCES):
        if source not in unnamed:
            one = msgspec.toml.decode(toml.encode(), type=_Described)
            of_pages = evidence[source].evidence
            yield (source, one.title, one.kind, of_pages, one.region, one.home, kept.get(source, 0))
