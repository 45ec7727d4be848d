"""What is not to be shown of a person, and shown again; undoing; and what waits for a second editor."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from archive import persons
from archive.persons import UnknownPerson
from archive.persons_judged import UnknownFact
from archive.sqlite import Database
from desk.persons import decisions
from desk.persons.mistakes import Mistaken
from desk.web import proposals, undoing
from desk.web.call import Call
from desk.web.found import name_of, states
from desk.web.pages.merging import merged, status_of
from desk.web.proposals import NotWaiting, OwnProposal, Proposal
from desk.web.route import Route
from desk.web.undoing import NotDone


def restrict(call: Call) -> Response:
    """Hides a field, or everything that tells who he is; of a verified person it is proposed."""
    person, field, reason = call.part("person"), call.sent("field") or None, _reason(call)
    if field and field not in decisions.FIELDS:
        raise HTTPException(400, f"no field {field}")
    with call.writing() as db:
        if _resolved(db, person) and proposals.is_verified(db, person):
            room, clock, by = call.desk.room, call.desk.clock, call.account.name
            proposals.propose(room, clock, "restrict", person, by, reason, field=field)
            return call.go("proposals")
        _restrict(call, db, person, field, reason)
    return call.go("person", person=person)


def lift(call: Call) -> Response:
    """Shows again what a restriction hid; of a verified person it is proposed."""
    person, restriction, reason = call.part("person"), call.sent("restriction"), _reason(call)
    with call.writing() as db:
        _require_his(db, restriction, _resolved(db, person))
        if proposals.is_verified(db, person):
            room, clock, by = call.desk.room, call.desk.clock, call.account.name
            proposals.propose(room, clock, "lift", person, by, reason, other=restriction)
            return call.go("proposals")
        _lift(call, db, restriction, reason)
    return call.go("person", person=person)


def undo(call: Call) -> Response:
    """Undoes what was done at the desk; where that joins or shows somebody verified, it is proposed."""
    room, clock, by = call.desk.room, call.desk.clock, call.account.name
    try:
        done = undoing.one(room, call.part("done"))
        with call.writing() as db:
            if any(proposals.is_verified(db, one) for one in undoing.joins_or_shows(db, done)):
                words = call.t(f"done.{done.what}")
                proposals.propose(room, clock, "undo", done.person, by, words, other=done.id)
                return call.go("proposals")
            now = _undone(call, db, done.id)
    except NotDone as error:
        raise HTTPException(404, str(error)) from error
    except Mistaken as error:
        raise HTTPException(status_of(error), str(error)) from error
    return call.go("person", person=now)


def _undone(call: Call, db: Database, identity: str) -> str:
    done = undoing.undo(call.desk.room, db, call.desk.clock, identity, call.account.name)
    return persons.resolve(db, done.person)


def waiting(call: Call) -> Response:
    """What editors proposed."""
    those = proposals.waiting(call.desk.room)
    ids = sorted({one for proposal in those for one in (proposal.person, proposal.other) if one})
    named = {one: name_of(state) for one, state in states(call.db, ids)}
    return call.page("proposals.html", proposals=those, named=named)


def confirm(call: Call) -> Response:
    """A second editor confirms, and it is done."""
    room, clock, by = call.desk.room, call.desk.clock, call.account.name
    try:
        with call.writing() as db:
            proposal = proposals.confirmed(room, call.part("proposal"), by)
            now = _done(call, db, proposal)
            proposals.end(room, clock, proposal.id, by, "done")
    except (NotWaiting, NotDone) as error:
        raise HTTPException(404, str(error)) from error
    except OwnProposal as error:
        raise HTTPException(403, str(error)) from error
    except (Mistaken, UnknownPerson) as error:
        raise HTTPException(status_of(error), str(error)) from error
    return call.go("person", person=now)


def drop(call: Call) -> Response:
    """Drops a proposal."""
    try:
        proposals.end(call.desk.room, call.desk.clock, call.part("proposal"), call.account.name, "dropped")
    except NotWaiting as error:
        raise HTTPException(404, str(error)) from error
    return call.go("proposals")


def _done(call: Call, db: Database, proposal: Proposal) -> str:
    """Does what was proposed; the fact says who confirmed it, its reason who proposed it."""
    reason = f"{proposal.reason} [{proposal.by}]"
    match proposal.what:
        case "merge":
            return merged(call, db, proposal.person, proposal.other or "", reason, None)
        case "restrict":
            _restrict(call, db, proposal.person, proposal.field, reason)
        case "lift":
            _lift(call, db, proposal.other or "", reason)
        case "undo":
            return _undone(call, db, proposal.other or "")
    return persons.resolve(db, proposal.person)


def _restrict(call: Call, db: Database, person: str, field: str | None, reason: str) -> None:
    clock, by = call.desk.clock, call.account.name
    try:
        done = decisions.restrict(db, clock, person, by, reason, field=field)
    except (Mistaken, UnknownPerson) as error:
        raise HTTPException(status_of(error), str(error)) from error
    undoing.keep(call.desk.room, clock, "restrict", persons.resolve(db, person), done.facts, (), by)


def _lift(call: Call, db: Database, restriction: str, reason: str) -> None:
    try:
        decisions.withdraw(db, call.desk.clock, restriction, call.account.name, reason)
    except UnknownFact as error:
        raise HTTPException(404, str(error)) from error
    except Mistaken as error:
        raise HTTPException(status_of(error), str(error)) from error


def _require_his(db: Database, restriction: str, person: str) -> None:
    """That it is what hides him: else the rule would be held of one person, and another shown."""
    row = db.conn.execute("SELECT person FROM restriction WHERE id = ?", (restriction,)).fetchone()
    if row is None or persons.resolve(db, row[0]) != person:
        raise HTTPException(404, "no such restriction")


def _reason(call: Call) -> str:
    if not call.sent("reason").strip():
        raise HTTPException(400, call.t("decide.reason_wanted"))
    return call.sent("reason").strip()[:1000]


def _resolved(db: Database, person: str) -> str:
    try:
        return persons.resolve(db, person)
    except UnknownPerson as error:
        raise HTTPException(404, "no such person") from error


ROUTES = (
    Route("/persons/{person}/restrict", "POST", "restrict", "editor", restrict),
    Route("/persons/{person}/lift", "POST", "lift", "editor", lift),
    Route("/done/{done}/undo", "POST", "undo", "editor", undo),
    Route("/proposals", "GET", "proposals", "editor", waiting),
    Route("/proposals/{proposal}/confirm", "POST", "confirm", "editor", confirm),
    Route("/proposals/{proposal}/drop", "POST", "drop", "editor", drop),
)
