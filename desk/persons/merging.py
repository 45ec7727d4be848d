"""Two persons made one and one made two, by a person's judgement; and what that would move, beforehand."""

from collections.abc import Collection, Iterable, Sequence
from itertools import product

from msgspec import Struct

from archive import persons, persons_judged
from archive.clock import Clock
from archive.persons_judged import Judgement, Said
from archive.sqlite import Database
from desk.persons import near
from desk.persons.constraints import Constraints
from desk.persons.deciding import Decided, deciding, disputed, live, planned, regroup, require_fresh
from desk.persons.mistakes import BadDecision, Contradicted

_LAST_ID = "Z" * 26
"""Of a judgement that is not made yet: it comes after all others."""


class Preview(Struct, frozen=True):
    """What a merge or a split would come to.

    `parts`: the mentions that each person would have, None for a new id; `merged`: ids that would lead to
    another, and to which; `against`: judgements that stand against it, so that nothing of it can be done.
    """

    parts: tuple[tuple[str | None, tuple[str, ...]], ...]
    merged: dict[str, str]
    against: tuple[Judgement, ...]


def merge(
    db: Database,
    clock: Clock,
    one: str,
    other: str,
    by: str,
    reason: str,
    *,
    seen: int | None = None,
    run: str | None = None,
) -> Decided:
    """Two persons are one man: their mentions are judged the same, and one id leads to the other for ever.

    Raises Contradicted if somebody judged two of their mentions different, BadDecision, Stale, NotLive,
    UnknownPerson.
    """
    with deciding(db, clock, "merge", run) as ledger:
        first, second = _two(db, one, other, seen)
        pairs = _joining(db, first, second)
        for against in _against(db, first, second):
            raise _refused(against)
        facts = _say(db, clock, pairs, "same", by, reason, ledger.at)
        regroup(db, ledger, {mention for pair in pairs for mention in pair})
        return Decided(tuple(facts), persons.last_seq(db))


def keep_apart(
    db: Database,
    clock: Clock,
    one: str,
    other: str,
    by: str,
    reason: str,
    *,
    seen: int | None = None,
    run: str | None = None,
) -> Decided:
    """Two persons are two men, whatever comes: no machine run will join mentions of the one and the other.

    Raises BadDecision, Stale, NotLive, UnknownPerson.
    """
    with deciding(db, clock, "keep apart", run) as ledger:
        loose = disputed(persons_judged.judgements(db))
        pairs = _between(db, *_two(db, one, other, seen))
        facts = _say(db, clock, pairs, "different", by, reason, ledger.at)
        regroup(db, ledger, loose)
        return Decided(tuple(facts), persons.last_seq(db))


def split(
    db: Database,
    clock: Clock,
    person: str,
    mentions: Collection[str],
    by: str,
    reason: str,
    *,
    seen: int | None = None,
    run: str | None = None,
) -> Decided:
    """Some of a person's mentions are another man: each is judged different from each that stays.

    Raises BadDecision, Stale, NotLive, UnknownPerson.
    """
    with deciding(db, clock, "split", run) as ledger:
        now = live(db, person)
        require_fresh(db, (now,), seen)
        loose = disputed(persons_judged.judgements(db))
        pairs = _parting(db, now, mentions)
        facts = _say(db, clock, pairs, "different", by, reason, ledger.at)
        regroup(db, ledger, {mention for pair in pairs for mention in pair} | loose)
        return Decided(tuple(facts), persons.last_seq(db))


def preview_merge(db: Database, one: str, other: str) -> Preview:
    """What `merge` would come to. Raises as it does."""
    first, second = _two(db, one, other, None)
    pairs = _joining(db, first, second)
    against = _against(db, first, second)
    return Preview((), {}, tuple(against)) if against else _preview(db, pairs, "same")


def preview_split(db: Database, person: str, mentions: Collection[str]) -> Preview:
    """What `split` would come to. Raises as it does."""
    return _preview(db, _parting(db, live(db, person), mentions), "different")


def _two(db: Database, one: str, other: str, seen: int | None) -> tuple[str, str]:
    first, second = live(db, one), live(db, other)
    if first == second:
        raise BadDecision(f"{one} and {other} are one person already: {first}")
    require_fresh(db, (first, second), seen)
    return first, second


def _joining(db: Database, one: str, other: str) -> list[tuple[str, str]]:
    """Pairs by which all mentions of both hang together, so that no machine run takes some away again."""
    first, second = persons.mentions_of(db, one), persons.mentions_of(db, other)
    if not first or not second:
        bare = other if first else one
        raise BadDecision(f"{bare} has no mention that is read now: there is nothing to judge")
    star = [(first[0], mention) for mention in second] + [(mention, second[0]) for mention in first[1:]]
    return [(min(pair), max(pair)) for pair in star]


def _parting(db: Database, person: str, mentions: Collection[str]) -> list[tuple[str, str]]:
    his, leaving = set(persons.mentions_of(db, person)), set(mentions)
    if not leaving or leaving == his or leaving - his:
        raise BadDecision(f"name some of the mentions of {person}, and not all: {', '.join(sorted(his))}")
    return [(min(pair), max(pair)) for pair in product(sorted(leaving), sorted(his - leaving))]


def _say(
    db: Database,
    clock: Clock,
    pairs: Sequence[tuple[str, str]],
    verdict: Said,
    by: str,
    reason: str,
    after: str,
) -> list[str]:
    if not (by and reason):
        raise BadDecision("a judgement needs a reason and who judged")
    rows = [
        {"one": min(pair), "other": max(pair), "verdict": verdict, "by": by, "reason": reason}
        for pair in pairs
    ]
    for pair in pairs:
        near.settle_near(db, *pair)
    return persons_judged.append(db, clock, "judgement", rows, after)


def _between(db: Database, one: str, other: str) -> list[tuple[str, str]]:
    return list(product(persons.mentions_of(db, one), persons.mentions_of(db, other)))


def _against(db: Database, one: str, other: str) -> list[Judgement]:
    """What people judged, or what follows of it, against two persons being one man."""
    said = Constraints(persons_judged.judgements(db))
    found = (said.parting(*pair) for pair in _between(db, one, other))
    return list({one.id: one for one in found if one and one.is_human}.values())


def _refused(one: Judgement) -> Contradicted:
    return Contradicted(
        one.id,
        f"{one.by} judged {one.one} and {one.other} to be two men on {one.at[:10]} ({one.reason}): "
        f"sinodik withdraw {one.id} first, if that was wrong",
    )


def _preview(db: Database, pairs: Sequence[tuple[str, str]], verdict: Said) -> Preview:
    supposed = _supposed(pairs, verdict)
    constraints = Constraints([*persons_judged.judgements(db), *supposed])
    plan, _ = planned(db, {mention for pair in pairs for mention in pair}, constraints)
    ids = [part.person for part in plan.parts]
    merged = {person: str(ids[number]) for person, number in plan.merged.items()}
    return Preview(tuple((part.person, part.mentions) for part in plan.parts), merged, ())


def _supposed(pairs: Iterable[tuple[str, str]], verdict: Said) -> list[Judgement]:
    return [
        Judgement(f"{_LAST_ID}{number}", *pair, verdict, "somebody", "supposed", "")
        for number, pair in enumerate(pairs)
    ]
