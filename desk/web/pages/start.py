"""The first page: where the archive stands, and where the work is."""

from starlette.responses import Response

from desk import status
from desk.web.call import Call
from desk.web.route import Route


def start(call: Call) -> Response:
    """What is kept and read, by source."""
    rows = status.by_source(call.db, call.desk.clock)
    return call.page("start.html", sources=rows, last=status.last_run(call.db))


ROUTES = (Route("/", "GET", "start", "reader", start),)
