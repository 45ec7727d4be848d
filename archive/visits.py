"""Visits: what each run asked of each source, and what came of it, as the crawler counted."""

from collections.abc import Sequence

from msgspec import Struct, structs

from archive import facts
from archive.clock import Clock, stamp
from archive.ids import Ulids
from archive.sqlite import Database


class Visit(Struct, frozen=True):
    """A source's part in a run, in numbers of URLs; docs/schema.md tells each."""

    source: str
    due: int = 0
    fetched: int = 0
    new: int = 0
    revisits: int = 0
    unchanged: int = 0
    gone: int = 0
    moved: int = 0
    refused: int = 0
    busy: int = 0
    failed: int = 0
    disallowed: int = 0
    left: int = 0
    stopped: str | None = None


def append(db: Database, clock: Clock, run: str, visits: Sequence[Visit]) -> None:
    """Appends the visits of a run, once for each source, to the table and to the log."""
    ids, at = Ulids(clock), stamp(clock.now())
    rows = [{"id": ids.new(), "run": run, "at": at, **structs.asdict(visit)} for visit in visits]
    facts.append(db, "visit", rows)
