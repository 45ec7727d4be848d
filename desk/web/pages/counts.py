"""Counts: the same numbers as `sinodik count`, with the question in the address."""

from datetime import date, timedelta

from starlette.exceptions import HTTPException
from starlette.responses import Response

from desk.counting.counts import KINDS, Bucket, Count
from desk.counting.dating import CHAINS
from desk.counting.days import Grain, cut, end, first_day
from desk.counting.dimensions import DIMENSIONS, UNDATED
from desk.counting.mistakes import Mistake
from desk.web.call import Call
from desk.web.counted import Asked, answered
from desk.web.route import Route
from desk.web.tables import Column, Table, in_csv

BUCKETS = (Column("value"), Column("persons", "n"), *(Column(kind, "n") for kind in KINDS), Column("open"))
DEFAULT = "month"
MOST = 1500
"""Columns of a chart, the last ones; the table has all."""


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
        points=points(found) if found else [],
        dimensions=DIMENSIONS,
        rules=CHAINS,
        today=call.desk.clock.now().date().isoformat(),
    )


def points(found: Count) -> list[dict[str, object]]:
    """The columns of a chart by date, those of no deaths among them; of another table there is none."""
    grain = DIMENSIONS[found.by].grain if found.by else None
    known = {one.value: one for one in found.buckets if one.value != UNDATED}
    if grain is None or not known:
        return []
    return [
        {"label": label, "n": one.persons if one else 0, "open": bool(one and one.provisional)}
        for label in axis(grain, min(known), max(known))
        for one in (known.get(label),)
    ]


def axis(grain: Grain, first: str, last: str) -> list[str]:
    """Every row that a table by date could have from the first to the last."""
    day, after = _begin(first), end(last)
    labels = dict.fromkeys(
        cut((day + timedelta(one)).isoformat(), grain) for one in range((after - day).days + 1)
    )
    return list(labels)[-MOST:]


def _begin(row: str) -> date:
    return end(row) - timedelta(6) if "-W" in row else first_day(row)


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
