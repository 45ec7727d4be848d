"""A home whose clock is moved by hand, looks at invented pages on any day, and the ledger made of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin

from archive import runs
from archive.clock import Clock, parsed
from archive.ledger_refresh import Refreshed, forget, refresh
from archive.recorder import Recorder
from archive.records import Link, Purpose
from tests.archive.volna import START, Archive, answer, exchange, link

DAY = timedelta(days=1)
NOT_FOUND = answer(b"<title>404</title>", status="404 Not Found")


class MovedClock(Clock):
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        super().__init__()
        self.moment = START

    def now(self) -> datetime:
        self.moment += timedelta(milliseconds=1)  # no two facts at one moment
        return self.moment


def page(words: str) -> bytes:
    """A page of the newspaper."""
    return answer(f"<title>{words} — Волна</title><h1>{words}</h1><p>{words}</p>".encode())


def redirect(to: str) -> bytes:
    """An answer that leads elsewhere."""
    return answer(b"", f"Location: {to}", status="301 Moved Permanently")


@dataclass
class Years:
    """What was looked at, on which days since the start."""

    archive: Archive
    clock: MovedClock

    def look(self, day: float, path: str, response: bytes | None, purpose: Purpose = "page") -> None:
        """Looks at a page (`https://…` or a path of the newspaper); None: no answer comes."""
        self.clock.moment = max(self.clock.moment, START + day * DAY)
        found = _link(path, purpose)
        self.archive.recorder.frontier.add([found])
        if response is None:
            self.archive.recorder.fail(found, "DownloadTimeoutError")
            return
        refusal = "captcha" if b"captcha" in response else None
        at = self.clock.now()
        self.archive.recorder.keep(
            exchange(found.url, response, fetched_at=at, purpose=purpose, refusal=refusal), settles=found
        )
        self.archive.recorder.flush()

    def begin_run(self) -> None:
        """Ends the run and begins another."""
        self.archive.recorder.close()
        run = runs.start(self.archive.db, self.clock, "crawl", {})
        self.archive.recorder = Recorder(self.archive.home, self.clock, run)

    def due(self, path: str) -> float:
        """On which day a page is due."""
        ((due_at,),) = self.archive.rows("SELECT due_at FROM frontier WHERE key = ?", _link(path, "page").key)
        return (parsed(str(due_at)) - START) / DAY

    def read(self) -> Refreshed:
        """Brings the ledger up to the facts."""
        return refresh(self.archive.home, self.archive.db, self.clock, urljoin)

    def state(self, path: str) -> str:
        """The state of a page; a page that the ledger does not name was always there."""
        rows = self.archive.rows("SELECT state FROM fate WHERE url_key = ?", _link(path, "page").key)
        return str(rows[0][0]) if rows else "live"

    def derived(self) -> dict[str, list[tuple[object, ...]]]:
        """All that the ledger holds, but for what only saves work."""
        return {
            table: self.archive.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3")
            for table in ("fate", "turn", "sounding")
        }

    def anew(self) -> dict[str, list[tuple[object, ...]]]:
        """The same, derived from nothing."""
        forget(self.archive.db)
        self.read()
        return self.derived()


def _link(path: str, purpose: Purpose) -> Link:
    again = 86400 if purpose == "list" else None
    if path.startswith("https://"):
        return link("", url=path, key=path, purpose=purpose, again=again)
    return link(path, purpose=purpose, again=again)
