"""The first page: where the archive stands, and where the work is."""

from starlette.responses import Response

from archive import runs
from desk.web.call import Call
from desk.web.found import searching
from desk.web.pages.sources import standing
from desk.web.route import Route
from desk.web.search.finding import listed

_MENTIONS = "SELECT count(*) FROM mention"
_ISSUES = "SELECT count(*) FROM issue WHERE open = 1"
_GONE = "SELECT count(*) FROM fate WHERE state = 'gone'"


def start(call: Call) -> Response:
    """The figures of the archive, each leading to its page."""
    with searching(call) as index:
        (_, persons), (_, confirmed) = listed(index, [], 0, 0), listed(index, ["gradeconfirmed"], 0, 0)
    (mentions,), (issues,), (gone,) = (
        call.db.conn.execute(statement).fetchone() for statement in (_MENTIONS, _ISSUES, _GONE)
    )
    look = [one for one in standing(call) if one.state in ("look", "failing")]
    figures = [
        (confirmed, "start.confirmed", "counts"),
        (persons, "start.persons", "persons"),
        (mentions, "column.mentions", "persons"),
        (len(look), "start.look", "sources"),
        (issues, "night.issues", "issues"),
        (gone, "night.vanished", "vanished"),
    ]
    return call.page("start.html", figures=figures, look=look, last=runs.last(call.db, "nightly"))


ROUTES = (Route("/", "GET", "start", "reader", start),)
