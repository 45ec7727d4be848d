"""Why the mentions of a person are one man: what people judged, and the weight of each comparison."""

from starlette.exceptions import HTTPException
from starlette.responses import Response

from archive import persons
from archive.persons import UnknownPerson
from desk.web.call import Call
from desk.web.found import name_of, states
from desk.web.route import Route


def why(call: Call) -> Response:
    """Each pair of his mentions."""
    from desk.persons.explaining import explained  # DuckDB takes a second to load

    try:
        person = persons.resolve(call.db, call.part("person"))
    except UnknownPerson as error:
        raise HTTPException(404, "no such person") from error
    found = states(call.db, [person])
    is_hidden = any(state.restricted for _, state in found)
    return call.page(
        "why.html",
        person=person,
        name=name_of(found[0][1]) if found else "",
        pairs=[] if is_hidden else explained(call.db, person),
        is_hidden=is_hidden,
    )


ROUTES = (Route("/persons/{person}/why", "GET", "why", "reader", why),)
