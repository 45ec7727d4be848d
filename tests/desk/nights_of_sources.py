"""Invented sources over many nights, on a clock moved by hand: captures, documents and visits as facts."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from random import Random

from archive import facts, issues, readings, runs, sources, visits
from archive.clock import Clock, stamp
from archive.database import atomic
from archive.ids import Ulids
from archive.records import Block, Claim, Document, Mention, Publisher
from archive.sqlite import Database
from archive.visits import Visit
from crawlers.source import SourceConfig
from desk.health.healing import settle_healed
from desk.health.judging import look_over
from parsers.reading import VERSION

START = datetime(2026, 3, 2, 1, 10, tzinfo=UTC)
TEXT = "Погиб Пётр Каменкин, 31 год, из села Ольшанка."
FIELDS = {"name": "Пётр Каменкин", "age": "31", "settlement": "Ольшанка"}


class MovedClock(Clock):
    """Stands until it is moved; no two facts at one moment."""

    def __init__(self) -> None:
        super().__init__()
        self.moment = START

    def now(self) -> datetime:
        self.moment += timedelta(milliseconds=1)
        return self.moment


@dataclass
class Brought:
    """A night of a source: new `pages`; `naming` of them name a man, the first `full` with all fields."""

    pages: int = 0
    naming: int = 0
    full: int = 99
    refused: int = 0
    failed: int = 0
    is_down: bool = False


Life = Callable[[int, Random], Brought]


@dataclass
class Sources:
    """An archive in which each source lives its life night by night."""

    db: Database
    lives: dict[str, Life]
    configs: list[SourceConfig]
    clock: MovedClock = field(default_factory=MovedClock)
    random: Random = field(default_factory=lambda: Random(7))
    raised: dict[int, set[tuple[str, str]]] = field(default_factory=dict)

    def night(self, number: int) -> str:
        """One night: every source brings what its life says, is read and judged. Gives the run."""
        self.clock.moment = max(
            self.clock.moment, START + timedelta(days=number, minutes=self.random.randrange(40))
        )
        with atomic(self.db):
            run = runs.start(self.db, self.clock, "nightly", {})
            brought = {name: life(number, self.random) for name, life in self.lives.items()}
            for name, what in brought.items():
                self._read(run, name, number, what)
            visits.append(self.db, self.clock, run, [_visit(name, what) for name, what in brought.items()])
            look_over(self.db, self.clock, run, self.configs)
            settle_healed(self.db, self.clock, run)
            found = {(str(one.source), one.kind) for one in issues.open_issues(self.db, run=run)}
            runs.end(self.db, self.clock, run, 1 if found else 0, {})
        self.raised[number] = found
        return run

    def first_raised(self, source: str, kind: str) -> int | None:
        """The night that raised an issue first."""
        return next((night for night, found in self.raised.items() if (source, kind) in found), None)

    def is_open(self, source: str, kind: str) -> bool:
        """Whether it is open now."""
        return kind in {one.kind for one in issues.open_issues(self.db, source=source)}

    def _read(self, run: str, source: str, night: int, what: Brought) -> None:
        if night == 0:
            sources.record(self.db, self.clock, source, 'title = "Волна"\nkind = "press"\n')
            if not self.db.execute("SELECT 1 FROM warc_file").fetchone():
                facts.append(self.db, "warc_file", [{"name": "invented.warc.gz", "run": run, "size": 0}])
        ids = Ulids(self.clock)
        for page in range(what.pages):
            url = f"https://{source}.example/{night}/{page}"
            capture = capture_row(ids.new(), run, source, url, self.clock)
            facts.append(self.db, "capture", [capture])
            fields = tuple(FIELDS) if page < what.full else ("name",)
            named = [_mention(fields)] if page < what.naming else []
            readings.store(self.db, str(capture["id"]), VERSION, document(url, self.clock), named)


def _visit(source: str, what: Brought) -> Visit:
    if what.is_down:
        return Visit(source, due=3, failed=3)
    asked = what.pages + 2 + what.refused + what.failed
    return Visit(
        source, due=asked, fetched=asked - what.failed, new=what.pages + 1, unchanged=1, refused=what.refused,
        failed=what.failed,
    )  # fmt: skip


def capture_row(id: str, run: str, source: str, url: str, clock: Clock) -> dict[str, object]:
    """The row of a page, as a crawl would have kept it."""
    return {
        "id": id, "source": source, "run": run, "url": url, "url_key": url, "purpose": "page",
        "fetched_at": stamp(clock.now()), "record_type": "response", "status": 200,
        "content_type": "text/html", "payload_digest": sha256(url.encode()).hexdigest(), "payload_size": 9,
        "warc_file": "invented.warc.gz", "offset": 0, "length": 9, "request_offset": 9,
    }  # fmt: skip


def document(url: str, clock: Clock) -> Document:
    """A page read, with one sentence."""
    block = Block(0, len(TEXT))
    return Document(
        TEXT,
        (block,),
        None,
        None,
        None,
        "ru",
        "utf-8",
        "article",
        url,
        clock.now(),
        Publisher("Волна", "press"),
    )


def _mention(fields: tuple[str, ...]) -> Mention:
    claims = [_claim(name, FIELDS[name]) for name in fields]
    return Mention(TEXT.index("Пётр"), TEXT.index(","), tuple(claims))


def _claim(name: str, words: str) -> Claim:
    start = TEXT.index(words)
    return Claim(name, words, words, start, start + len(words), f"{name}.invented")
