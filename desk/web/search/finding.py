"""Finds persons by a query: all its words, else most of them; the nearest names first."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from msgspec import Struct
from rapidfuzz.distance import DamerauLevenshtein

from archive.sqlite import sqlite3
from desk.linkage.given_names import holes
from desk.web.search.index import SHORTEST
from desk.web.search.keys import Meant, meant

MOST = 400
"""Persons that are weighed against each other; a query that fits more is told so."""
LONG = 7
"""Letters of a stem from which two slips are forgiven."""
BEGINNING = 3


class Found(Struct, frozen=True):
    """The ids of persons, nearest first; `more`: there are others; `near`: not all words were found."""

    persons: list[str]
    more: bool
    near: bool


def listed(index: sqlite3.Connection, marks: Sequence[str], begin: int, limit: int) -> tuple[list[str], int]:
    """Persons with all of these marks, those who changed last first: some of them, and how many there are.

    `limit` below 0: all from `begin` on.
    """
    statement, order, values = "FROM entry", "entry.id", list[str]()
    if marks:
        statement = "FROM names JOIN entry ON entry.id = names.rowid WHERE names MATCH ?"
        order, values = "names.rowid", [" AND ".join(f"marks : {_quoted(mark)}" for mark in marks)]
    rows = index.execute(
        f"SELECT entry.person {statement} ORDER BY {order} DESC LIMIT ? OFFSET ?", [*values, limit, begin]
    ).fetchall()
    (total,) = index.execute(f"SELECT count(*) {statement}", values).fetchone()
    return [row[0] for row in rows], total


class _Row(Struct, frozen=True):
    person: str
    surnames: list[str]
    given: list[str]
    patronymics: list[str]
    whole: list[str]


def find(index: sqlite3.Connection, query: str, marks: Sequence[str] = ()) -> Found:
    """Persons that a query may mean, among those with all of these marks (`region…`, `grade…`)."""
    words = [_spread(index, word) for word in meant(query)[:6]]
    if not words:
        return Found([], more=False, near=False)
    rows = _matched(index, [" AND ".join(_clause(word) for word in words)], marks)
    near = False
    if not rows and len(words) > 1:
        rows, near = _matched(index, _most_of(words), marks), True
    ranked = sorted(rows, key=lambda row: (-_score(row, words), row.surnames, row.given, row.person))
    return Found([row.person for row in ranked[:MOST]], more=len(rows) > MOST, near=near)


class _Word(Struct, frozen=True):
    """A word with the surnames' stems that are a slip away from it."""

    meant: Meant
    slips: tuple[str, ...]


def _spread(index: sqlite3.Connection, word: Meant) -> _Word:
    if word.year or len(word.surname) < SHORTEST:
        return _Word(word, ())
    near = _slips(index, word.surname)
    is_known = index.execute("SELECT 1 FROM stem WHERE stem = ?", (word.surname,)).fetchone()
    if not near and not is_known and not word.is_patronymic:
        near = _alike(index, word.surname)
    return _Word(word, near)


def _slips(index: sqlite3.Connection, stem: str) -> tuple[str, ...]:
    """Stems that share a hole with this one: a letter dropped, added, replaced, or two swapped."""
    spelt = sorted(holes(stem))
    marks = ", ".join("?" * len(spelt))
    found = {row[0] for row in index.execute(f"SELECT stem FROM hole WHERE hole IN ({marks})", spelt)}
    allowed = 2 if len(stem) >= LONG else 1
    near = [one for one in found - {stem} if DamerauLevenshtein.distance(stem, one) <= allowed]
    return tuple(sorted(near))[:20]


def _alike(index: sqlite3.Connection, stem: str) -> tuple[str, ...]:
    """Stems that share most letters with one that is not known, by threes."""
    threes = " OR ".join(_quoted(stem[at : at + 3]) for at in range(len(stem) - 2))
    query = "SELECT stem FROM letters WHERE letters MATCH ? ORDER BY rank LIMIT 200"
    found = [row[0] for row in index.execute(query, (threes,))]
    near = sorted(found, key=lambda one: DamerauLevenshtein.distance(stem, one))
    return tuple(one for one in near[:5] if DamerauLevenshtein.distance(stem, one) <= 1 + len(stem) // 4)


def _clause(word: _Word) -> str:
    said = word.meant
    if said.year:
        return f"(marks : ({_quoted('born' + said.year)} OR {_quoted('died' + said.year)}))"
    ways = [
        f"surnames : ({' OR '.join(map(_quoted, (said.surname, *word.slips)))})",
        f"given : ({' OR '.join(map(_quoted, said.given))})",
        f"patronymics : {_quoted(said.patronymic)}",
    ]
    beginning = " *" if len(said.whole) >= BEGINNING else ""
    ways.append(f"whole : {_quoted(said.whole)}{beginning}")
    return f"({' OR '.join(ways)})"


def _most_of(words: Sequence[_Word]) -> Iterable[str]:
    """All but one, a patronymic left out first; at last any surname."""
    order = sorted(words, key=lambda word: word.meant.is_patronymic)
    fewer = reversed([*combinations(order, len(words) - 1)]) if len(words) > 2 else iter(())
    yield from (" AND ".join(map(_clause, those)) for those in sorted(fewer, key=_drops_a_surname))
    yield " OR ".join(map(_clause, words))


def _drops_a_surname(those: Sequence[_Word]) -> bool:
    return all(word.meant.is_patronymic or len(word.meant.given) > 1 for word in those)


def _matched(index: sqlite3.Connection, queries: Iterable[str], marks: Sequence[str]) -> list[_Row]:
    """The rows of the first query that finds any."""
    asked = "".join(f" AND marks : {_quoted(mark)}" for mark in marks)
    statement = """SELECT entry.person, surnames, given, patronymics, whole FROM names
        JOIN entry ON entry.id = names.rowid WHERE names MATCH ? LIMIT ?"""
    for query in queries:
        rows = index.execute(statement, (f"({query}){asked}", MOST + 1)).fetchall()
        if rows:
            return [_Row(row[0], *(column.split() for column in row[1:])) for row in rows]
    return []


def _score(row: _Row, words: Sequence[_Word]) -> int:
    return sum(_fits(row, word) for word in words)


def _fits(row: _Row, word: _Word) -> int:
    """How well a word fits a person: his very surname best."""
    said = word.meant
    if said.surname in row.surnames:
        return 8 if said.whole in row.whole else 7
    if set(said.given) & set(row.given):
        return 6 if said.given[0] in row.given else 4
    if said.patronymic in row.patronymics:
        return 5
    if set(word.slips) & set(row.surnames):
        return 3
    return int(any(whole.startswith(said.whole) for whole in row.whole))


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
