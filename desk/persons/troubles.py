"""What a person should look at among the persons: issues, raised while they hold."""

from collections.abc import Iterable, Sequence, Set

from archive import issues, persons_judged
from archive.clock import Clock
from archive.persons_judged import Judgement
from archive.sqlite import Database
from desk.persons.constraints import Constraints
from desk.persons.recording import LookedAt

AGAINST = "contradiction"
"""The evidence speaks for a merge that a person's `different` forbids; or two texts cannot both be right."""
JUDGED = "judgements-contradict"
"""A `same` that cannot hold beside a `different`."""
ODD = "odd-value"
"""A claim says what no count can use."""

_CONTRADICTED = """SELECT person.id, code.value
FROM person, json_each(json_extract(state, '$.counted.reasons')) AS code
WHERE code.value LIKE '%_apart' OR code.value LIKE '%_later' ORDER BY person.id"""

Trouble = tuple[str, str, str]
"""Kind, what it is about, and what was found."""


def keep_up(
    db: Database,
    clock: Clock,
    run: str,
    said: Constraints,
    wishes: Sequence[Judgement],
    looked: LookedAt,
) -> None:
    """Raise what holds now, settle what does not any more.

    `wishes`: judgements `different` that new evidence speaks against; `looked`: whose claims were looked at.
    """
    keep_up_judged(db, clock, run, said)
    found = [*_persons(db), *((ODD, f"person:{person}", detail) for person, detail in looked.odd)]
    found += [(AGAINST, f"judgement:{one.id}", _wish(one)) for one in wishes]
    # whether a person was right is for a person to say
    standing = {(AGAINST, f"judgement:{one.id}") for one in persons_judged.judgements(db)}
    living = {f"person:{person}" for (person,) in db.conn.execute("SELECT id FROM person")}
    unseen = {(ODD, about) for about in living - {f"person:{person}" for person in looked.persons}}
    _replace(db, clock, run, (AGAINST, ODD), found, standing | unseen)


def keep_up_judged(db: Database, clock: Clock, run: str, said: Constraints) -> None:
    """The same for judgements that cannot all hold."""
    _replace(db, clock, run, (JUDGED,), list(_judged(said)))


def _replace(
    db: Database,
    clock: Clock,
    run: str,
    kinds: Sequence[str],
    found: Sequence[Trouble],
    left: Set[tuple[str, str]] = frozenset(),
) -> None:
    told = {(kind, about) for kind, about, _ in found} | left
    for issue in issues.open_issues(db):
        if issue.kind in kinds and (issue.kind, issue.url) not in told:
            issues.settle(db, clock, issue.id, "it does not hold any more", run=run)
    for kind, about, detail in found:
        issues.raise_issue(db, clock, run=run, kind=kind, detail=detail, url=about)


def _judged(said: Constraints) -> Iterable[Trouble]:
    for one in said.contradictions:
        same, different = one.same, one.different
        yield (
            JUDGED,
            f"judgement:{same.id}",
            f"{same.by}: {same.one} and {same.other} are one man; {different.by}: {different.one} and "
            f"{different.other} are not, and would be. They are kept apart: sinodik withdraw {same.id}, or "
            f"{different.id}",
        )


def _persons(db: Database) -> Iterable[Trouble]:
    codes: dict[str, list[str]] = {}
    for person, code in db.conn.execute(_CONTRADICTED):
        codes.setdefault(person, []).append(code)
    for person, found in codes.items():
        detail = f"{', '.join(found)}: sinodik person {person}; then verify the right value, or split him"
        yield AGAINST, f"person:{person}", detail


def _wish(one: Judgement) -> str:
    return (
        f"a new mention speaks for {one.one} and {one.other} being one man; {one.by} judged them different "
        f"({one.reason}). They are kept apart: look again, and sinodik withdraw {one.id} if it was wrong"
    )
