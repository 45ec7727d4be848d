"""Which of the ids that were given each cluster keeps: ids outlive every new grouping. Pure."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence, Set

from msgspec import Struct


class Held(Struct, frozen=True):
    """What the ids rest on.

    `holder`: mention → the person whose it was last, as his id leads now, also of one that was not read for a
    while. `now`: mention → whose it is. `decisions`: how many verifications stand of a person. `confirmed`:
    mentions that a person judged or verified. `since`: mention → the id of its first assignment, which sorts
    by time.
    """

    holder: Mapping[str, str]
    now: Mapping[str, str]
    decisions: Mapping[str, int]
    confirmed: Set[str]
    since: Mapping[str, str]


class Part(Struct, frozen=True):
    """A cluster and its id; `person` None: a new one, split from `parent` if that is given."""

    mentions: tuple[str, ...]
    person: str | None
    parent: str | None = None


class Plan(Struct, frozen=True):
    """`parts` as the clusters came; `merged`: id → the number of the part that it leads to."""

    parts: list[Part]
    merged: dict[str, int]


def reconcile(clusters: Sequence[Collection[str]], held: Held) -> Plan:
    """Give each cluster an id.

    An id goes to the part of its mentions with most that a person confirmed, then to the largest, then to
    that with the oldest mention. Of several ids that go to one cluster, that with most verifications stays,
    then one that is a person's now, then the oldest; the others lead to it for ever.
    """
    shares: defaultdict[str, dict[int, list[str]]] = defaultdict(dict)
    for number, cluster in enumerate(clusters):
        for mention in cluster:
            if person := held.holder.get(mention):
                shares[person].setdefault(number, []).append(mention)
    wanting: defaultdict[int, list[str]] = defaultdict(list)
    for person, parts in shares.items():
        wanting[_heir(parts, held)].append(person)
    living = set(held.now.values())
    kept = {number: _stays(persons, held, living) for number, persons in wanting.items()}
    merged = {
        person: number for number, persons in wanting.items() for person in persons if person != kept[number]
    }
    parts_made = [
        Part(tuple(sorted(cluster)), kept.get(number), _parent(cluster, held) if number not in kept else None)
        for number, cluster in enumerate(clusters)
    ]
    return Plan(parts_made, merged)


def _heir(parts: Mapping[int, Sequence[str]], held: Held) -> int:
    """The part that an id goes to."""

    def rank(number: int) -> tuple[int, int, str]:
        mentions = parts[number]
        confirmed = sum(mention in held.confirmed for mention in mentions)
        return -confirmed, -len(mentions), min(held.since[mention] for mention in mentions)

    return min(parts, key=rank)


def _stays(persons: Sequence[str], held: Held, living: Set[str]) -> str:
    """The id that stays; ids are ULIDs: the least is the oldest."""
    return min(persons, key=lambda one: (-held.decisions.get(one, 0), one not in living, one))


def _parent(cluster: Collection[str], held: Held) -> str | None:
    """The person from whom most of a new part comes."""
    before = Counter(person for mention in cluster if (person := held.now.get(mention)))
    return min(before, key=lambda one: (-before[one], one)) if before else None
