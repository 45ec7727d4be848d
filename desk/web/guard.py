"""The one door of every route: who asks, may he, is the form his own, is it small enough."""

import hmac
from collections.abc import Mapping
from urllib.parse import parse_qsl, quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from desk.web import accounts, sessions, signing
from desk.web.accounts import Account
from desk.web.call import Call, Desk
from desk.web.route import Route

MOST_BYTES = 1_000_000
FORM = "application/x-www-form-urlencoded"
BEFORE = "sinodik-before"
"""The cookie of a browser that has not come in, by which the form of coming in is known as its own."""


class Refused(HTTPException):
    """The rule of a route does not allow the request."""


async def answer(desk: Desk, route: Route, request: Request) -> Response:
    """Holds the rule of a route, then calls its handler in a thread. Raises Refused, HTTPException."""
    body = await _body(request)
    return await run_in_threadpool(_answer, desk, route, request, body)


def _answer(desk: Desk, route: Route, request: Request, body: bytes) -> Response:
    cookie = request.cookies.get(desk.settings.cookie, "")
    account = _account(desk, route, request, cookie)
    if refusal := _refusal(desk, route, request, account):
        return refusal
    csrf = sessions.csrf_of(cookie or request.cookies.get(BEFORE, ""))
    with Call(desk, request, account, csrf) as call:
        if route.method == "POST":
            call.form = _own_form(call, body)
        return route.handler(call)


def _account(desk: Desk, route: Route, request: Request, cookie: str) -> Account | None:
    if route.origin == "snapshots":
        return None
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if route.token and scheme.lower() == "bearer":
        return sessions.reader_of(desk.room, token)
    if desk.settings.proxy_header:
        return _named_by_proxy(desk, request.headers, request.client.host if request.client else "")
    return sessions.account_of(desk.room, desk.clock, cookie) if cookie else None


def _named_by_proxy(desk: Desk, headers: Headers, peer: str) -> Account | None:
    name = headers.get(desk.settings.proxy_header or "")
    if not name or peer != desk.settings.proxy_address:
        return None
    found = accounts.one(desk.room, name)
    return found if found and not found.disabled else None


def _refusal(desk: Desk, route: Route, request: Request, account: Account | None) -> Response | None:
    """The answer to who may not, or None; raises Refused where no page can be offered instead."""
    if route.rule == "open":
        return None
    if route.rule == "signed":
        if not signing.holds(desk.room, desk.clock, request.url.path, dict(request.query_params)):
            raise Refused(403, "this address does not hold, or no more")
        return None
    if account is None:
        return _come_in_first(desk, route, request)
    if not account.may(route.rule):
        raise Refused(403, f"only for: {route.rule}")
    return None


def _come_in_first(desk: Desk, route: Route, request: Request) -> Response:
    asks_for_page = route.method == "GET" and not route.token and "hx-request" not in request.headers
    if not asks_for_page or desk.settings.proxy_header:
        raise Refused(401, "come in first", headers={"WWW-Authenticate": "Bearer"} if route.token else None)
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?next={quote(wanted)}", 303)


def _own_form(call: Call, body: bytes) -> Mapping[str, str]:
    """The form, if the desk's own page sent it."""
    headers = call.request.headers
    _require_same_origin(headers, call.desk.settings.url)
    if headers.get("content-type", "").partition(";")[0].strip().lower() != FORM:
        raise HTTPException(415, f"a form is sent as {FORM}")
    try:
        form = dict(parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=bool(body)))
    except ValueError as error:
        raise HTTPException(400, "no form") from error
    given = headers.get("x-csrf-token") or form.get("csrf", "")
    if not hmac.compare_digest(given.encode(), call.csrf.encode()):
        raise Refused(403, "the form is none of this session: load the page again")
    return form


def _require_same_origin(headers: Headers, url: str) -> None:
    origin, site = headers.get("origin"), headers.get("sec-fetch-site")
    # Told to send no referrer, a browser names a form's origin `null`; it tells all the same whose it is.
    is_own = site == "same-origin" if origin in (None, "null") else origin == url
    if not is_own or site not in (None, "same-origin"):
        raise Refused(403, "sent from another site")


async def _body(request: Request) -> bytes:
    said = request.headers.get("content-length", "0")
    if not said.isdigit() or int(said) > MOST_BYTES:
        raise HTTPException(413, "too large")
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > MOST_BYTES:
            raise HTTPException(413, "too large")
    return body
