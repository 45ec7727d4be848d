"""A desk that is served in earnest, by uvicorn on a free port, and browsers of several accounts."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import sleep

import httpx
import uvicorn

from archive.clock import Clock
from archive.home import Home
from desk.web import accounts, sessions
from desk.web.accounts import Role
from desk.web.serving import bound, server
from desk.web.settings import Settings, local

PASSWORD = "correct horse battery"
PATIENCE = 30.0
"""Seconds: the machine may be busy."""
CSRF = re.compile(r'name="csrf" value="(\w+)"')


class Served:
    """The address of a desk that answers, and what it is made of."""

    def __init__(
        self, home: Home, clock: Clock, running: uvicorn.Server, settings: Settings, listens: str
    ) -> None:
        self.home = home
        self.clock = clock
        self.settings = settings
        self.url = settings.url
        self.listens = listens
        self.clients: list[httpx.Client] = []
        self.app = running.config.app
        self.desk = self.app.state.desk  # type: ignore[union-attr]

    def stranger(self, **options: object) -> httpx.Client:
        """A client that has not come in; redirects are not followed."""
        client = httpx.Client(base_url=self.url, timeout=PATIENCE, **options)  # type: ignore[arg-type]
        self.clients.append(client)
        return client

    def member(self) -> "Member":
        """A browser in English that has not come in."""
        client = Member(base_url=self.url, timeout=PATIENCE, headers={"accept-language": "en"})
        self.clients.append(client)
        return client

    def signed_in(self, name: str, role: Role = "editor") -> "Member":
        """A client of an account that is made if need be, without the time that passwords take."""
        if accounts.one(self.desk.room, name) is None:
            accounts.add(self.desk.room, self.clock, name, role, None)
        client = self.member()
        client.cookies.set(self.settings.cookie, sessions.begin(self.desk.room, self.clock, name))
        return client

    def come_in(self, name: str, password: str = PASSWORD) -> "Member":
        """A client that came in by the form."""
        client = self.member()
        answer = client.send_form("/login", name=name, password=password, next="/")
        assert answer.status_code == 303, answer.text
        return client


class Member(httpx.Client):
    """A browser of somebody: it sends forms as the desk's pages do."""

    @property
    def word(self) -> str:
        """The word that forms of this session carry."""
        found = CSRF.search(self.get("/login").text)
        assert found
        return found[1]

    def send_form(self, path: str, **fields: str) -> httpx.Response:
        """Sends a form of the desk's own page."""
        origin = str(self.base_url).rstrip("/")
        return self.post(path, data={"csrf": self.word, **fields}, headers={"origin": origin})


@contextmanager
def serving(home: Home, clock: Clock, **changes: object) -> Iterator[Served]:
    """Serves a desk until the context is left."""
    at = bound("127.0.0.1", 0, is_proxied=False)
    settings = local("127.0.0.1", at.getsockname()[1])
    settings = Settings(**{**{f: getattr(settings, f) for f in settings.__struct_fields__}, **changes})  # type: ignore[arg-type]
    running = server(home, settings, clock)
    thread = Thread(target=running.run, kwargs={"sockets": [at]})
    thread.start()
    try:
        while not running.started and thread.is_alive():
            sleep(0.01)
        made = Served(home, clock, running, settings, f"http://127.0.0.1:{at.getsockname()[1]}")
        yield made
        for client in made.clients:
            client.close()  # the server waits for those that are open
    finally:
        running.should_exit = True
        thread.join()
        at.close()


@contextmanager
def quick_home(folder: Path) -> Iterator[Home]:
    """A home in memory where there is such a place: each unit of work is synced."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if os.access(memory, os.W_OK) else folder) as made:
        yield Home(Path(made) / "home")
