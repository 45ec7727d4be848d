"""What a route's handler is given: who asks and for what, the archive to read, and a way to write."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import cached_property
from pathlib import Path
from threading import Lock
from types import TracebackType
from urllib.parse import urlencode

from jinja2 import Environment
from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.sqlite import Database
from desk.web import words
from desk.web.accounts import Account
from desk.web.registers import Registers
from desk.web.room import Room
from desk.web.search.index import Index
from desk.web.settings import Settings


class Desk(Struct, frozen=True):
    """What lives as long as the desk. `writer`: its writers wait in line for it, and not for SQLite.

    `sources`: the folder of the sources' TOML files; None: the project's.
    """

    home: Home
    settings: Settings
    clock: Clock
    room: Room
    templates: Environment
    writer: Lock
    index: Index
    registers: Registers
    sources: Path | None = None


class Call:
    """One request whose rule was held. Used in one thread, as a context that lets the archive go."""

    def __init__(self, desk: Desk, request: Request, account: Account | None, csrf: str) -> None:
        self.desk = desk
        self.request = request
        self._account = account
        self.csrf = csrf
        self.form: Mapping[str, str] = {}
        self.language = words.chosen(
            request.cookies.get("language"), request.headers.get("accept-language", "")
        )
        self._open = ExitStack()

    @property
    def account(self) -> Account:
        """Who asks. Raises LookupError on routes that are open to everybody."""
        if self._account is None:
            raise LookupError("nobody has come in")
        return self._account

    @property
    def has_account(self) -> bool:
        """Whether somebody has come in."""
        return self._account is not None

    @cached_property
    def db(self) -> Database:
        """The archive as it stands at the first look, to read; open until the call is over."""
        db = connect(self.desk.home, readonly=True)
        self._open.callback(db.close)
        db.conn.execute("BEGIN")
        return db

    @contextmanager
    def writing(self) -> Iterator[Database]:
        """A connection to write with; `call.db` does not see what it writes. Not while another of this call.

        Units of work are those of `archive.database.atomic`, or of the functions that are called.
        """
        with self.desk.writer:
            db = connect(self.desk.home)
            try:
                yield db
            finally:
                db.close()

    @property
    def here(self) -> str:
        """The path and query asked for; of a form that was sent, `/`."""
        if self.request.method == "POST":
            return "/"
        query = self.request.url.query
        return self.request.url.path + (f"?{query}" if query else "")

    @property
    def address(self) -> str:
        """The address that asks: as the proxy says, where there is one; "" if that is not known."""
        peer = self.request.client.host if self.request.client else ""
        if not self.desk.settings.is_proxied:
            return peer
        told = self.request.headers.get("x-forwarded-for", "").rpartition(",")[2].strip()
        return told if peer == self.desk.settings.proxy_address else peer

    def part(self, name: str) -> str:
        """A part of the path, as `{name}` in the route."""
        return str(self.request.path_params[name])

    def asked(self, name: str, default: str = "") -> str:
        """A parameter of the query."""
        return self.request.query_params.get(name, default)

    def query(self, **changes: object) -> str:
        """The query as asked, with changes."""
        asked = [
            (name, value) for name, value in self.request.query_params.multi_items() if name not in changes
        ]
        return urlencode([*asked, *((name, str(value)) for name, value in changes.items())])

    def sent(self, name: str) -> str:
        """A field of the form, that must be there."""
        if name not in self.form:
            raise HTTPException(400, f"the form lacks {name}")
        return self.form[name]

    def t(self, key: str, **values: object) -> str:
        """The desk's words, in the language of who asks."""
        return words.said(self.language, key, **values)

    def says(self, key: str) -> bool:
        """Whether there are words of a key: what pages and parsers name may be new to the desk."""
        return key in words.catalogue()

    def url(self, name: str, **parts: object) -> str:
        """The path of a route by its name."""
        return str(self.request.app.url_path_for(name, **parts))

    def page(self, template: str, status: int = 200, **names: object) -> Response:
        """A page or a piece of one from a template, in which `call` and `t` are known too."""
        text = self.desk.templates.get_template(template).render(call=self, t=self.t, url=self.url, **names)
        return HTMLResponse(text, status)

    def go(self, name: str, **parts: object) -> Response:
        """Sends the browser to a route, after a form was sent."""
        return RedirectResponse(self.url(name, **parts), 303)

    def __enter__(self) -> "Call":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()
