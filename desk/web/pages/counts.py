"""Counts: the same numbers as `sinodik count`, with the question in the address."""

from datetime import date

from msgspec import structs
from starlette.responses import Response

from desk.counting.backlog import backlog
from desk.counting.counts import KINDS, Bucket, Count, count
from desk.counting.dating import CHAINS
from desk.counting.dimensions import DIMENSIONS
from desk.counting.mistakes import Mistake
from desk.counting.questions import Question, question
from desk.web.call import Call
from desk.web.route import Route
from desk.web.tables import Column, Table, in_csv

BUCKETS = (Column("value"), Column("persons", "n"), *(Column(kind, "n") for kind in KINDS), Column("open"))
DEFAULT = "month"


def counts(call: Call) -> Response:
    """The form and, unless the question cannot be read, its answer."""
    try:
        found, wrong = answered(call), ""
    except Mistake as error:
        found, wrong = None, str(error)
    by = _by(call)
    return call.page(
        "counts.html",
        status=400 if wrong else 200,
        found=found,
        wrong=wrong,
        by=by,
        is_dated=by in DIMENSIONS and DIMENSIONS[by].grain is not None,
        dimensions=DIMENSIONS,
        rules=CHAINS,
        today=call.desk.clock.now().date().isoformat(),
    )


def as_csv(call: Call) -> Response:
    """The rows of the table; the question stands in the address."""
    return in_csv(Table(BUCKETS, [_row(one) for one in answered(call).buckets]), "counts")


def answered(call: Call) -> Count:
    """The count that the query asks for. Raises Mistake."""
    asked, today = asked_of(call), call.desk.clock.now().date()
    is_over = asked.as_of < today
    persons, seq = call.desk.registers.as_of(call.db, asked.as_of)
    waiting = None if is_over else backlog(call.db)
    found = count(persons, asked, by=_by(call) or None, backlog=waiting)
    return structs.replace(found, as_of_seq=seq, day_is_over=is_over)


def asked_of(call: Call) -> Question:
    """The question of the query: rule, as_of, from, to, where (conditions with `;` between them)."""
    text = call.asked("as_of")
    try:
        day = date.fromisoformat(text) if text else call.desk.clock.now().date()
    except ValueError as error:
        raise Mistake(f"as_of: {text!r} is no day such as 2026-03-02") from error
    texts = (part.strip() for one in call.request.query_params.getlist("where") for part in one.split(";"))
    where = [part for part in texts if part]
    return question(
        call.asked("rule") or "bbc-1", day, call.asked("from") or None, call.asked("to") or None, where
    )


def _by(call: Call) -> str:
    return call.asked("by", DEFAULT)


def _row(bucket: Bucket) -> dict[str, object]:
    dated = {kind: bucket.dated_by.get(kind, 0) for kind in KINDS}
    return {
        "value": bucket.value,
        "persons": bucket.persons,
        **dated,
        "open": "yes" if bucket.provisional else "",
    }


ROUTES = (
    Route("/counts", "GET", "counts", "reader", counts),
    Route("/counts.csv", "GET", "counts_csv", "reader", as_csv, token=True),
)
