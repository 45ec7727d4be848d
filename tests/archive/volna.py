"""An archive of an invented newspaper, and pages as its server would send them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from archive import payload
from archive.clock import Clock
from archive.home import Home
from archive.recorder import Recorder
from archive.records import Exchange, Link
from archive.sqlite import Database

SOURCE = "volna"
TOML = """title = "Волна"
home = "https://volna.example/"
kind = "press"
region = "RU-PNZ"
spider = "listing"
"""
START = datetime(2026, 3, 2, 1, 10, tzinfo=UTC)
REQUEST = b"GET / HTTP/1.1\r\nHost: volna.example\r\nUser-Agent: sinodik (+mailto:desk@count.example)\r\n\r\n"


def link(path: str, **changes: object) -> Link:
    """A link of the newspaper."""
    url = f"https://volna.example/{path}"
    known = {"source": SOURCE, "url": url, "key": url, "purpose": "page", "callback": "parse"}
    return Link(**{**known, **changes})  # type: ignore[arg-type]


def answer(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """The bytes of a response."""
    lines = (f"HTTP/1.1 {status}", *(headers or ("Content-Type: text/html; charset=utf-8",)), "", "")
    return "\r\n".join(lines).encode("latin-1") + body


def exchange(url: str, response: bytes, **changes: object) -> Exchange:
    """An exchange as a crawler hands it over."""
    head = payload.head(response)
    known = {
        "url": url,
        "source": SOURCE,
        "purpose": "page",
        "fetched_at": START,
        "request": REQUEST,
        "response": response,
        "body_at": head.body_at,
        "entity": payload.entity(response),
        "status": head.status,
        "headers": head.headers,
        "ip": "192.0.2.7",
    }
    return Exchange(**{**known, **changes})  # type: ignore[arg-type]


@dataclass
class Archive:
    """A home under lock, with a run and its recorder."""

    home: Home
    clock: Clock
    db: Database
    run: str
    recorder: Recorder = field(repr=False)

    def keep(self, path: str, response: bytes, **changes: object) -> str:
        """Keeps what a link of the newspaper was answered; gives the capture's id."""
        found = link(path)
        self.recorder.frontier.add([found])
        self.recorder.keep(exchange(found.url, response, **changes), settles=found)
        self.recorder.flush()
        return str(self.db.execute("SELECT max(id) FROM capture").fetchone()[0])

    def rows(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        """The rows of a query."""
        return self.db.execute(sql, values).fetchall()

    def warc_files(self) -> list[Path]:
        """The WARC files, in their order."""
        return sorted(self.home.warc.glob("*.warc.gz"))
