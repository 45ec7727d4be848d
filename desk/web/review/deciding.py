"""What a verifier's keys do: each form is one decision, or none. What was typed is never lost."""

from collections.abc import Callable
from typing import Literal, TypeVar
from urllib.parse import urlencode

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from archive import persons, persons_judged
from archive.persons import UnknownPerson
from archive.persons_judged import Said, UnknownFact
from archive.sqlite import Database
from desk.persons import decisions
from desk.persons.deciding import Decided
from desk.persons.mistakes import BadDecision, Mistaken, Stale
from desk.review import following, queue, seconds
from desk.review.item import Item
from desk.web import proposals
from desk.web.call import Call
from desk.web.review import pages, pairs, waiting
from desk.web.review.quoting import NotQuoted, quote
from desk.web.review.reasons import REASONS
from desk.web.route import Route

Concluded = Literal["confirmed", "rejected", "unsure"]
VERDICTS: tuple[Concluded, ...] = ("confirmed", "rejected", "unsure")
Mended = Literal["corrected", "accepted", "rejected"]
MENDED: tuple[Mended, ...] = ("corrected", "accepted", "rejected")
SAID: tuple[Said, ...] = ("same", "different", "unsure")
Known = TypeVar("Known", bound=str)

Doing = Callable[[Database, Item, int], Decided]


class _TakesTwo(Exception):
    """It is proposed to an editor, and not done."""

    def __init__(self, subject: str) -> None:
        super().__init__(subject)
        self.subject = subject


def conclude(call: Call) -> Response:
    """Confirms or rejects a man, or says that one cannot tell; goes on to the next."""
    verdict = _one_of(call, "verdict", VERDICTS)

    def decide(db: Database, item: Item, seen: int) -> Decided:
        return decisions.verify(
            db, call.desk.clock, item.person, verdict, call.account.name,
            reason=_reason(call, verdict), seen=seen,
        )  # fmt: skip

    return _decided(call, decide, goes_on=True)


def mend(call: Call) -> Response:
    """Sets a field to another value, or to none, or says that it is as it stands; stays with the man."""
    verdict, field = _one_of(call, "verdict", MENDED), call.sent("field")
    value = call.form.get("value", "").strip() or None

    def decide(db: Database, item: Item, seen: int) -> Decided:
        return decisions.verify(
            db, call.desk.clock, item.person, verdict, call.account.name,
            reason=call.form.get("reason", "").strip() or ("read" if verdict == "rejected" else ""),
            field=field,
            value=value if verdict != "rejected" else None,
            quote=quote(db, call.form) if verdict == "corrected" else None,
            seen=seen,
        )  # fmt: skip

    return _decided(call, decide, goes_on=False)


def dismiss(call: Call) -> Response:
    """One mention is not he, or no soldier: it says nothing of him any more."""

    def decide(db: Database, item: Item, seen: int) -> Decided:
        return decisions.verify(
            db, call.desk.clock, item.person, "rejected", call.account.name,
            reason=_reason(call, "rejected"), mention=call.sent("mention"), seen=seen,
        )  # fmt: skip

    return _decided(call, decide, goes_on=False)


def note(call: Call) -> Response:
    """Words for others who look at him; they decide nothing."""

    def decide(db: Database, item: Item, seen: int) -> Decided:
        return decisions.verify(
            db, call.desk.clock, item.person, "note", call.account.name, reason=call.sent("reason"), seen=seen
        )

    return _decided(call, decide, goes_on=False)


def restrict(call: Call) -> Response:
    """Hides a field of him, or all; of whom somebody stands by, it is proposed to an editor."""
    field, reason = call.form.get("field", "").strip() or None, call.sent("reason").strip()
    clock, by = call.desk.clock, call.account.name

    def decide(db: Database, item: Item, seen: int) -> Decided:
        if reason and proposals.is_verified(db, item.person):
            if field and field not in decisions.FIELDS:
                raise HTTPException(400, f"no field {field}")
            proposals.propose(call.desk.room, clock, "restrict", item.person, by, reason, field=field)
            raise _TakesTwo(item.subject)
        return decisions.restrict(db, clock, item.person, by, reason, field=field, seen=seen)

    try:
        return _decided(call, decide, goes_on=field is None)  # of whom all is hidden no page is shown
    except _TakesTwo as proposed:
        return _proposed(call, proposed.subject)


