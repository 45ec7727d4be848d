"""Visits: what each run asked of each source, and what came of it, as the crawler counted."""

from collections.abc import Sequence

from msgspec import Struct

from archive import facts
from archive.clock import Clock, stamp
from archive.ids import Ulids
from archive.sqlite import Database


class Visit(Struct):
    """A source's part in a run, in numbers of URLs.

    `due` were due; `fetched` gave an answer, of which `new` held bytes that the archive did not have,
    `revisits` known bytes again, `unchanged` none, for they answered 304; `gone` answered 404 or 410,
    `moved` lead elsewhere, `refused` were captchas and blocks, `busy` asked us to come back later. `failed`
    gave no answer or an error of the server; `disallowed` robots.txt forbids; `left` are due still.
    `stopped` says why a source ended before its time.
    """

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
    rows = [{"id": ids.new(), "run": run, "at": at, **_columns(visit)} for visit in visits]
    facts.append(db, "visit", rows)


def _columns(visit: Visit) -> dict[str, object]:
    """What is kept of a visit, whatever else its counter holds."""
    return {name: getattr(visit, name) for name in Visit.__struct_fields__}
