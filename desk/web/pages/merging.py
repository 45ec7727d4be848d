"""Two persons made one, or one made two: what would move, then the decision, by one editor or two."""

from collections.abc import Callable

from starlette.exceptions import HTTPException
from starlette.responses import Response

from archive import persons
from archive.persons import UnknownPerson
from archive.sqlite import Database
from desk.persons import decisions, merging
from desk.persons.deciding import Decided
from desk.persons.merging import Preview
from desk.persons.mistakes import BadDecision, Mistaken, NotLive, Stale
from desk.persons.state import PersonState
from desk.web import proposals, undoing
from desk.web.call import Call
from desk.web.found import name_of, states
from desk.web.route import Route

Statuses = {Stale: 409, NotLive: 404, BadDecision: 400}


def merge_form(call: Call) -> Response:
    """What a merge with the person `other` would move."""
    return _merge_page(call, call.db, call.asked("other").strip())


def merge(call: Call) -> Response:
    """Merges, or proposes it where one of the two was verified; `keep_apart` says that they are two men."""
    person, other, reason = call.part("person"), call.sent("other"), call.sent("reason").strip()
    apart = call.sent("verdict") == "apart"
    if not reason:
        return _merge_page(call, call.db, other, wrong=call.t("decide.reason_wanted"), status=400)
    with call.writing() as db:
        if not apart and _is_any_verified(db, person, other):
            _require_live(db, person, other)
            proposals.propose(
                call.desk.room, call.desk.clock, "merge", person, call.account.name, reason, other=other
            )
            return call.go("proposals")
        try:
            now = (keep_apart if apart else merged)(call, db, person, other, reason, _seen(call))
        except (Mistaken, UnknownPerson) as error:
            return _merge_page(call, db, other, wrong=str(error), status=status_of(error))
    return call.go("person", person=now)


def merged(call: Call, db: Database, person: str, other: str, reason: str, seen: int | None) -> str:
    """Merges, and remembers how to undo it; gives the id that stays. Raises as merging.merge does."""
    mentions = {one: persons.mentions_of(db, persons.resolve(db, one)) for one in (person, other)}
    done = merging.merge(db, call.desk.clock, person, other, call.account.name, reason, seen=seen)
    stays = persons.resolve(db, person)
    moved = [mention for one, those in mentions.items() if one != stays for mention in those]
    _remember(call, "merge", stays, done, moved)
    return stays


def keep_apart(call: Call, db: Database, person: str, other: str, reason: str, seen: int | None) -> str:
    """Says that they are two men. Raises as merging.keep_apart does."""
    done = merging.keep_apart(db, call.desk.clock, person, other, call.account.name, reason, seen=seen)
    _remember(call, "apart", person, done, [])
    return persons.resolve(db, person)


def split_form(call: Call) -> Response:
    """What a split of the mentions that were ticked would move."""
    return _split_page(call, call.db, call.request.query_params.getlist("mention"))


def split(call: Call) -> Response:
    """Splits some mentions off."""
    mentions, reason = call.sent("mentions").split(), call.sent("reason").strip()
    if not reason:
        return _split_page(call, call.db, mentions, wrong=call.t("decide.reason_wanted"), status=400)
    person = call.part("person")
    with call.writing() as db:
        try:
            done = merging.split(
                db, call.desk.clock, person, mentions, call.account.name, reason, seen=_seen(call)
            )
        except (Mistaken, UnknownPerson) as error:
            return _split_page(call, db, mentions, wrong=str(error), status=status_of(error))
        now = persons.resolve(db, person)
    _remember(call, "split", now, done, mentions)
    return call.go("person", person=now)


def status_of(error: Exception) -> int:
    """The status of a decision that cannot be taken."""
    if isinstance(error, UnknownPerson):
        return 404
    return Statuses.get(type(error), 409)


def _merge_page(call: Call, db: Database, other: str, wrong: str = "", status: int = 200) -> Response:
    person = call.part("person")
    found, why = _previewed(lambda: merging.preview_merge(db, person, other)) if other else (None, "")
    names = {"other": other, "is_verified": _is_any_verified(db, person, other)}
    return _page(call, db, "merge.html", found, wrong or why, status, names)


def _split_page(
    call: Call, db: Database, mentions: list[str], wrong: str = "", status: int = 200
) -> Response:
    person = call.part("person")
    found, why = _previewed(lambda: merging.preview_split(db, person, mentions))
    return _page(call, db, "split.html", found, wrong or why, status, {"mentions": mentions})


def _page(
    call: Call,
    db: Database,
    template: str,
    found: Preview | None,
    wrong: str,
    status: int,
    names: dict[str, object],
) -> Response:
    """The preview as it is now: after a stale save with what was typed, and the person as he is since."""
    person = call.part("person")
    try:
        now = persons.resolve(db, person)
    except UnknownPerson as error:
        raise HTTPException(404, "no such person") from error
    ids = [one for one in (now, str(names.get("other") or "")) if one]
    known = states(db, ids)
    return call.page(
        template,
        status=status,
        person=now,
        named={one: name_of(state) for one, state in known},
        beside=_beside(*(state for _, state in known)) if len(known) == 2 else [],
        parts=_parts(db, found) if found else [],
        found=found,
        wrong=wrong,
        reason=call.form.get("reason", ""),
        seen=max(persons.last_seq(db, one) for one in ids),
        **names,
    )


def _beside(one: PersonState, other: PersonState) -> list[tuple[str, str, str]]:
    """Each field that either has, with both values; "" where it is not said."""
    return [
        (name, _value(one, name), _value(other, name))
        for name in decisions.FIELDS
        if name in one.fields or name in other.fields
    ]


def _value(state: PersonState, name: str) -> str:
    return state.fields[name].value if name in state.fields else ""


def _previewed(preview: Callable[[], Preview]) -> tuple[Preview | None, str]:
    try:
        return preview(), ""
    except (Mistaken, UnknownPerson) as error:
        return None, str(error)


def _parts(db: Database, found: Preview) -> list[dict[str, object]]:
    """Each part with its mentions: name, page, source."""
    statement = """SELECT mention.id, name.value, capture.url, capture.source FROM mention
        JOIN document ON document.snapshot = mention.document JOIN capture ON capture.id = document.capture
        LEFT JOIN claim AS name ON name.mention = mention.id AND name.field = 'name'
        WHERE mention.id = ? ORDER BY name.rank LIMIT 1"""
    return [
        {"person": person, "mentions": [db.conn.execute(statement, (one,)).fetchone() for one in mentions]}
        for person, mentions in found.parts
    ]


def _is_any_verified(db: Database, *those: str) -> bool:
    return any(proposals.is_verified(db, one) for one in those if one)


def _require_live(db: Database, *those: str) -> None:
    try:
        for one in those:
            persons.resolve(db, one)
    except UnknownPerson as error:
        raise HTTPException(404, "no such person") from error


def _remember(call: Call, what: undoing.What, person: str, done: Decided, moved: list[str]) -> None:
    undoing.keep(call.desk.room, call.desk.clock, what, person, done.facts, moved, call.account.name)


def _seen(call: Call) -> int:
    text = call.sent("seen")
    if not text.isascii() or not text.isdigit() or len(text) > 15:
        raise HTTPException(400, "seen: expected a number")
    return int(text)


ROUTES = (
    Route("/persons/{person}/merge", "GET", "merge_form", "editor", merge_form),
    Route("/persons/{person}/merge", "POST", "merge", "editor", merge),
    Route("/persons/{person}/split", "GET", "split_form", "editor", split_form),
    Route("/persons/{person}/split", "POST", "split", "editor", split),
)
