"""The invented web on loopback: every site on its own address, two nights, one process.

with serve() as web:
    web.write_sources(folder)
    web.night = 2
"""

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path

from demo import wordpress
from demo.nights import RETRY_AFTER, Change, changes
from demo.render import Served, old_pages, pages
from demo.reply import Reply, SiteHandler, Visit, plain
from demo.scripted import scripted_answer
from demo.sites import Site, load_sites
from demo.source_files import source_toml


class SiteOnline:
    """A site with its address; `answer` says what it replies in the night at hand."""

    def __init__(self, web: "Web", site: Site, host: str, port: int) -> None:
        self.site, self.web = site, web
        self.server = _bind(host, port, self)
        self.base = "http://{}:{}".format(*self.server.server_address[:2])
        self.pages = {night: pages(site, self.base, night) for night in (1, 2)}
        self._old = {} if site.standalone else old_pages(site, self.base)
        self.fates = changes(site.id)
        self._was_busy: set[str] = set()

    def answer(self, target: str) -> Reply | Served:
        """A page to be served with its validators, or a reply that has none."""
        if target == "/robots.txt":
            return self._robots()
        if self.web.night == 2 and target in self.fates and self.site.standalone:
            reply = self._fate(self.fates[target])
            if reply:
                return reply
        if self.site.server.wordpress:
            known = wordpress.posts_of(self.site, self.night)
            said = wordpress.answer(target, self.base, self.site.source.title, known)
            if said:
                return said
        if self.site.server.scripted:
            return scripted_answer(target, self.pages[self.night], self.site.source.title)
        found = self.pages[self.night].get(target) or (self.night == 2 and self._old.get(target))
        return found or plain(404, "Страница не найдена")

    @property
    def night(self) -> int:
        """Which night it is."""
        return self.web.night

    def note(self, visit: Visit) -> None:
        """Keep a visit in the web's log."""
        self.web.log.append(visit)

    def forget(self) -> None:
        """As if this night had not been crawled yet."""
        self._was_busy.clear()

    def _robots(self) -> Reply:
        if self.site.server.robots is None:
            return plain(404, "Страница не найдена")
        text = self.site.server.robots.lstrip().replace("$base", self.base)
        return Reply(200, (("Content-Type", "text/plain"),), text.encode())

    def _fate(self, change: Change) -> Reply | None:
        match change.kind:
            case "gone-404":
                return plain(404, "Страница не найдена")
            case "gone-410":
                return plain(410, "Материал удалён")
            case "captcha":
                return Reply(200, (("Content-Type", "text/html; charset=utf-8"),), _captcha())
            case "moved":
                return Reply(301, (("Location", f"{self.base}{change.target}"),), b"")
            case "busy" if change.path not in self._was_busy:
                self._was_busy.add(change.path)
                return plain(503, "Сервер перегружен", ("Retry-After", str(RETRY_AFTER)))
            case "busy" | "new" | "edited" | "touched":
                return None


class Web:
    """All sites, served. `night` is 1 or 2; `log` holds the visits in the order they were answered."""

    def __init__(self, first_port: int = 0) -> None:
        self._night = 1
        self.log: list[Visit] = []
        self.sites = {
            site.id: SiteOnline(self, site, f"127.0.0.{n}", first_port and first_port + n)
            for n, site in enumerate(load_sites(), 11)
        }

    @property
    def night(self) -> int:
        """Which night it is; setting it forgets who was told to come back later."""
        return self._night

    @night.setter
    def night(self, night: int) -> None:
        self._night = night
        for online in self.sites.values():
            online.forget()

    def write_sources(self, folder: Path) -> list[Path]:
        """One `<id>.toml` for each site, with the addresses of this run; returns the files written."""
        folder.mkdir(parents=True, exist_ok=True)
        files = [folder / f"{name}.toml" for name in self.sites]
        for file, online in zip(files, self.sites.values(), strict=True):
            file.write_text(source_toml(online.site, online.base, online.pages[1]), "utf-8")
        return files


@contextmanager
def serve(first_port: int = 0) -> Iterator[Web]:
    """The whole web on loopback until the block ends; ports are free ones or count up from `first_port`."""
    web = Web(first_port)
    with ExitStack() as stack:
        for online in web.sites.values():
            threading.Thread(target=online.server.serve_forever, args=(0.05,), daemon=True).start()
            stack.callback(online.server.server_close)
            stack.callback(online.server.shutdown)
        yield web


def _bind(host: str, port: int, online: SiteOnline) -> ThreadingHTTPServer:
    handler = type("Handler", (SiteHandler,), {"online": online})
    try:
        return _Server((host, port), handler)
    except OSError:  # only 127.0.0.1 is up where loopback has a single address (macOS)
        return _Server(("127.0.0.1", port), handler)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


def _captcha() -> bytes:
    return (Path(__file__).parent / "captcha.html").read_bytes()
