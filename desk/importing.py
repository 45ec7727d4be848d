"""Takes in what others captured for one of our sources, and what people tell us to look at."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from msgspec import Struct

from archive import issues, runs, sources
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.imports.foreign import Fault
from archive.imports.importer import Imported, Progress, import_file
from archive.imports.judging import Verdict
from archive.recorder import recover
from archive.records import Purpose
from archive.sqlite import Database
from crawlers.keys import url_key
from crawlers.loader import spider_of
from crawlers.refusals import refusal
from crawlers.source import SourceConfig

ISSUES_A_FILE = 100
"""Issues that one file may raise; the last of them says how many more there were."""

_READABLE = ("text/html", "text/plain", "application/pdf")
_REFUSING = (401, 403, 407, 451)


class SourceJudge:
    """Knows of a URL what the crawlers would know of it; docs/import.md has the rules."""

    def __init__(self, source: SourceConfig, db: Database) -> None:
        self._spider = spider_of(source)()
        self._source = source.id
        self._db = db
        self._starts = {link.key: link.purpose for link in self._spider.seeds()}

    def key(self, url: str) -> str:
        """The URL's key. Raises keys.NotAWebAddress."""
        return url_key(url)

    def verdict(self, url: str, status: int, content_type: str, body: bytes) -> Verdict:
        """Key, purpose and kind of refusal. Raises keys.NotAWebAddress."""
        key = url_key(url)
        is_answer = 200 <= status < 300 or status in _REFUSING
        kind = refusal(status, body, content_type) if is_answer else None
        return Verdict(key, self._purpose(url, key, content_type), kind)

    def _purpose(self, url: str, key: str, content_type: str) -> Purpose:
        if urlsplit(url).path == "/robots.txt":
            return "robots"
        known = self._db.conn.execute(
            "SELECT purpose FROM frontier WHERE source = ? AND key = ?", (self._source, key)
        ).fetchone()
        if known or key in self._starts:
            purpose: Purpose = known[0] if known else self._starts[key]
            return purpose
        return "page" if self._spider.is_ours(url) and _is_readable(content_type) else "list"


class ImportReport(Struct):
    """What an import came to; `exit_code` 0: all taken in or known, 1: something was passed over."""

    run: str
    imported: Imported

    @property
    def exit_code(self) -> int:
        """0 good, 1 a person should look."""
        return 1 if self.imported.faults else 0

    def summary(self) -> dict[str, object]:
        """One row: the import, and how many captures and records went which way."""
        found = self.imported
        return {
            "import": found.id,
            "taken_in": found.taken,
            "known_before": found.known,
            "passed_over": len(found.faults),
            "other_records": sum(found.others.values()),
        }


def import_captures(
    home: Home,
    source: SourceConfig,
    path: Path,
    *,
    clock: Clock,
    note: str | None = None,
    progress: Progress = lambda done, total: None,
) -> ImportReport:
    """Takes a file in, under the home's lock, in a run of its own; what does not hold becomes issues.

    Raises container.NotAnArchive, home.HomeError; the run's row then says exit code 2 and why.
    """
    home.create()
    with home.lock("import"):
        db = connect(home)
        recover(home)
        sources.record(db, clock, source.id, source.toml)
        run = runs.start(db, clock, "import", {"source": source.id, "file": path.name, "note": note})
        try:
            judge = SourceJudge(source, db)
            imported = import_file(
                home, clock, path, run=run, source=source.id, judge=judge, note=note, progress=progress
            )
            report = ImportReport(run, imported)
            _raise_issues(db, clock, run, source.id, path.name, imported.faults)
            runs.end(db, clock, run, report.exit_code, report.summary())
        except BaseException as error:
            runs.end(db, clock, run, 2, {"error": f"{type(error).__name__}: {error}"})
            raise
        finally:
            db.close()
        return report


def _raise_issues(
    db: Database, clock: Clock, run: str, source: str, file: str, faults: Sequence[Fault]
) -> None:
    for fault in faults[:ISSUES_A_FILE]:
        detail = f"{file} at byte {fault.offset}: {fault.why}"
        url = fault.url or f"{file}@{fault.offset}"
        issues.raise_issue(db, clock, run=run, kind="import", detail=detail, source=source, url=url)
    more = len(faults) - ISSUES_A_FILE
    if more > 0:
        detail = f"{file}: {more} more records were passed over, not named one by one"
        issues.raise_issue(db, clock, run=run, kind="import", detail=detail, source=source, url=file)


def _is_readable(content_type: str) -> bool:
    """Whether a reader can read this media type, or none is named."""
    lowered = content_type.lower()
    return not lowered or lowered.startswith(_READABLE) or "xml" in lowered or "json" in lowered
