"""What must hold of a new set before it takes the last good one's place."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from archive.check_log import unlogged, wrong_leaves
from archive.sqlite import Database
from desk.publication import package
from desk.publication.manifest import Manifest, head_at

FALL = 0.01
"""The count is a floor of named dead: a fall by more than this share wants a reason."""
EMPTIER = 0.10
"""A field known of so much less of the counted has been lost somewhere,"""
FEWEST = 3
"""if that is so many persons: in a small count one man is many points."""
READ = 50_000
"""Rows of a table that Frictionless reads: ten thousand take it a second."""


class Broken(Struct, frozen=True):
    """A gate that a set did not pass. `may_pass`: whether a person's reason lets it through."""

    gate: str
    words: str
    may_pass: bool = True


def broken(db: Database, folder: Path, made: Manifest, last: Manifest | None) -> list[Broken]:
    """Every gate that the set in a folder does not pass."""
    return [*_of_archive(db), *_of_files(folder), *(_against(db, made, last) if last else ())]


def waiting_takedowns(db: Database, last: Manifest | None) -> int:
    """How many restrictions came after the last good set, which shows what they hide."""
    if last is None:
        return 0
    found = db.conn.execute(
        "SELECT count(*) FROM change WHERE kind = 'restrict' AND seq > ?", (last.as_of_seq,)
    )
    return int(found.fetchone()[0])


def _of_archive(db: Database) -> Iterator[Broken]:
    first = next((finding for find in (wrong_leaves, unlogged) for finding in find(db)), None)
    if first:
        yield Broken(
            "log-broken",
            f"{first.kind} at {first.where}: {first.detail}; run sinodik check, restore the archive",
            may_pass=False,
        )


def _of_files(folder: Path) -> Iterator[Broken]:
    """Frictionless reads the tables as any consumer would."""
    from frictionless import Package

    report = Package(str(folder / package.NAME)).validate(limit_rows=READ)
    errors = [error for task in report.tasks for error in task.errors] + report.errors
    if errors:
        words = f"{len(errors)} errors by Frictionless, the first: {errors[0].message}"
        yield Broken("invalid", words, may_pass=False)


def _against(db: Database, made: Manifest, last: Manifest) -> Iterator[Broken]:
    if made.archive != last.archive:
        yield Broken("other-archive", f"the last good set is of archive {last.archive[:16]}")
        return
    if head_at(db, last.log.size) != last.log:
        yield Broken(
            "log-rewritten", f"the log's first {last.log.size} entries are not those of the last set"
        )
    if made.as_of_seq < last.as_of_seq:
        yield Broken("older", f"the last good set is of {last.as_of}, change {last.as_of_seq}")
    if made.rule != last.rule:
        yield Broken("rule-changed", f"the last good set counts by {last.rule}: its number is another thing")
        return
    if made.total < last.total * (1 - FALL):
        yield Broken("count-fell", f"{made.total:,} persons are counted, {last.total:,} were")
    yield from _emptier(made, last)


def _emptier(made: Manifest, last: Manifest) -> Iterator[Broken]:
    if made.total:
        for field, before in last.fill.items():
            now = made.fill.get(field, 0.0)
            if before - now > EMPTIER and (before - now) * made.total >= FEWEST:
                yield Broken(
                    "fill-fell", f"{field} is known of {now:.0%} of the counted, it was of {before:.0%}"
                )
