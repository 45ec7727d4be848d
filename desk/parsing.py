"""Read every snapshot that the current reading version has not read yet, and store what it says."""

from collections.abc import Callable, Iterator
from itertools import islice

from msgspec import Struct

from archive import captures, issues, readings
from archive.captures import Readable
from archive.clock import Clock
from archive.database import atomic
from archive.home import Home
from archive.payload import Undecodable
from archive.records import Page
from archive.sqlite import Database
from archive.warc_read import BrokenRecord
from desk.pool import Unread, read_pages
from parsers.ocr.pictures import is_at_hand
from parsers.reading import VERSION, Reading

STORED_AT_ONCE = 32
"""Readings stored in one transaction: each transaction waits for the disk once."""


class ParseReport(Struct):
    """What a parse came to: snapshots read, mentions found (by status), snapshots that stay unread."""

    read: int = 0
    mentions: int = 0
    killed: int = 0
    missing: int = 0
    captive: int = 0
    alive: int = 0
    unsure: int = 0
    unread: int = 0


class Parser:
    """One parse within a run; killed, it goes on after the last transaction."""

    def __init__(self, home: Home, db: Database, clock: Clock, run: str) -> None:
        self._home = home
        self._db = db
        self._clock = clock
        self._run = run
        self.report = ParseReport()

    def parse(
        self, *, workers: int | None = None, progress: Callable[[int, int], None] | None = None
    ) -> ParseReport:
        """Read all that is unread. `progress` is told how many of how many snapshots are done."""
        waiting = list(captures.unread(self._db, VERSION, pictures=is_at_hand()))
        outcomes = read_pages(self._pages(waiting), workers=workers)
        done = 0
        while batch := list(islice(outcomes, STORED_AT_ONCE)):
            with atomic(self._db):
                for readable, outcome in batch:
                    self._take(readable, outcome)
            done += len(batch)
            if progress:
                progress(done, len(waiting))
        return self.report

    def _take(self, readable: Readable, outcome: Reading | Unread) -> None:
        if isinstance(outcome, Unread):
            self._set_aside(readable, outcome.error, outcome.detail)
        else:
            self._store(readable, outcome)

    def _pages(self, waiting: list[Readable]) -> Iterator[tuple[Readable, Page]]:
        for readable in waiting:
            try:
                page = captures.page(self._home, readable)
            except (BrokenRecord, Undecodable) as error:
                self._set_aside(readable, type(error).__name__, str(error))
            else:
                yield readable, page

    def _store(self, readable: Readable, reading: Reading) -> None:
        try:
            readings.store(self._db, readable.capture, VERSION, reading.document, reading.mentions)
        except readings.Misquote as error:
            self._set_aside(readable, type(error).__name__, str(error))
            return
        self.report.read += 1
        self.report.mentions += len(reading.mentions)
        for mention in reading.mentions:
            self._count(mention.value("status") or "unsure")

    def _count(self, status: str) -> None:
        setattr(self.report, status, getattr(self.report, status) + 1)

    def _set_aside(self, readable: Readable, error: str, detail: str) -> None:
        """The page is kept and stays unread; a person looks, the parsers' next version tries again."""
        self.report.unread += 1
        issues.raise_issue(
            self._db,
            self._clock,
            run=self._run,
            kind=f"unread: {error}",
            detail=detail,
            source=readable.source,
            url=readable.url,
            capture=readable.capture,
        )
