"""The first page: where the archive stands, and where the work is."""

from starlette.responses import Response

from archive import runs
from desk.health.standing import standings
from desk.web.call import Call
from desk.web.pages.sources import known
from desk.web.route import Route

_PERSONS = "SELECT count(*), count(*) FILTER (WHERE grade = 'confirmed') FROM person"
_MENTIONS = "SELECT count(*) FROM mention"
_ISSUES = "SELECT count(*) FROM issue WHERE open = 1"
_GONE = "SELECT count(*) FROM fate WHERE state = 'gone'"


def start(call: Call) -> Response:
    """The figures of the archive, each leading to its page."""
    persons, confirmed = call.db.conn.execute(_PERSONS).fetchone()
    (mentions,), (issues,), (gone,) = (
        call.db.conn.execute(statement).fetchone() for statement in (_MENTIONS, _ISSUES, _GONE)
    )
    look = [
        one
        for one in standings(call.db, call.desk.clock.now(), known(call))
        if one.state in ("look", "failing")
    ]
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
