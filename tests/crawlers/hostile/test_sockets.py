"""No request ever reaches a forbidden address: told by the sockets themselves, in a process of its own."""

import json
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.crawlers.conftest import Archive
from tests.crawlers.hostile.inside import NAMES, SPELLINGS
from tests.crawlers.hostile.watched import PUBLIC
from tests.crawlers.raw_server import Site, response, serve

PROJECT = Path(__file__).resolve().parents[3]
HOSTS = [*SPELLINGS.values(), *(name for name, _ in NAMES.values()), "rebind.example"]
PORTS = (22, 25, 6379, 11211)


class Listener:
    """Listens where nobody may come, and counts who does."""

    def __init__(self, family: int, address: str) -> None:
        self.socket = socket.create_server((address, 0), family=family)
        self.port = self.socket.getsockname()[1]
        self.accepted = 0
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            try:
                self.socket.accept()
            except OSError:
                return
            self.accepted += 1


@pytest.fixture
def listeners() -> Iterator[list[Listener]]:
    with ExitStack() as held:
        made = [Listener(socket.AF_INET, "127.0.0.1"), Listener(socket.AF_INET, "0.0.0.0")]
        if socket.has_ipv6:
            made += [Listener(socket.AF_INET6, "::1"), Listener(socket.AF_INET6, "::")]
        for listener in made:
            held.callback(listener.socket.close)
        yield made


def site_that_leads_to(targets: list[str]) -> dict[str, bytes]:
    """A list of pages that redirect, to each target one, and whose robots.txt does too where asked."""
    moves = {f"/{n}": response("", "302 Found", location=target) for n, target in enumerate(targets)}
    return {"/": response("".join(f'<a class="page" href="{path}">…</a>' for path in moves)), **moves}


def crawl_watched(archive: Archive, *sources: str) -> dict[str, list[list[object]]]:
    command = [sys.executable, "-m", "tests.crawlers.hostile.watched", str(archive.home.path), *sources]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    found: dict[str, list[list[object]]] = json.loads(done.stdout)
    return found


def source(archive: Archive, name: str, site: Site, crawl: str = "") -> str:
    archive.source(name, f"http://volna.example:{site.port}/", f"budget = 9000\n{crawl}")
    return str(archive.folder / "sources" / f"{name}.toml")


IGNORING = '[crawl.exceptions]\nignore_robots = "leave given by the editor in a letter"'


@pytest.mark.parametrize("crawl", ["", IGNORING], ids=["robots.txt asked first", "robots.txt not asked"])
def test_no_redirect_reaches_a_forbidden_address(
    archive: Archive, listeners: list[Listener], crawl: str
) -> None:
    ports = [listener.port for listener in listeners]
    targets = [f"http://{host}:{port}/in" for host in HOSTS for port in ports[:1] + ports[2:3]]
    targets += [f"https://{host}:{ports[0]}/in" for host in HOSTS]
    targets += [f"http://volna.example:{port}/" for port in PORTS]
    with serve(site_that_leads_to(targets)) as site:
        found = crawl_watched(archive, source(archive, "inner", site, crawl))
        ours = site.port
    assert [listener.accepted for listener in listeners] == [0] * len(listeners)
    assert {host for host, _ in found["opened"]} == {PUBLIC}
    assert {(host, port) for host, port in found["connected"]} <= {("127.0.0.1", ours)} | {
        ("127.0.0.1", port) for host, port in found["opened"] if host == PUBLIC
    }
    kept = archive.rows("SELECT count(*) FROM capture WHERE status = 302")
    assert kept == [(len(targets),)]
    assert archive.rows("SELECT count(*) FROM capture WHERE url LIKE '%/in'") == [(0,)]
    assert archive.rows("SELECT count(*) > 30 FROM miss WHERE reason LIKE '%not connected%'") == [(1,)]


def test_no_robots_txt_leads_to_a_forbidden_address(archive: Archive, listeners: list[Listener]) -> None:
    with ExitStack() as held:
        sources = []
        for number, host in enumerate(HOSTS):
            inner = response("", "302 Found", location=f"http://{host}:{listeners[0].port}/robots.txt")
            site = held.enter_context(serve({"/robots.txt": inner, "/": response("<p>…")}))
            sources.append(source(archive, f"robots{number}", site))
        found = crawl_watched(archive, *sources)
    assert [listener.accepted for listener in listeners] == [0] * len(listeners)
    assert {host for host, _ in found["opened"]} == {PUBLIC}
    assert archive.rows("SELECT count(*) FROM capture WHERE purpose = 'robots'") == [(len(HOSTS),)]
    told = archive.rows("SELECT count(*) FROM issue WHERE kind = 'robots-unreachable'")
    assert told == [(len(HOSTS),)]


def test_a_name_that_changes_its_answer_is_connected_where_it_was_checked(
    archive: Archive, listeners: list[Listener]
) -> None:
    with serve({"/": response('<a class="page" href="/1">…</a>'), "/1": response("<p>Один")}) as site:
        archive.source("rebind", f"http://rebind.example:{site.port}/")
        found = crawl_watched(archive, str(archive.folder / "sources" / "rebind.toml"))
        assert site.paths == ["/", "/1"]
        assert {(host, port) for host, port in found["opened"]} == {(PUBLIC, site.port)}
    assert len(archive.captured()) == 2
