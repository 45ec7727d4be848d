"""The verifier's pages: the queue, the next item, one item, a pair, and how well verifiers agree."""

from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from archive import persons_judged
from archive.persons_judged import UnknownFact
from desk.persons.decisions import FIELDS
from desk.review import progress, queue, seconds
from desk.review.item import KINDS, Item
from desk.web.call import Call
from desk.web.review import pairs, waiting
from desk.web.review.reasons import REASONS
from desk.web.review.record import record
from desk.web.route import Route
from desk.web.snapshots import tabs
from desk.web.snapshots.evidence import Evidence


def overview(call: Call) -> Response:
    """What waits, by kind, with filters; what came of the day."""
    left = waiting.keep_up(call)
    today = call.desk.clock.now().date()
    return call.page(
        "review.html",
        left=left,
        waiting=queue.waiting(call.desk.room),
        choices=queue.choices(call.desk.room),
        day=progress.of_day(call.db, today, call.account.name),
        wanted=waiting.filters(dict(call.request.query_params)),
        kinds=KINDS,
    )


def following(call: Call) -> Response:
    """Leads to the next item that fits the filters, or says that nothing waits."""
    waiting.keep_up(call)
    wanted = waiting.filters(dict(call.request.query_params))
    found = queue.next_item(call.desk.room, call.desk.clock, call.account.name, wanted)
    asked = {**waiting.as_query(wanted), **({"done": call.asked("done")} if call.asked("done") else {})}
    if found is None:
        return call.page("review_empty.html", wanted=waiting.as_query(wanted), undo=undoable(call))
    return RedirectResponse(address(call, found.subject, asked), 303)


def address(call: Call, subject: str, asked: dict[str, str]) -> str:
    """Where an item is reviewed, going on with the filters."""
    path = call.url("review_item", subject=subject.replace(" ", "~"))
    return f"{path}?{urlencode(asked)}" if asked else path


def one(call: Call) -> Response:
    """An item: a man with his page, or two mentions."""
    found = waiting.item(call, call.part("subject").replace("~", " "))
    holder = queue.hold(call.desk.room, call.desk.clock, found.subject, call.account.name)
    if found.other:
        return pairs.page(call, found, holder, undoable(call))
    return shown(call, found, holder=holder)


def shown(
    call: Call,
    found: Item,
    *,
    holder: str | None = None,
    status: int = 200,
    wrong: str = "",
    mine: dict[str, str] | None = None,
) -> Response:
    """The review page of a man. `mine`: what was sent and could not be saved; `wrong`: why."""
    mention = call.asked("mention") or found.mention
    evidence = tabs.of_call(call, mention)
    known = record(call.db, found.person, evidence.mention.claims, blind=found.is_blind)
    if known is None:
        raise HTTPException(404, call.t("review.gone"))
    return call.page(
        "review_item.html",
        status,
        item=found,
        record=known,
        evidence=tabs.shown(call, evidence, call.asked("tab")),
        tabs=tabs.TABS,
        holder=holder,
        question=queue.question(call.desk.room, found.subject),
        wanted=waiting.as_query(waiting.filters({**dict(call.request.query_params), **call.form})),
        reasons=REASONS,
        fields=FIELDS,
        others=_others(call, known.state.mentions, evidence),
        undo=undoable(call),
        wrong=wrong,
        mine=mine or {},
        since=_since(call, found, mine),
    )


def undoable(call: Call) -> dict[str, str] | None:
    """The decision just made, if it is one's own and stands: it can be taken back."""
    fact = (call.form.get("done") or call.asked("done"))[:26]
    if not fact:
        return None
    try:
        _, row = persons_judged.said(call.db, fact)
    except UnknownFact:
        return None
    if row["by"] != call.account.name or persons_judged.is_withdrawn(call.db, fact):
        return None
    return {
        "fact": fact,
        "verdict": str(row.get("verdict", "restricted")),
        "field": str(row.get("field") or ""),
    }


def agreement(call: Call) -> Response:
    """Blind second reviews, and Cohen's kappa."""
    found = seconds.repeated(call.db, call.desk.room)
    return call.page(
        "review_agreement.html", repeated=found[:200], total=len(found), kappa=seconds.kappa(found)
    )


def _since(call: Call, found: Item, mine: dict[str, str] | None) -> list[tuple[str, ...]]:
    """What others concluded of him since he was shown to whoever could not save."""
    seen = (mine or {}).get("seen", "")
    if not seen.isdigit() or found.is_blind:
        return []
    statement = """SELECT verdict, ifnull(field, ''), ifnull(value, ''), reason, "by", substr(at, 1, 16)
        FROM verification WHERE person = ? AND at > ifnull((SELECT at FROM change WHERE seq = ?), '')
        ORDER BY id DESC LIMIT 20"""
    return [tuple(row) for row in call.db.conn.execute(statement, (found.person, int(seen)))]


def _others(call: Call, mentions: tuple[str, ...], evidence: Evidence) -> pairs.Comparison:
    """The other mentions of the man, field by field, beside the one that is looked at."""
    return pairs.compared(
        call.db, [evidence.identity, *(one for one in mentions if one != evidence.identity)]
    )


ROUTES = (
    Route("/review", "GET", "review", "verifier", overview),
    Route("/review/next", "GET", "review_next", "verifier", following),
    Route("/review/agreement", "GET", "review_agreement", "verifier", agreement),
    Route("/review/items/{subject}", "GET", "review_item", "verifier", one),
)