def judge(call: Call) -> Response:
    """Says whether two mentions are one man; goes on to the next."""
    verdict = _one_of(call, "verdict", SAID)

    def decide(db: Database, item: Item, seen: int) -> Decided:
        if item.other is None:
            raise HTTPException(400, "no pair")
        reason = call.form.get("reason", "").strip() or "looked at both pages"
        if verdict == "same":
            _require_one_may_join(call, db, item, reason)
        return decisions.judge(
            db, call.desk.clock, item.mention, item.other, verdict, call.account.name, reason, seen=seen
        )

    try:
        return _decided(call, decide, goes_on=True)
    except _TakesTwo as proposed:
        queue.skip(call.desk.room, call.desk.clock, proposed.subject, call.account.name)
        return _next(call, None)


def _require_one_may_join(call: Call, db: Database, item: Item, reason: str) -> None:
    """Where somebody stands by one of the two, it takes two people: it is proposed. Raises _TakesTwo."""
    of = sorted(set(persons.assigned(db, (item.mention, item.other or "")).values()))
    if len(of) == 2 and any(proposals.is_verified(db, one) for one in of):
        room, clock, by = call.desk.room, call.desk.clock, call.account.name
        proposals.propose(room, clock, "merge", of[0], by, reason, other=of[1])
        raise _TakesTwo(item.subject)


def skip(call: Call) -> Response:
    """Gives the item to others, and him the next."""
    queue.skip(call.desk.room, call.desk.clock, _subject(call), call.account.name)
    return _next(call, None)


def ask(call: Call) -> Response:
    """Asks for a second person, and goes on to the next."""
    why = call.sent("reason").strip()[:1000] or "?"
    queue.ask(
        call.desk.room, call.desk.clock, waiting.item(call, _subject(call)).subject, call.account.name, why
    )
    return _next(call, None)


def undo(call: Call) -> Response:
    """Takes back a decision of one's own, and goes back to the man."""
    try:
        table, row = persons_judged.said(call.db, call.sent("fact"))
    except UnknownFact as error:
        raise HTTPException(404, str(error)) from error
    if row["by"] != call.account.name:
        raise HTTPException(403, call.t("review.not_yours"))
    subject = str(row.get("person") or f"{row.get('one')} {row.get('other')}")
    try:
        with call.writing() as db:
            if table == "restriction" and proposals.is_verified(db, subject):
                room, clock, by = call.desk.room, call.desk.clock, call.account.name
                proposals.propose(room, clock, "lift", subject, by, "undone", other=call.sent("fact"))
                return _proposed(call, subject)
            decisions.withdraw(db, call.desk.clock, call.sent("fact"), call.account.name, "undone")
            _look_again(call, db, subject)
    except Mistaken as error:
        raise HTTPException(409, str(error)) from error
    return RedirectResponse(pages.address(call, subject, _wanted(call)), 303)


def _decided(call: Call, decide: Doing, *, goes_on: bool) -> Response:
    """Decides in one unit of work. A stale save, or one that makes no sense, comes back with all it held."""
    item, seen = waiting.item(call, _subject(call)), _number(call, "seen")
    try:
        with call.writing() as db:
            decided = decide(db, item, seen)
            _note_beside(call, db, item, decided)
            _after(call, db, item, decided, goes_on)
    except Stale as error:
        return _back(call, item, 409, str(error))
    except (Mistaken, NotQuoted) as error:
        return _back(call, item, 422, str(error))
    except UnknownPerson as error:
        raise HTTPException(404, str(error)) from error
    if goes_on:
        return _next(call, decided.facts[0])
    asked = {**_wanted(call), "done": decided.facts[0], "at": call.form.get("field", "")}
    asked |= {name: call.form[name] for name in ("tab", "focus") if call.form.get(name)}
    return RedirectResponse(pages.address(call, item.subject, asked), 303)


