"""manifest.json: what a set is, so that anyone can hold it against the archive, the rule and the next set."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct, json

from archive.log import Head, Peaks
from archive.sqlite import Database
from desk.counting.counts import count
from desk.counting.person import Counted
from desk.counting.questions import Question
from desk.counting.rules import INCLUDED
from desk.feed.cursor import archive_id, cursor_at
from desk.publication.edition import Edition
from desk.publication.showing import Tier

NAME = "manifest.json"
FORMAT = "sinodik-set-1"

FILL = (
    *("death_date", "funeral_date", "published", "birth_date", "age", "region", "settlement"),
    *("rank", "unit", "category", "experience", "source_classes"),
)
"""The fields whose fill is held against the last good set."""


class Accepted(Struct, frozen=True):
    """A gate that the set did not pass, and why a person let it through."""

    gate: str
    reason: str


class Manifest(Struct, frozen=True, kw_only=True):
    """A set in short; manifest.csv says of each person whether he is in the count.

    `cursor`: where a reader of the feed goes on after this set. `log`: the archive's log up to the set's last
    change. `gradings`: persons by version of the grading rule. `fill`: which share of the counted has each
    field. `digests`: SHA-256 of each file of the set but this one and datapackage.json.
    """

    format: str = FORMAT
    tier: Tier
    archive: str
    rule: str
    gradings: dict[str, int]
    as_of: str
    day_is_over: bool
    as_of_seq: int
    cursor: str
    log: Head
    headline: str
    total: int
    left_out: dict[str, int]
    dated_by: dict[str, int]
    fill: dict[str, float]
    accepted: tuple[Accepted, ...] = ()
    digests: dict[str, str] = {}


def manifest(edition: Edition, day_is_over: bool) -> Manifest:
    """The manifest of an edition whose files are not written yet."""
    whole = count(edition.everyone, edition.question)
    return Manifest(
        tier=edition.tier,
        archive=archive_id(edition.db),
        rule=whole.rule,
        gradings=dict(sorted(edition.gradings.items())),
        as_of=whole.as_of,
        day_is_over=day_is_over,
        as_of_seq=edition.as_of_seq,
        cursor=str(cursor_at(edition.db, edition.as_of_seq)),
        log=head_after(edition.db, edition.as_of_seq),
        headline=whole.headline,
        total=whole.total,
        left_out=whole.left_out,
        dated_by=whole.dated_by,
        fill=fill(edition.everyone, edition.question),
    )


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of a set; None where there is no set."""
    path = folder / NAME
    return json.decode(path.read_bytes(), type=Manifest) if path.exists() else None


def write_manifest(folder: Path, made: Manifest) -> None:
    """Write it into the folder of its set."""
    (folder / NAME).write_bytes(json.format(json.encode(made), indent=1) + b"\n")


def fill(everyone: Sequence[Counted], question: Question) -> dict[str, float]:
    """Of the counted, the share of whom each field is known, to a thousandth."""
    inside = [one for one in everyone if question.verdict(one) == INCLUDED]
    known = {name: sum(getattr(one, name) not in (None, "unknown", ()) for one in inside) for name in FILL}
    return {name: round(some / len(inside), 3) if inside else 0.0 for name, some in known.items()}


def head_after(db: Database, seq: int) -> Head:
    """The log up to and with a change; of none, the empty log."""
    found = db.conn.execute("SELECT seq FROM log WHERE fact = 'change' AND key = ?", (str(seq),)).fetchone()
    return head_at(db, found[0] + 1) if found else Peaks().head()


def head_at(db: Database, size: int) -> Head:
    """The log's head when it had so many leaves."""
    peaks = Peaks()
    for (leaf,) in db.conn.execute("SELECT leaf FROM log WHERE seq < ? ORDER BY seq", (size,)):
        peaks.add(leaf)
    return peaks.head()
