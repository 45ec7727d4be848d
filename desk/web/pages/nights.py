"""The nights: each run, what came of it, what vanished, what was refused, what a person should look at."""

from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.responses import Response

from archive import issues, runs
from archive.issues import NotOpen
from archive.runs import UnknownRun
from desk import vanished
from desk.reports.contents import contents
from desk.web.call import Call
from desk.web.pages.sources import known, wanted
from desk.web.route import Route
from desk.web.tables import Column, Table, View, part, view, window

RUNS = (
    Column("run", "run"),
    Column("kind"),
    Column("started", "when"),
    Column("ended", "when"),
    Column("exit_code"),
    *(Column(name, "n") for name in ("sources", "fetched", "fresh", "gone", "refused")),
)
_RUNS = """SELECT run.id, kind, started_at, ended_at, exit_code, count(visit.source), sum(fetched),
    sum(fresh), sum(gone), sum(refused)
FROM run LEFT JOIN run_end ON run_end.run = run.id LEFT JOIN visit ON visit.run = run.id
LEFT JOIN harvest ON harvest.run = visit.run AND harvest.source = visit.source
GROUP BY run.id ORDER BY run.id DESC"""

GONE = (
    Column("since", "when"),
    Column("source", "source"),
    Column("url", "url"),
    Column("last_seen", "when"),
    Column("first_missed", "when"),
    Column("looks", "n"),
    Column("last_capture", "capture"),
    Column("snapshot"),
)
REFUSALS = (
    Column("fetched_at", "when"),
    Column("source", "source"),
    Column("url", "url"),
    Column("refusal"),
    Column("status", "n"),
    Column("capture", "capture"),
)
_REFUSALS = """SELECT fetched_at, source, url, refusal, status, id FROM capture
WHERE refusal IS NOT NULL AND (:source = '' OR source = :source) ORDER BY id DESC"""

ISSUES = (
    Column("issue"),
    Column("since", "when"),
    Column("kind"),
    Column("source", "source"),
    Column("url", "url"),
    Column("detail"),
    Column("remedy"),
)


def every(call: Call) -> View:
    """All runs, the last first."""
    (total,) = call.db.conn.execute("SELECT count(*) FROM run").fetchone()
    return View("nights.title", _table(call, RUNS, _RUNS, {}, total))


def night(call: Call) -> Response:
    """One run, as its report tells it."""
    try:
        run = runs.one(call.db, call.part("run"))
    except UnknownRun as error:
        raise HTTPException(404, str(error)) from error
    now = call.desk.clock.now()
    return call.page("night.html", run=run, it=contents(call.desk.home, call.db, run, known(call), now))


def gone(call: Call) -> View:
    """Pages that vanished, the last first; filters: `source`, `since`."""
    since, source = call.asked("since"), call.asked("source")
    found = vanished.pages(call.db, since=since or None, source=source or None)[::-1]
    return View("vanished.title", Table(GONE, part(call, found), len(found)), "gone.html")


def refusals(call: Call) -> View:
    """Captchas, blocks and login pages that we were answered, the last first; filter: `source`."""
    asked = {"source": call.asked("source")}
    statement = (
        "SELECT count(*) FROM capture WHERE refusal IS NOT NULL AND (:source = '' OR source = :source)"
    )
    (total,) = call.db.conn.execute(statement, asked).fetchone()
    return View("refusals.title", _table(call, REFUSALS, _REFUSALS, asked, total))


def open_issues(call: Call) -> View:
    """What a person should look at, the oldest first; filter: `source`."""
    rows = wanted(call, call.asked("source") or None)
    return View("issues.title", Table(ISSUES, part(call, rows), len(rows)), "issues.html")


def settle(call: Call) -> Response:
    """Settles an issue, with a reason."""
    if not call.sent("why").strip():
        raise HTTPException(400, "say what was done about it")
    with call.writing() as db:
        try:
            issues.settle(db, call.desk.clock, call.part("issue"), call.sent("why").strip()[:1000])
        except NotOpen as error:
            raise HTTPException(404, str(error)) from error
    return call.go("issues")


def _table(
    call: Call, columns: tuple[Column, ...], statement: str, asked: Mapping[str, object], total: int
) -> Table:
    """A page of what a statement gives, its columns in their order; as CSV all."""
    begin, limit = window(call)
    rows = call.db.conn.execute(
        f"{statement} LIMIT :limit OFFSET :begin", {**asked, "limit": limit, "begin": begin}
    )
    return Table(columns, [dict(zip((c.name for c in columns), row, strict=True)) for row in rows], total)


ROUTES = (
    *view("/nights", "nights", "reader", every),
    Route("/nights/{run}", "GET", "night", "reader", night),
    *view("/vanished", "vanished", "reader", gone),
    *view("/refusals", "refusals", "reader", refusals),
    *view("/issues", "issues", "reader", open_issues),
    Route("/issues/{issue}", "POST", "settle", "verifier", settle),
)