def _after(call: Call, db: Database, item: Item, decided: Decided, goes_on: bool) -> None:
    """The item waits no more; or again, if what was concluded asks for another's eyes."""
    if not goes_on:
        return
    if item.is_blind:
        _keep_second(call, db, item, decided.facts[0])
    queue.done(call.desk.room, item.subject, call.account.name)
    if item.other is None:
        following.anew(db, call.desk.room, item.person)


def _note_beside(call: Call, db: Database, item: Item, decided: Decided) -> None:
    """The words beside a code, as a note of their own."""
    words = _words(call)
    if words and item.other is None:
        clock, by = call.desk.clock, call.account.name
        decisions.verify(db, clock, item.person, "note", by, reason=words, seen=decided.seq)


def _keep_second(call: Call, db: Database, item: Item, second: str) -> None:
    statement = """SELECT id FROM verification AS said WHERE person = ?1 AND mention IS NULL AND field IS NULL
        AND verdict IN ('confirmed', 'rejected', 'unsure') AND id < ?2 AND ?2 IN (SELECT id FROM verification)
        AND NOT EXISTS
        (SELECT 1 FROM withdrawal WHERE fact = 'verification' AND "of" = said.id) ORDER BY id DESC LIMIT 1"""
    first = db.conn.execute(statement, (item.person, second)).fetchone()
    if first:
        seconds.keep(call.desk.room, first[0], second, item.person)


def _look_again(call: Call, db: Database, subject: str) -> None:
    if " " in subject:
        following.remember_pair(db, call.desk.room, *subject.split(" "))
    else:
        following.anew(db, call.desk.room, subject)


def _back(call: Call, item: Item, status: int, wrong: str) -> Response:
    """The page as it is now, with what was to be saved beside it."""
    mine = {name: value for name, value in call.form.items() if name != "csrf"}
    call.db.conn.execute("COMMIT")
    call.db.conn.execute("BEGIN")
    if item.other:
        return pairs.page(call, item, None, None, status=status, wrong=wrong, mine=mine)
    return pages.shown(call, item, status=status, wrong=wrong, mine=mine)


def _proposed(call: Call, subject: str) -> Response:
    return RedirectResponse(pages.address(call, subject, {**_wanted(call), "proposed": "yes"}), 303)


def _next(call: Call, done: str | None) -> Response:
    asked = {**_wanted(call), **({"done": done} if done else {})}
    return RedirectResponse(f"{call.url('review_next')}?{urlencode(asked)}", 303)


def _wanted(call: Call) -> dict[str, str]:
    """The filters that the form goes on with; they are named `on_…` there."""
    return waiting.as_query(
        waiting.filters({name[3:]: value for name, value in call.form.items() if name.startswith("on_")})
    )


def _subject(call: Call) -> str:
    return call.sent("subject").replace("~", " ")


def _reason(call: Call, verdict: str) -> str:
    """The code of a rejection: codes are published, words are not."""
    code = call.form.get("reason", "").strip()
    if verdict != "rejected":
        return ""
    if code not in REASONS or (code == "other" and not _words(call)):
        raise BadDecision(call.t("review.which_reason"))
    return code


def _words(call: Call) -> str:
    return call.form.get("beside", "").strip()[:1000]


def _one_of(call: Call, name: str, known: tuple[Known, ...]) -> Known:
    value = call.sent(name)
    for one in known:
        if one == value:
            return one
    raise HTTPException(400, f"{name} is one of {', '.join(known)}")


def _number(call: Call, name: str) -> int:
    value = call.sent(name)
    if not value.isascii() or not value.isdigit():
        raise HTTPException(400, f"{name} is a number")
    return int(value)


ROUTES = (
    Route("/review/conclude", "POST", "review_conclude", "verifier", conclude),
    Route("/review/mend", "POST", "review_mend", "verifier", mend),
    Route("/review/dismiss", "POST", "review_dismiss", "verifier", dismiss),
    Route("/review/note", "POST", "review_note", "verifier", note),
    Route("/review/restrict", "POST", "review_restrict", "verifier", restrict),
    Route("/review/judge", "POST", "review_judge", "verifier", judge),
    Route("/review/skip", "POST", "review_skip", "verifier", skip),
    Route("/review/ask", "POST", "review_ask", "verifier", ask),
    Route("/review/undo", "POST", "review_undo", "verifier", undo),
)
