"""What a quiet night costs over many known pages: in proportion to what is due and what changed.

    python -m benchmarks.quiet_night [--known 20000]

One simulated newspaper on loopback; its pages are crawled once, then nights follow in which some of them are
due and some of those have changed. Each night is measured in a fresh process: CPU from after the imports to
the end, the crawl with its archive and the search for pages not read yet, without the reading itself.
The first night is the peer: a crawler without a memory would have it every night.
"""

import argparse
import shutil
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct
from rich.console import Console
from rich.table import Table

from archive import captures, readings
from archive.captures import Readable
from archive.clock import Clock, stamp
from archive.database import atomic, connect
from archive.home import Home
from archive.records import Document
from archive.sqlite import Database
from benchmarks.newspaper import PER_LIST, newspaper
from benchmarks.processes import SPAWN, in_fresh_process
from crawlers.night import crawl
from crawlers.registry import read

FIRST = datetime(2026, 3, 2, 1, 10, tzinfo=UTC)
LATER = datetime(2027, 1, 1, tzinfo=UTC)
LISTS = 10
PORT = 18_734
"""One for all nights: the pages of another port would be other pages."""
VERSION = "bench"


class Night(Struct, frozen=True):
    """A night to measure: pages known before it, pages due, pages of those that have changed."""

    known: int
    due: int
    changed: int


class Cost(Struct, frozen=True):
    """What a night cost: CPU seconds, requests, bytes by which the WARC files grew."""

    seconds: float
    requests: int
    grown: int


def main() -> None:
    """Prints a line for each night."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--known", type=int, default=20_000)
    known = options.parse_args().known
    table = Table("known", "due", "changed", "requests", "CPU s", "of the first night", "WARC grew by")
    with tempfile.TemporaryDirectory() as folder:
        for size in (known // 10, known):
            first = measured(Path(folder) / str(size), Night(size, size, size), is_first=True)
            _row(table, Night(0, size, size), first, first)
            for due, changed in ((0, 0), (known // 100, 0), (known // 100, known // 100), (known // 10, 0)):
                night = Night(size, due, changed)
                _row(table, night, measured(Path(folder) / str(size), night), first)
    Console().print(table)


def measured(kept: Path, night: Night, *, is_first: bool = False) -> Cost:
    """The cost of a night over a copy of the home in `kept`; the first night makes that home."""
    with newspaper(SPAWN, night.known, 0 if is_first else night.changed, PORT) as start:
        folder = kept if is_first else kept.with_name("tonight")
        shutil.rmtree(folder, ignore_errors=True)
        if not is_first:
            shutil.copytree(kept, folder)
        return in_fresh_process(_measure, folder, night, is_first, start)


def _measure(folder: Path, night: Night, is_first: bool, start: str) -> Cost:
    home = Home(folder / "home").create()
    lists = -(-night.known // PER_LIST) if is_first else LISTS
    source = folder / "newspaper.toml"
    source.write_text(
        f'title = "b"\nhome = "{start}"\nkind = "press"\nspider = "listing"\n[crawl]\nstart = ["{start}"]\n'
        f'detail = "a.page"\nnext = "a.next"\npages = {lists}\ndelay = 0.0\nbudget = 1000000\n'
    )
    config = read(source)
    if not is_first:
        _make_due(home, night.due)
    held = _size(home.warc)
    clock = Clock(FIRST if is_first else FIRST + timedelta(days=1))
    before = time.process_time()
    report = crawl(home, [config], clock=clock, loopback=True)
    db = connect(home)
    unread = list(captures.unread(db, VERSION))
    seconds = time.process_time() - before
    expected = night.known if is_first else night.changed
    if len(unread) != expected:
        raise RuntimeError(f"{len(unread)} pages to read, not {expected}")
    if is_first:
        _pretend_read(db, unread)
    return Cost(seconds, report.sources[0].fetched, _size(home.warc) - held)


def _make_due(home: Home, number: int) -> None:
    """As if the pages had been found over two years, and only so many were due tonight."""
    db = connect(home)
    with atomic(db):
        db.conn.execute("UPDATE frontier SET due_at = ? WHERE purpose = 'page'", (stamp(LATER),))
        db.conn.execute(
            """UPDATE frontier SET due_at = ? WHERE id IN
            (SELECT id FROM frontier WHERE purpose = 'page' ORDER BY id LIMIT ?)""",
            (stamp(FIRST), number),
        )
    db.close()


def _pretend_read(db: Database, unread: list[Readable]) -> None:
    """As if all had been read: the reading is another benchmark's."""
    for page in unread:
        document = Document(
            "", (), None, None, None, "ru", "utf-8", "article", page.url, FIRST, page.publisher
        )
        readings.store(db, page.capture, VERSION, document, ())


def _size(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.glob("*.warc.gz"))


def _row(table: Table, night: Night, cost: Cost, first: Cost) -> None:
    figures = (night.known, night.due, night.changed, cost.requests)
    share, grown = f"{cost.seconds / first.seconds:.1%}", f"{cost.grown / 1e6:.2f} MB"
    table.add_row(*(f"{figure:,}" for figure in figures), f"{cost.seconds:.2f}", share, grown)


if __name__ == "__main__":
    main()
