"""A row of the desk's table of routes: what is answered, on which host, and who may ask for it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct
from starlette.responses import Response

if TYPE_CHECKING:
    from desk.web.call import Call

Method = Literal["GET", "POST"]
Rule = Literal["open", "signed", "reader", "verifier", "editor"]
"""Who may: everybody; who holds an address that the desk signed; an account of this role or a higher one."""
Origin = Literal["desk", "snapshots"]
"""The host that answers: the desk's own, or the other one, which has no session, for pages as captured."""

Handler = Callable[["Call"], Response]


class Route(Struct, frozen=True):
    """One address and method. All but the last fields must be said: there is no rule by default.

    `token`: a bearer token with at least this role will do in place of a session (API).
    """

    path: str
    method: Method
    name: str
    rule: Rule
    handler: Handler
    origin: Origin = "desk"
    token: bool = False
