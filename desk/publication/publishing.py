"""Make a set, hold it to its gates, and put it in the last one's place; or leave that, and say why."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, json, structs

from archive import runs
from archive.clock import Clock
from archive.database import connect
from archive.home import Home, no_home
from desk.counting.archived import one_moment
from desk.counting.questions import Question
from desk.publication import mention_rows, rows
from desk.publication.commitments import salt_of
from desk.publication.edition import Edition
from desk.publication.entities import entities
from desk.publication.gates import Broken, broken, waiting_takedowns
from desk.publication.manifest import Accepted, Manifest, manifest, write_manifest
from desk.publication.package import digest, write_package
from desk.publication.sets import Shelf
from desk.publication.showing import Tier
from desk.publication.site_pages import write_site
from desk.publication.tables import tables
from desk.publication.writing import Row, write

Progress = Callable[[str, int, int | None], None]
"""Told the stage (`tables`, `pages`, `gates`), how much of it is done, and of how much."""


class Published(Struct, frozen=True):
    """A set that stands: where, and what it is."""

    at: Path
    made: Manifest


class NotPublished(Exception):
    """A set broke its expectations, and the last good one stands; `takedowns` wait with it."""

    def __init__(self, gates: Sequence[Broken], takedowns: int) -> None:
        super().__init__("; ".join(f"{one.gate}: {one.words}" for one in gates))
        self.gates = tuple(gates)
        self.takedowns = takedowns


def publish(
    home: Home,
    out: Path,
    tier: Tier,
    question: Question,
    *,
    clock: Clock,
    contact: str,
    accept: str | None = None,
    progress: Progress = lambda stage, done, total: None,
) -> Published:
    """Publish the archive as the end of the question's day left it; the run's row says what came of it.

    The same archive and the same arguments give the same bytes. Raises NotPublished, HomeError.
    """
    told = {"tier": tier, "out": str(out), "rule": question.rule.name, "as_of": question.as_of.isoformat()}
    if not home.database.exists():
        raise no_home(home.path)
    shelf, salt = Shelf(out), salt_of(home)
    with _run(home, clock, {**told, "accept": accept}) as summary:
        with shelf.begun(tier) as part, one_moment(home) as db:
            edition = Edition(db, tier, question, salt)
            made = manifest(edition, day_is_over=question.as_of < clock.now().date())
            _write(part, edition, made, contact, progress)
            progress("gates", 0, 1)
            last = shelf.last()
            gates = broken(db, part, made, last)
            if gates and not (accept and all(gate.may_pass for gate in gates)):
                raise NotPublished(gates, waiting_takedowns(db, last))
            accepted = tuple(Accepted(gate.gate, accept or "") for gate in gates)
            made = structs.replace(made, accepted=accepted, digests=_digests(part))
            write_manifest(part, made)
            write_package(part, tables(tier).values(), _head(made))
            at = shelf.put(part, made)
        summary |= {"at": str(at), "total": made.total, "as_of_seq": made.as_of_seq}
        summary |= {"accepted": [one.gate for one in made.accepted]}
    return Published(at, made)


@contextmanager
def _run(home: Home, clock: Clock, arguments: Mapping[str, object]) -> Iterator[dict[str, object]]:
    """A run's row, ended with what the caller leaves in the summary, or with 2 and what went wrong."""
    db = connect(home)
    run = runs.start(db, clock, "publish", arguments)
    summary: dict[str, object] = {}
    try:
        yield summary
        runs.end(db, clock, run, 0, summary)
    except BaseException as error:
        runs.end(db, clock, run, 2, {"error": f"{type(error).__name__}: {error}"})
        raise
    finally:
        db.close()


def _write(part: Path, edition: Edition, made: Manifest, contact: str, progress: Progress) -> None:
    """Everything but the digests: the tables, the feed's states, the entities, the pages, the package."""
    known = tables(edition.tier)
    for done, (name, those) in enumerate(_rows(edition).items()):
        progress("tables", done, len(known) + 2)
        write(known[name], those, part)
    _write_lines(part / "states.jsonl", states(edition))
    _write_lines(part / "entities.ftm.jsonl", entities(edition))
    progress("pages", 0, 1)
    write_site(part, edition, made, contact)
    write_package(part, known.values(), _head(made))


def _rows(edition: Edition) -> dict[str, Iterable[Row]]:
    return {
        "persons": rows.persons(edition),
        "mentions": mention_rows.mentions(edition),
        "claims": mention_rows.claims(edition),
        "sources": rows.sources(edition),
        "counts": rows.counts(edition.everyone, edition.question),
        "manifest": rows.manifest(edition.everyone, edition.question),
    }


def states(edition: Edition) -> Iterator[bytes]:
    """A line for each person: his state as the feed's upserts give it, to begin from (docs/pipeline.md)."""
    for member in edition.members():
        line = {"person": member.state.counted.person, "state": member.state}
        yield json.encode(line, order="sorted") + b"\n"


def _write_lines(path: Path, lines: Iterable[bytes]) -> None:
    with path.open("wb") as out:
        out.writelines(lines)


def _digests(part: Path) -> dict[str, str]:
    files = sorted(path for path in part.rglob("*") if path.is_file() and path.name != "datapackage.json")
    return {str(path.relative_to(part)): digest(path) for path in files}


def _head(made: Manifest) -> dict[str, object]:
    return {
        "name": f"sinodik-{made.tier}",
        "title": f"Sinodik: {made.headline} named dead, as of {made.as_of}",
        "version": f"{made.as_of}-{made.as_of_seq}",
        "sinodik": {
            name: getattr(made, name)
            for name in ("format", "tier", "archive", "rule", "as_of", "as_of_seq", "cursor")
        },
    }
