"""A run's report as a file below its home."""

from collections.abc import Sequence
from pathlib import Path

from archive import runs
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from crawlers.source import SourceConfig
from desk.reports.contents import contents
from desk.reports.html import write


def write_report(home: Home, run: str, sources: Sequence[SourceConfig], clock: Clock) -> Path:
    """Write `reports/<run>.html`. Raises OSError, runs.UnknownRun."""
    db = connect(home, readonly=True)
    try:
        return write(home, contents(home, db, runs.one(db, run), sources, clock.now()))
    finally:
        db.close()
