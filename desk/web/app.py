"""The desk as an application: from a home and settings to what uvicorn runs."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from threading import Lock

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Match
from starlette.routing import Route as Routed
from starlette.types import Scope

from archive.clock import Clock
from archive.database import connect
from archive.home import Home, HomeError
from desk.web import guard
from desk.web.call import Call, Desk
from desk.web.registers import Registers
from desk.web.room import Room
from desk.web.route import Origin, Route
from desk.web.routes import ROOM, ROUTES
from desk.web.search.index import Index
from desk.web.settings import Settings
from desk.web.shell import Shell
from desk.web.templating import environment

Endpoint = Callable[[Request], Awaitable[Response]]


def create(
    home: Home,
    settings: Settings,
    clock: Clock,
    sources: Path | None = None,
    routes: tuple[Route, ...] = ROUTES,
) -> Starlette:
    """The desk over an archive, which is brought up to date. Raises archive.home.HomeError."""
    connect(home).close()
    desk = Desk(
        home, settings, clock, Room(home, ROOM), environment(), Lock(), Index(home), Registers(), sources
    )

    @asynccontextmanager
    async def life(app: Starlette) -> AsyncIterator[None]:
        yield
        desk.room.close()

    app = Starlette(
        routes=[_path(desk, route) for route in routes],
        middleware=[Middleware(Shell, settings=settings)],
        exception_handlers={kind: _wrong(desk) for kind in (HTTPException, HomeError, Exception)},
        lifespan=life,
    )
    app.state.desk = desk
    return app


class OnOrigin(Routed):
    """A path of one of the two hosts: on the other there is none."""

    origin: Origin = "desk"

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return super().matches(scope) if scope["state"]["origin"] == self.origin else (Match.NONE, {})


def _path(desk: Desk, route: Route) -> OnOrigin:
    async def endpoint(request: Request) -> Response:
        return await guard.answer(desk, route, request)

    path = OnOrigin(route.path, endpoint, methods=[route.method], name=route.name)
    path.origin = route.origin
    return path


def _wrong(desk: Desk) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def page(request: Request, error: Exception) -> Response:
        status, detail = _said(error)
        headers = (isinstance(error, HTTPException) and error.headers) or {}
        if request.url.path.startswith("/api/"):
            return JSONResponse({"error": detail}, status, dict(headers))
        answer = Call(desk, request, None, "").page("wrong.html", status, code=status, detail=detail)
        answer.headers.update(headers)
        return answer

    return page


def _said(error: Exception) -> tuple[int, str]:
    """The status of an error and its words; an unforeseen one's words stay at the server."""
    if isinstance(error, HTTPException):
        return error.status_code, error.detail
    if isinstance(error, HomeError):
        return 503, str(error)
    return 500, "the desk failed: see its terminal"
