"""Runs: what was invoked, when it began and how it ended."""

from collections.abc import Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from archive import facts, log
from archive.clock import Clock, parsed, stamp
from archive.database import atomic
from archive.ids import Ulids
from archive.sqlite import Database

_RUNS = """SELECT id, kind, started_at, arguments, ended_at, exit_code, summary
FROM run LEFT JOIN run_end ON run_end.run = run.id"""


DECISION = "decision"
"""The kind of a run in which somebody decided something of a person: there are many, and each is short."""


class Run(Struct, frozen=True):
    """One invocation; `ended_at`, `exit_code` and `summary` are None if it never said that it ended."""

    id: str
    kind: str
    started_at: datetime
    arguments: dict[str, object]
    ended_at: datetime | None
    exit_code: int | None
    summary: dict[str, object] | None


class UnknownRun(LookupError):
    """No run has this id."""


def start(db: Database, clock: Clock, kind: str, arguments: Mapping[str, object]) -> str:
    """Records that a run begins, and gives its id."""
    row = {
        "id": Ulids(clock).new(),
        "kind": kind,
        "started_at": stamp(clock.now()),
        "arguments": msgspec.json.encode(arguments).decode(),
    }
    facts.append(db, "run", [row])
    return str(row["id"])


def end(db: Database, clock: Clock, run: str, exit_code: int, summary: Mapping[str, object]) -> None:
    """Records how a run ended, once, together with the state of the log before this row."""
    with atomic(db):
        head = log.head(db)
        row = {
            "run": run,
            "ended_at": stamp(clock.now()),
            "exit_code": exit_code,
            "summary": msgspec.json.encode(summary).decode(),
            "log_size": head.size,
            "log_root": head.root,
        }
        facts.append(db, "run_end", [row])


def one(db: Database, run: str) -> Run:
    """The run with this id; raises UnknownRun."""
    found = db.conn.execute(f"{_RUNS} WHERE id = ?", (run,)).fetchone()
    if found is None:
        raise UnknownRun(f"no run {run}")
    return _run(found)


def last(db: Database, kind: str | None = None) -> Run | None:
    """The run that began last (of a kind, if one is given; else decisions aside), or None."""
    condition, value = ("kind <> ?", DECISION) if kind is None else ("kind = ?", kind)
    found = db.conn.execute(f"{_RUNS} WHERE {condition} ORDER BY id DESC LIMIT 1", (value,)).fetchone()
    return found and _run(found)


def _run(row: tuple[str, str, str, str, str | None, int | None, str | None]) -> Run:
    run, kind, started_at, arguments, ended_at, exit_code, summary = row
    return Run(
        id=run,
        kind=kind,
        started_at=parsed(started_at),
        arguments=msgspec.json.decode(arguments, type=dict[str, object]),
        ended_at=parsed(ended_at) if ended_at else None,
        exit_code=exit_code,
        summary=msgspec.json.decode(summary, type=dict[str, object]) if summary else None,
    )
