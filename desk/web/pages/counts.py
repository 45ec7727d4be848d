"""Counts: the same numbers as `sinodik count`, with the question in the address."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.counting.counts import KINDS, Bucket
from desk.counting.dating import CHAINS
from desk.counting.dimensions import DIMENSIONS
from desk.counting.mistakes import Mistake
from desk.web.call import Call
from desk.web.counted import Asked, answered
from desk.web.route import Route
from desk.web.tables import Column, Table, in_csv

BUCKETS = (Column("value"), Column("persons", "n"), *(Column(kind, "n") for kind in KINDS), Column("open"))
DEFAULT = "month"


def counts(call: Call) -> Response:
    """The form and, unless the question cannot be read, its answer."""
    try:
        found, wrong = answered(call, asked_of(call)), ""
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
    try:
        found = answered(call, asked_of(call))
    except Mistake as error:
        raise HTTPException(400, str(error)) from error
    return in_csv(Table(BUCKETS, [_row(one) for one in found.buckets]), "counts")


def asked_of(call: Call) -> Asked:
    """The question of the query: rule, as_of, from, to, by, where (conditions with `;` between them)."""
    texts = (part.strip() for one in call.request.query_params.getlist("where") for part in one.split(";"))
    return Asked(
        rule=call.asked("rule") or "bbc-1",
        as_of=call.asked("as_of"),
        since=call.asked("from") or None,
        until=call.asked("to") or None,
        where=tuple(part for part in texts if part),
        by=_by(call) or None,
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
