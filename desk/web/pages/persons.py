"""Persons: search that forgives, and all that is known of one, down to the record that holds it."""

import re
from collections.abc import Iterator, Sequence

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from archive import persons
from archive.persons import UnknownPerson
from archive.persons_judged import Restriction, restrictions
from archive.sqlite import Database
from desk.persons import decisions
from desk.persons.state import FieldValue, PersonState
from desk.web import undoing
from desk.web.call import Call
from desk.web.found import found, marks, name_of, searching, states
from desk.web.pages.timeline import happened, pages_of
from desk.web.route import Route
from desk.web.search.finding import listed
from desk.web.tables import Column, Table, View, view, window

FOUND = (
    Column("person", "person"),
    Column("status", "word"),
    Column("grade", "word"),
    Column("death_date"),
    Column("age"),
    Column("region"),
    Column("settlement"),
    Column("mentions", "n"),
)
ALIKE = 5
AT_ONCE = 1000
_ID = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
GRADES = ("confirmed", "provisional", "rejected")
STATUSES = ("killed", "missing", "captive", "alive", "unsure")


def search(call: Call) -> View:
    """Persons whom the query may mean; without one, those who changed last."""
    query = call.asked("q").strip()[:200]
    ids, total, more, near = _found(call, query)
    table = Table(FOUND, list(_rows(call.db, ids)), total)
    names = {"query": query, "more": more, "near": near, "grades": GRADES, "statuses": STATUSES}
    return View("persons.title", table, "persons.html", names)


def person(call: Call) -> Response:
    """One person; an id that was merged leads on."""
    asked = call.part("person")
    try:
        identity = persons.resolve(call.db, asked)
    except UnknownPerson as error:
        raise HTTPException(404, "no such person") from error
    if identity != asked:
        return RedirectResponse(call.url("person", person=identity), 303)
    is_editor = call.account.may("editor")
    state = next((state for _, state in states(call.db, [identity])), None)
    return call.page(
        "person.html",
        person=identity,
        name=name_of(state) if state else "",
        state=state,
        seq=persons.last_seq(call.db, identity),
        pages=pages_of(call.db, state.mentions if state and _may_see_pages(call, state) else ()),
        timeline=happened(call.db, identity, is_editor=is_editor),
        done=undoing.of_person(call.desk.room, identity) if is_editor else [],
        alike=_alike(call, identity, state) if is_editor and state else [],
        restrictions=_restrictions(call.db, identity) if is_editor else [],
        fields=decisions.FIELDS,
        known=sorted(state.fields.items(), key=_place) if state else [],
    )


def _may_see_pages(call: Call, state: PersonState) -> bool:
    """Whether pages that tell what is hidden of him may be told, with their titles and addresses."""
    return not state.restricted or call.account.may("verifier")


def _alike(call: Call, identity: str, state: PersonState) -> list[tuple[str, PersonState]]:
    """Others of nearly this name, who may be the same man."""
    name = " ".join(one.value for part in ("surname", "given") if (one := state.fields.get(part)))
    near = found(call, name, {}).persons if name else []
    return states(call.db, [one for one in near if one != identity][:ALIKE])


def _place(named: tuple[str, FieldValue]) -> tuple[int, str]:
    name = named[0]
    return decisions.FIELDS.index(name) if name in decisions.FIELDS else len(decisions.FIELDS), name


def _restrictions(db: Database, identity: str) -> list[Restriction]:
    return [one for one in restrictions(db) if persons.resolve(db, one.person) == identity]


def _found(call: Call, query: str) -> tuple[Sequence[str], int, bool, bool]:
    """The ids of the page asked for (as CSV all), how many there are, if there are more, if only near."""
    wanted = {name: call.asked(name) for name in ("grade", "status", "region")}
    begin, limit = window(call)
    if _ID.fullmatch(query.upper()) and (identity := _resolved(call.db, query.upper())):
        return [identity], 1, False, False
    if query:
        one = found(call, query, wanted)
        ids = one.persons[begin:] if limit < 0 else one.persons[begin : begin + limit]
        return ids, len(one.persons), one.more, one.near
    with searching(call) as index:
        ids, total = listed(index, marks(wanted), begin, limit)
    return ids, total, False, False


def _resolved(db: Database, identity: str) -> str | None:
    try:
        return persons.resolve(db, identity)
    except UnknownPerson:
        return None


def _rows(db: Database, ids: Sequence[str]) -> Iterator[dict[str, object]]:
    """The rows of many, without the states of all in memory."""
    for begin in range(0, len(ids), AT_ONCE):
        for identity, state in states(db, ids[begin : begin + AT_ONCE]):
            yield _row(identity, state)


def _row(identity: str, state: PersonState) -> dict[str, object]:
    counted = state.counted
    return {
        "person": identity,
        "name": name_of(state),
        "status": counted.status,
        "grade": counted.grade,
        "death_date": counted.death_date,
        "age": counted.age,
        "region": counted.region,
        "settlement": counted.settlement,
        "mentions": len(state.mentions),
    }


ROUTES = (
    *view("/persons", "persons", "reader", search),
    Route("/persons/{person}", "GET", "person", "reader", person),
)
