"""The evidence of a mention on the desk's own host: text, page, screenshot, replay, other looks, proof."""

from collections.abc import Callable

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.responses import Response

from archive import persons
from archive.persons import UnknownPerson
from desk.persons.state import EVERYTHING
from desk.web.call import Call
from desk.web.route import Route
from desk.web.snapshots import addresses, differences, evidence, extracted, frames, looks, pictures, proof
from desk.web.snapshots.evidence import UNREADABLE, Evidence

TABS = ("text", "page", "screenshot", "replay", "looks", "proof")
"""In the order in which they are shown; the first is shown unless another is asked for."""


class Shown(Struct, frozen=True):
    """A tab with what its template is given."""

    tab: str
    found: Evidence
    names: dict[str, object]


def shown(call: Call, found: Evidence, tab: str) -> Shown:
    """A tab of a mention's evidence; any name that is none is the first tab's."""
    wanted = tab if tab in TABS else TABS[0]
    return Shown(wanted, found, _SHOWN[wanted](call, found))


def of_call(call: Call, mention: str) -> Evidence:
    """The evidence of a mention. Raises 404 if there is none, 403 if it tells what is not for who asks."""
    try:
        found = evidence.of_mention(call.desk.home, call.db, mention)
    except evidence.UnknownMention as error:
        raise HTTPException(404, str(error)) from error
    restricted = restricted_of(call, mention)
    if EVERYTHING in restricted and not call.account.may("editor"):
        raise HTTPException(403, call.t("evidence.restricted"))
    if restricted and not call.account.may("verifier"):
        raise HTTPException(403, call.t("evidence.restricted.field"))
    return found


def restricted_of(call: Call, mention: str) -> frozenset[str]:
    """The fields of the mention's person that are not to be shown: his pages tell them; or EVERYTHING."""
    person = persons.person_of(call.db, mention)
    if person is None:
        return frozenset()
    try:
        person = persons.resolve(call.db, person)
    except UnknownPerson:
        return frozenset()
    statement = """SELECT hidden.value FROM person, json_each(person.state, '$.restricted') AS hidden
        WHERE person.id = ?"""
    return frozenset(field for (field,) in call.db.conn.execute(statement, (person,)))


def whole(call: Call) -> Response:
    """The evidence of a mention as a page of its own."""
    found = of_call(call, call.part("mention"))
    return call.page("evidence_whole.html", evidence=shown(call, found, call.asked("tab")), tabs=TABS)


def piece(call: Call) -> Response:
    """One tab, to be put into a page that is there already."""
    found = of_call(call, call.part("mention"))
    return call.page("evidence.html", evidence=shown(call, found, call.part("tab")), tabs=TABS)


def _text(call: Call, found: Evidence) -> dict[str, object]:
    return {"passages": extracted.passages(found.document, found.spans, found.titles)}


def _page(call: Call, found: Evidence) -> dict[str, object]:
    framed = frames.framed(call, found)
    lost = [found.mention.claims[int(claim)] for claim in framed.lost]
    return {"address": addresses.frame(call, found.identity), "lost": lost, "why": framed.why}


def _screenshot(call: Call, found: Evidence) -> dict[str, object]:
    kept = pictures.screenshot(call.db, found.capture)
    return {"address": kept and addresses.picture(call, kept), "is_kept": kept is not None}


def _replay(call: Call, found: Evidence) -> dict[str, object]:
    return {"address": addresses.replay(call, found.identity)}


def _looks(call: Call, found: Evidence) -> dict[str, object]:
    listed = looks.looks(call.db, found.capture)
    texts = {look.text for look in listed}
    asked = call.asked("other")
    other = asked if asked in texts else looks.before(listed, found.snapshot)
    changed = differences.differences(looks.text(call.db, other), found.document.text) if other else []
    return {"looks": listed, "other": other, "changed": changed}


def _proof(call: Call, found: Evidence) -> dict[str, object]:
    try:
        return {"proof": proof.proof(call.desk.home, call.db, found.capture), "why": ""}
    except UNREADABLE as error:
        return {"proof": None, "why": str(error)}


_SHOWN: dict[str, Callable[[Call, Evidence], dict[str, object]]] = {
    "text": _text,
    "page": _page,
    "screenshot": _screenshot,
    "replay": _replay,
    "looks": _looks,
    "proof": _proof,
}

ROUTES = (
    Route("/mentions/{mention}", "GET", "mention", "reader", whole),
    Route("/mentions/{mention}/evidence/{tab}", "GET", "evidence", "reader", piece),
)
