"""What an engine makes of the archive's mentions, and what it would make of those that people parted."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence, Set
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from archive import persons
from archive.persons_judged import Judgement
from archive.sqlite import Database
from desk.persons.constraints import Constraints

if TYPE_CHECKING:
    import pyarrow as pa

Pair = tuple[str, str]
Progress = Callable[[str, int, int | None], None]


class Forgotten(Exception):
    """An engine has lost what it kept of the mentions: it must be given all of them."""


class Grouping(Protocol):
    """What an engine found: each mention's label, pairs for a person to judge with their bits, its model."""

    @property
    def person_of(self) -> Mapping[str, str]: ...
    @property
    def near(self) -> Sequence[tuple[str, str, float]]: ...
    @property
    def model(self) -> str: ...


class Engine(Protocol):
    """Groups mentions: `desk.linkage.archive_linking.cluster_mentions`, or another in a test."""

    def __call__(
        self,
        mentions: "pa.Table",
        must: Iterable[Pair],
        cannot: Iterable[Pair],
        known: Mapping[str, str] | None,
        progress: Progress,
    ) -> Grouping: ...


class _AsBefore(Struct, frozen=True):
    """No mention is new."""

    model: str
    person_of: Mapping[str, str]
    near: Sequence[tuple[str, str, float]] = ()


def grouped(
    db: Database,
    engine: Engine,
    remembering: Engine | None,
    model: str,
    said: Constraints,
    mentions: Set[str],
    known: Mapping[str, str],
    progress: Progress,
) -> Grouping:
    """What the engine makes of the mentions, given as few of them as it needs."""
    from desk.persons.link_rows import link_rows  # Arrow and DuckDB are loaded where they are needed

    new = mentions - known.keys()
    if not new:
        return _AsBefore(model, known)
    if known and remembering:
        try:
            return remembering(link_rows(db, new), said.must, said.cannot, known, progress)
        except Forgotten:
            progress("making keys of all mentions again", 0, None)
    whole = remembering or engine
    return whole(link_rows(db), said.must, said.cannot, known or None, progress)


def groups(person_of: Mapping[str, str]) -> list[list[str]]:
    """The mentions of each label, in an order that does not change."""
    found: dict[str, list[str]] = {}
    for mention, label in sorted(person_of.items()):
        found.setdefault(label, []).append(mention)
    return list(found.values())


def wishes(
    db: Database, clusters: Iterable[Collection[str]], said: Constraints, engine: Engine
) -> list[Judgement]:
    """Judgements `different` against which a new mention now speaks: without them it would join the two.

    Asked of the engine for the clusters that have new mentions and were judged apart from others, alone.
    """
    judged = {mention for one in said.human_differences for mention in (one.one, one.other)}
    of = {mention: cluster for cluster in clusters for mention in judged.intersection(cluster)}
    parted = [one for one in said.human_differences if one.one in of and one.other in of]
    seen = persons.first_assignments(db, {mention for cluster in of.values() for mention in cluster})
    parted = [one for one in parted if not seen.keys() >= {*of[one.one], *of[one.other]}]
    asked = {mention for one in parted for end in (one.one, one.other) for mention in of[end]}
    if not asked:
        return []
    from desk.persons.link_rows import link_rows

    wanted = engine(link_rows(db, asked), said.must, [], None, lambda stage, done, total: None).person_of
    new = {wanted[mention] for mention in asked if mention not in seen}
    return [one for one in parted if wanted[one.one] == wanted[one.other] and wanted[one.one] in new]
