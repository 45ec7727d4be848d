"""The archive's mentions made into persons who keep their ids, under what people judged."""

from collections.abc import Set
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from archive import persons, persons_judged
from archive.clock import Clock
from archive.database import atomic
from archive.persons_written import Ledger
from archive.sqlite import Database
from desk.persons import troubles
from desk.persons.building import Builder, rules_digest
from desk.persons.constraints import Constraints
from desk.persons.grouping import Engine, Progress, grouped, groups, wishes
from desk.persons.holding import held
from desk.persons.keeping_apart import fitted
from desk.persons.near import keep_near
from desk.persons.reconcile import reconcile
from desk.persons.recording import record

if TYPE_CHECKING:
    pass

_LAST = """SELECT run.started_at, json_extract(summary, '$.link')
FROM run JOIN run_end ON run_end.run = run.id WHERE json_extract(summary, '$.link') IS NOT NULL
ORDER BY log_size DESC LIMIT 1"""


class LinkReport(Struct):
    """What a link run came to; part of its run's summary, by which the next knows what it may build upon.

    `new`, `merged`, `split`, `withdrawn`: ids; `changed`: persons whose state is another; `near`: pairs for a
    person to judge; `whole`: all mentions were compared, not only new ones; `sources`: a digest of what the
    sources are as evidence, and of the rules by which states are made.
    """

    mentions: int
    persons: int
    new: int
    merged: int
    split: int
    withdrawn: int
    changed: int
    near: int
    whole: bool
    model: str
    sources: str


def link_archive(
    db: Database,
    clock: Clock,
    run: str,
    engine: Engine,
    model: str,
    *,
    anew: bool = False,
    remembering: Engine | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> LinkReport:
    """Group the mentions that are read now, and bring the persons into line, in one unit of work.

    Only mentions that are new, or read anew, are compared and looked at, unless `anew`, or `model` is another
    than the last time. `remembering`: the same engine, but one that keeps what it needs of the mentions that
    it has seen, and may be given the others alone. Where nothing is otherwise, nothing is appended. Needs the
    home's lock.
    """
    mentions = {mention for (mention,) in db.conn.execute("SELECT id FROM mention")}
    unlinked, rules = _unlinked(db), rules_digest(db)
    last = None if anew else _last(db)
    known = _known(db, mentions - unlinked, last[0]) if last and last[1].model == model else {}
    said = Constraints(persons_judged.judgements(db))
    found = grouped(db, engine, remembering, model, said, mentions, known, progress)
    clusters = groups(found.person_of)
    wished = wishes(db, fitted(clusters, said), said, engine)
    progress("keeping ids", 0, None)
    with atomic(db):
        # judged anew while the engine worked: what people said meanwhile holds too
        said = Constraints(persons_judged.judgements(db))
        before = held(db, Builder(db))
        plan = reconcile(fitted(clusters, said), before)
        looked_at = unlinked if last and last[1].sources == rules else mentions
        unread = before.now.keys() - mentions
        recorded, looked = record(db, Ledger(db, clock, run), plan, before, unread, looked_at)
        near = keep_near(db, run, found.near, whole=not known)
        troubles.keep_up(db, clock, run, said, wished, looked)
        persons_now = int(db.conn.execute("SELECT count(*) FROM person").fetchone()[0])
        db.conn.execute("DELETE FROM unlinked")
    return LinkReport(
        mentions=len(mentions),
        persons=persons_now,
        near=near,
        whole=not known,
        model=found.model,
        sources=rules,
        **msgspec.structs.asdict(recorded),
    )


def _last(db: Database) -> tuple[str, LinkReport] | None:
    """When the last link run began, and what it came to."""
    row = db.conn.execute(_LAST).fetchone()
    return (row[0], msgspec.json.decode(row[1], type=LinkReport)) if row else None


def _unlinked(db: Database) -> set[str]:
    """The mentions of what was read since the last link run."""
    statement = "SELECT mention.id FROM mention JOIN unlinked ON unlinked.snapshot = mention.document"
    return {mention for (mention,) in db.conn.execute(statement)}


def _known(db: Database, seen: Set[str], began: str) -> dict[str, str]:
    """Whose each mention was found to be, as far as that can be built upon."""
    open_again = persons_judged.withdrawn_since(db, began)
    return {
        mention: person
        for mention, person in persons.assigned(db).items()
        if mention in seen and mention not in open_again
    }
