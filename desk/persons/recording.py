"""A plan made into facts: ids, assignments, redirects and changes, in one unit of work."""

from collections.abc import Collection, Iterator, Mapping, Sequence, Set

import msgspec
from msgspec import Struct

from archive import persons_judged
from archive.persons_written import Happened, Ledger
from archive.sqlite import Database
from desk.persons.building import AT_ONCE, Builder
from desk.persons.reconcile import Held, Plan
from desk.persons.state import PersonState


class Recorded(Struct):
    """What became of persons: new ids, ids merged into others, ids split from others, withdrawn, changed."""

    new: int = 0
    merged: int = 0
    split: int = 0
    withdrawn: int = 0
    changed: int = 0


class LookedAt(Struct, frozen=True):
    """Whose states were made anew, and person and complaint of the claims that were left out of them."""

    persons: frozenset[str]
    odd: tuple[tuple[str, str], ...]


def record(
    db: Database,
    ledger: Ledger,
    plan: Plan,
    held: Held,
    unread: Collection[str] = (),
    looked_at: Set[str] = frozenset(),
    *,
    few: bool = False,
) -> tuple[Recorded, LookedAt]:
    """Append what the plan comes to; nothing, if everything is so already.

    `unread`: mentions that are nobody's from now on. A person without mentions is withdrawn, unless what
    somebody concluded of him stands. `looked_at`: mentions whose persons may have another state now, beside
    those of mentions that move. `few`: the plan is of few persons, so what was said of others is not read.
    Call it inside `atomic(db)`.
    """
    ids = _ids(ledger, plan)
    _assign(ledger, plan, ids, held, unread)
    split = _splits(plan, ids)
    persons_judged.inherit(db, ledger.clock, split, ledger.at)
    merged = [(person, ids[number]) for person, number in sorted(plan.merged.items())]
    ledger.redirect(merged)
    builder = Builder(
        db, {one: part.mentions for one, part in zip(ids, plan.parts, strict=True)} if few else None
    )
    left = _left_alone(plan, ids, held, unread)
    withdrawn = {person for person in left if not builder.is_held_by_a_person(person)}
    ledger.change(_of_ids(split, merged, withdrawn))
    affected = _affected(plan, ids, held, unread, looked_at)
    mentions_of: dict[str, Sequence[str]] = {
        person: part.mentions for person, part in zip(ids, plan.parts, strict=True) if person in affected
    }
    mentions_of |= dict.fromkeys(left - withdrawn, ())
    parts = sum(map(len, split.values()))
    recorded = Recorded(
        new=sum(part.person is None for part in plan.parts) - parts,
        merged=len({person for person, _ in merged} & set(held.now.values())),
        split=parts,
        withdrawn=len(withdrawn),
        changed=keep_up(db, ledger, builder, mentions_of),
    )
    return recorded, LookedAt(frozenset(mentions_of), tuple(builder.odd))


def _of_ids(
    split: Mapping[str, Sequence[str]], merged: Sequence[tuple[str, str]], withdrawn: Collection[str]
) -> list[Happened]:
    """What became of ids, in the order in which the feed tells it."""
    return [
        *(Happened("split", person, _json({"parts": parts})) for person, parts in sorted(split.items())),
        *(Happened("merge", person, _json({"into": into})) for person, into in merged),
        *(Happened("withdraw", person, _json({"why": "unread"})) for person in sorted(withdrawn)),
    ]


def keep_up(
    db: Database, ledger: Ledger, builder: Builder, mentions_of: Mapping[str, Collection[str]]
) -> int:
    """Append the states that are not as they were; how many."""
    changed, happened = 0, list[Happened]()
    for state in builder.states(dict(sorted(mentions_of.items()))):
        news = list(_news(db, state))
        changed += bool(news)
        happened += news
        if len(happened) >= AT_ONCE:
            ledger.change(happened)
            happened = []
    ledger.change(happened)
    return changed


def _news(db: Database, state: PersonState) -> Iterator[Happened]:
    """The changes that lead from a person's last state to this one; none, if it is the same."""
    person, told = state.counted.person, written(state)
    last = db.conn.execute("SELECT state FROM person WHERE id = ?", (person,)).fetchone()
    if last and last[0] == told:
        return
    hidden = msgspec.json.decode(last[0], type=PersonState).restricted if last else ()
    if hidden != state.restricted:
        yield Happened("restrict", person, _json({"restricted": state.restricted}))
    yield Happened("upsert", person, told)


def written(state: PersonState) -> str:
    """A state as changes carry it: the same state is the same text."""
    return msgspec.json.encode(state, order="sorted").decode()


def _ids(ledger: Ledger, plan: Plan) -> list[str]:
    """The id of each part, the new ones given now."""
    linked = iter(ledger.give_ids(sum(not part.person and not part.parent for part in plan.parts), "linked"))
    split = iter(
        ledger.give_ids(sum(not part.person and part.parent is not None for part in plan.parts), "split")
    )
    return [part.person or (next(split) if part.parent else next(linked)) for part in plan.parts]


def _assign(ledger: Ledger, plan: Plan, ids: Sequence[str], held: Held, unread: Collection[str]) -> None:
    moved: dict[str, list[tuple[str, str | None]]] = {"linked": [], "merged": [], "split": []}
    for person, part in zip(ids, plan.parts, strict=True):
        for mention in part.mentions:
            before = held.now.get(mention)
            if before != person:
                moved[_why(before, plan)].append((mention, person))
    ledger.assign(moved["linked"], "linked")
    ledger.assign(moved["merged"], "merged")
    ledger.assign(moved["split"], "split")
    ledger.assign([(mention, None) for mention in sorted(unread)], "unread")


def _why(before: str | None, plan: Plan) -> str:
    if before is None:
        return "linked"
    return "merged" if before in plan.merged else "split"


def _affected(
    plan: Plan, ids: Sequence[str], held: Held, unread: Collection[str], looked_at: Set[str]
) -> set[str]:
    """Persons whose mentions are not those they were, or are looked at."""
    found = {held.now[mention] for mention in unread}
    for person, part in zip(ids, plan.parts, strict=True):
        before = {held.now.get(mention) for mention in part.mentions}
        if before != {person}:
            found |= {person, *(one for one in before if one)}
        elif not looked_at.isdisjoint(part.mentions):
            found.add(person)
    return found | {ids[number] for number in plan.merged.values()}


def _left_alone(plan: Plan, ids: Sequence[str], held: Held, unread: Collection[str]) -> set[str]:
    """Persons whose last mentions are not read any more."""
    return {held.now[mention] for mention in unread} - set(ids) - plan.merged.keys()


def _splits(plan: Plan, ids: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for person, part in zip(ids, plan.parts, strict=True):
        if part.parent and not part.person:
            found.setdefault(part.parent, []).append(person)
    return found


def _json(told: object) -> str:
    return msgspec.json.encode(told, order="sorted").decode()
