"""A desk that is served in earnest, by uvicorn on a free port, and browsers of several accounts."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from time import sleep

import httpx
import uvicorn

from archive.clock import Clock
from archive.home import Home
from desk.web.serving import bound, server
from desk.web.settings import Settings, local

PASSWORD = "correct horse battery"
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
        self.app = running.config.app
        self.desk = self.app.state.desk  # type: ignore[union-attr]

    def stranger(self, **options: object) -> httpx.Client:
        """A client that has not come in; redirects are not followed."""
        return httpx.Client(base_url=self.url, **options)  # type: ignore[arg-type]

    def member(self) -> "Member":
        """A browser in English that has not come in."""
        return Member(base_url=self.url, headers={"accept-language": "en"})

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
        yield Served(home, clock, running, settings, f"http://127.0.0.1:{at.getsockname()[1]}")
    finally:
        running.should_exit = True
        thread.join()
        at.close()
