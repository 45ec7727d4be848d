"""The sources: how each stands, its last visits, and what it wants of a person."""

from collections.abc import Sequence

from msgspec import structs
from starlette.exceptions import HTTPException
from starlette.responses import Response

from archive import issues
from archive.clock import stamp
from crawlers.registry import load, sources_folder
from crawlers.source import SourceConfig
from desk import vanished
from desk.health.night import nights
from desk.health.standing import Standing, State, standings
from desk.reports.remedies import remedy
from desk.web.call import Call
from desk.web.route import Route
from desk.web.tables import Column, Table, View, part, view

SHOWN = 200
STATES: tuple[State, ...] = ("failing", "look", "good", "unverified", "paused")

STANDING = (
    Column("source", "source"),
    Column("state", "word"),
    Column("why"),
    Column("last_good", "when"),
    *(Column(name, "n") for name in ("pages", "new_7", "new_30", "mentions")),
    Column("refused", "share"),
    *(Column(name, "n") for name in ("failed", "due", "vanished")),
)
NIGHTS = (
    Column("run", "run"),
    Column("at", "when"),
    *(Column(name, "n") for name in ("due", "fetched", "fresh", "mentions", "gone", "refused", "failed")),
    Column("stopped"),
)
ISSUES = (Column("since", "when"), Column("kind"), Column("url", "url"), Column("detail"), Column("remedy"))


def known(call: Call) -> list[SourceConfig]:
    """All sources that are described now. Raises crawlers.registry.BadSource."""
    return load(sources_folder(call.desk.sources))


def standing(call: Call) -> Sequence[Standing]:
    """How each source stands, held in memory as long as nothing changed."""
    return call.desk.registers.standings(call.db, call.desk.clock.now(), known(call))


def health(call: Call) -> View:
    """A row for each source, those that want a look first; filter: `state`."""
    found = standing(call)
    wanted = [one for one in found if one.state == call.asked("state", one.state)]
    rows = [
        structs.asdict(one) for one in sorted(wanted, key=lambda one: (STATES.index(one.state), one.source))
    ]
    counts = {state: sum(one.state == state for one in found) for state in STATES}
    return View(
        "sources.title", Table(STANDING, part(call, rows), len(rows)), "sources.html", {"counts": counts}
    )


def source(call: Call) -> Response:
    """One source: its standing, its nights, its issues, what vanished."""
    name = call.part("source")
    described = [one for one in known(call) if one.id == name]
    is_kept = call.db.conn.execute("SELECT 1 FROM source_version WHERE source = ?", (name,)).fetchone()
    if not described and not is_kept:
        raise HTTPException(404, "no such source")
    now = call.desk.clock.now()
    its = nights(call.db, now, source=name).get(name, [])[::-1]
    return call.page(
        "source.html",
        source=name,
        described=described[0] if described else None,
        standing=standings(call.db, now, described)[0] if described else None,
        nights=Table(NIGHTS, [{c.name: _at(getattr(night, c.name)) for c in NIGHTS} for night in its]),
        issues=Table(ISSUES, wanted(call, name)),
        vanished=vanished.pages(call.db, source=name)[-SHOWN:][::-1],
    )


def wanted(call: Call, source: str | None = None) -> list[dict[str, object]]:
    """Open issues with what to do; the words of an error of reading quote the page and are left out."""
    return [
        {
            "issue": one.id,
            "since": stamp(one.raised_at),
            "kind": one.kind,
            "source": one.source,
            "url": one.url,
            "detail": "" if one.kind.startswith("unread: ") else one.detail,
            "remedy": remedy(one.kind),
        }
        for one in issues.open_issues(call.db, source=source)
    ]


def _at(value: object) -> object:
    return value.isoformat() if hasattr(value, "isoformat") else value


ROUTES = (
    *view("/sources", "sources", "reader", health),
    Route("/sources/{source}", "GET", "source", "reader", source),
)
