"""Whether the archive holds as many mentions of a source as its TOML expects."""

from collections.abc import Iterable

from archive import issues
from archive.clock import Clock
from archive.sqlite import Database
from crawlers.source import SourceConfig

_HELD = """
SELECT count(*) FROM mention
JOIN document ON document.snapshot = mention.document
JOIN capture ON capture.id = document.capture
WHERE capture.source = ?
"""


def compare_mentions(db: Database, clock: Clock, run: str, sources: Iterable[SourceConfig]) -> None:
    """Raise an issue for each active source of which fewer mentions are held than `expect.mentions` says.

    The crawl has compared the captures; a layout that moved keeps its captures and loses its mentions.
    """
    for source in sources:
        if source.status == "active" and (expected := source.expect.mentions):
            held = mentions_held(db, source.id)
            if held < expected:
                detail = f"{held} mentions, expected {expected} or more: has its layout moved?"
                issues.raise_issue(db, clock, run=run, kind="few-mentions", detail=detail, source=source.id)


def mentions_held(db: Database, source: str) -> int:
    """How many mentions the archive holds of a source, of whatever night."""
    return int(db.conn.execute(_HELD, (source,)).fetchone()[0])
