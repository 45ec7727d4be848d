"""Coming in and going out, and the language."""

import secrets

from starlette.responses import RedirectResponse, Response

from desk.web import accounts, sessions
from desk.web.call import Call
from desk.web.guard import BEFORE
from desk.web.route import Route
from desk.web.words import LANGUAGES

YEAR = 365 * 24 * 3600


def form(call: Call) -> Response:
    """The form of coming in; its word is bound to a cookie, so that nobody else can send it."""
    before = call.request.cookies.get(BEFORE) or secrets.token_urlsafe(32)
    call.csrf = sessions.csrf_of(call.request.cookies.get(call.desk.settings.cookie) or before)
    answer = call.page("login.html", wanted=_own_path(call.asked("next")), wrong="", name="")
    _set(call, answer, BEFORE, before)
    return answer


def come_in(call: Call) -> Response:
    """Begins a session, if name and password fit and nothing was tried too often."""
    name, clock, room = call.sent("name")[:100], call.desk.clock, call.desk.room
    keys = (f"name:{name}", *([f"from:{call.address}"] if call.address else []))
    wanted = _own_path(call.sent("next"))
    if left := sessions.wait(room, clock, keys):
        seconds = int(left.total_seconds()) + 1
        return _again(call, 429, call.t("login.wait", n=seconds), name, wanted)
    account = accounts.verified(room, name, call.sent("password")[:1000])
    if account is None:
        sessions.failed(room, clock, keys)
        return _again(call, 403, call.t("login.wrong"), name, wanted)
    sessions.succeeded(room, keys)
    answer = RedirectResponse(wanted, 303)
    _set(call, answer, call.desk.settings.cookie, sessions.begin(room, clock, account.name))
    return answer


def go_out(call: Call) -> Response:
    """Ends the session."""
    sessions.end(call.desk.room, call.request.cookies.get(call.desk.settings.cookie, ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(call.desk.settings.cookie, secure=call.desk.settings.is_secure)
    return answer


def speak(call: Call) -> Response:
    """Sets the language, and goes back to where the form stood."""
    answer = RedirectResponse(_own_path(call.sent("next")), 303)
    if call.sent("language") in LANGUAGES:
        secure = call.desk.settings.is_secure
        answer.set_cookie("language", call.sent("language"), YEAR, samesite="lax", secure=secure)
    return answer


def _again(call: Call, status: int, wrong: str, name: str, wanted: str) -> Response:
    return call.page("login.html", status, wanted=wanted, wrong=wrong, name=name)


def _set(call: Call, answer: Response, name: str, value: str) -> None:
    secure = call.desk.settings.is_secure
    answer.set_cookie(name, value, path="/", httponly=True, samesite="lax", secure=secure)


def _own_path(wanted: str) -> str:
    """The path, if it is one of ours; `//host` and `/\\host` would lead away."""
    leads_away = not wanted.startswith("/") or wanted[1:2] in ("/", "\\") or not wanted.isprintable()
    return "/" if leads_away else wanted


ROUTES = (
    Route("/login", "GET", "login", "open", form),
    Route("/login", "POST", "come_in", "open", come_in),
    Route("/logout", "POST", "go_out", "reader", go_out),
    Route("/language", "POST", "speak", "open", speak),
)
