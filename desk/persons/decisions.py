"""What people conclude of mentions and persons: the fact, and the changes that follow from it at once.

Each decision is one transaction. `by` is a pseudonym. `seen` is the last change (`archive.persons.last_seq`)
that whoever decides had before him: if the person changed since, nothing is done and Stale is raised.
"""

from archive import persons, persons_judged
from archive.clock import Clock
from archive.persons_judged import Said, Verdict
from archive.persons_written import Happened, Ledger
from archive.sqlite import Database
from desk.persons import near
from desk.persons.building import Builder
from desk.persons.checking import FIELDS, Quote, check, quoted, require, standing
from desk.persons.deciding import Decided, deciding, disputed, live, regroup, require_fresh
from desk.persons.recording import keep_up

__all__ = ["FIELDS", "Quote", "judge", "restrict", "verify", "withdraw"]


def judge(
    db: Database,
    clock: Clock,
    one: str,
    other: str,
    verdict: Said,
    by: str,
    reason: str,
    *,
    seen: int | None = None,
    run: str | None = None,
) -> Decided:
    """Say whether two mentions are one man. `same` merges their persons, `different` parts them, at once.

    A `same` against a `different` that stands is kept, and not acted on: an issue names both. Raises
    BadDecision, Stale.
    """
    require(bool(reason and by), "a judgement needs a reason and who judged")
    require(one != other, "a mention is the same as itself: name two")
    of = persons.assigned(db, (one, other))
    for mention in (one, other):
        require(mention in of, f"no mention {mention} is anybody's: list them with `sinodik mentions`")
    with deciding(db, clock, "judge", run) as ledger:
        require_fresh(db, of.values(), seen)
        loose = disputed(persons_judged.judgements(db))
        row = {
            "one": min(one, other),
            "other": max(one, other),
            "verdict": verdict,
            "by": by,
            "reason": reason,
        }
        facts = persons_judged.append(db, clock, "judgement", [row], ledger.at)
        near.settle_near(db, one, other)
        regroup(db, ledger, {one, other} | loose)
        return Decided(tuple(facts), persons.last_seq(db))


def verify(
    db: Database,
    clock: Clock,
    person: str,
    verdict: Verdict,
    by: str,
    *,
    reason: str = "",
    field: str | None = None,
    mention: str | None = None,
    value: str | None = None,
    quote: Quote | None = None,
    seen: int,
    run: str | None = None,
) -> Decided:
    """Conclude something of a person (`confirmed`, `rejected`), of a field, or of one mention.

    `corrected`: the field is `value` (None: no page says it), by the words of `quote` if they are given;
    `accepted`: the field is as it stands, and stays so. `rejected` with a field: it is not so, and no other
    value is known; with a mention: that mention is not he, or no soldier, and says nothing of him any more;
    with both: the mention does not say this. Raises Stale, BadDecision, NotLive, UnknownPerson.
    """
    with deciding(db, clock, "verify", run) as ledger:
        now = live(db, person)
        require_fresh(db, (now,), seen)
        if verdict == "accepted" and value is None and field:
            value = standing(db, now, field)
        check(verdict, reason, by, field, value)
        mentions = persons.mentions_of(db, now)
        require(mention is None or mention in mentions, f"{mention} is no mention of {now}")
        row = {
            "person": now,
            "mention": mention,
            "field": field,
            "verdict": verdict,
            "value": value,
            **quoted(db, quote),
            "reason": reason,
            "by": by,
            "seen": seen,
        }
        facts = persons_judged.append(db, clock, "verification", [row], ledger.at)
        keep_up(db, ledger, Builder(db, {now: mentions}), {now: mentions})
        return Decided(tuple(facts), persons.last_seq(db))


def restrict(
    db: Database,
    clock: Clock,
    person: str,
    by: str,
    reason: str,
    *,
    field: str | None = None,
    seen: int | None = None,
    run: str | None = None,
) -> Decided:
    """Hide a field of a person, or all that tells who he is; what proves it stays, and he is counted still.

    Raises BadDecision, Stale, NotLive, UnknownPerson.
    """
    require(bool(reason and by), "a restriction needs a reason and who decided it")
    require(field is None or field in FIELDS, f"no field {field}: {', '.join(FIELDS)}")
    with deciding(db, clock, "restrict", run) as ledger:
        now = live(db, person)
        require_fresh(db, (now,), seen)
        row = {"person": now, "field": field, "reason": reason, "by": by}
        facts = persons_judged.append(db, clock, "restriction", [row], ledger.at)
        of = {now: persons.mentions_of(db, now)}
        keep_up(db, ledger, Builder(db, of), of)
        return Decided(tuple(facts), persons.last_seq(db))


def withdraw(
    db: Database, clock: Clock, fact: str, by: str, reason: str, *, run: str | None = None
) -> Decided:
    """A judgement, verification or restriction holds no more; it is kept.

    What a withdrawn `same` joined stays joined, and what a `different` parted stays apart, until the next
    link run weighs it; what other judgements demand is done at once. Raises UnknownFact, BadDecision.
    """
    table, row = persons_judged.said(db, fact)
    require(bool(reason and by), "a withdrawal needs a reason and who withdrew")
    with deciding(db, clock, "withdraw", run) as ledger:
        require(not persons_judged.is_withdrawn(db, fact), f"{fact} is withdrawn already")
        loose = disputed(persons_judged.judgements(db))
        told = {"fact": table, "of": fact, "by": by, "reason": reason}
        facts = persons_judged.append(db, clock, "withdrawal", [told], ledger.at)
        if table == "judgement":
            regroup(db, ledger, {str(row["one"]), str(row["other"])} | loose)
        else:
            mention = row.get("mention")
            holder = persons.person_of(db, str(mention)) if mention else None
            _follow(db, ledger, holder or persons.resolve(db, str(row["person"])))
        return Decided(tuple(facts), persons.last_seq(db))


def _follow(db: Database, ledger: Ledger, person: str) -> None:
    """The person as he is without what was withdrawn; withdrawn himself, if that was all there was of him."""
    mentions = persons.mentions_of(db, person)
    builder = Builder(db, {person: mentions})
    if db.conn.execute("SELECT 1 FROM person WHERE id = ?", (person,)).fetchone() is None:
        return
    if mentions or builder.is_held_by_a_person(person):
        keep_up(db, ledger, builder, {person: mentions})
    else:
        ledger.change([Happened("withdraw", person, '{"why":"unread"}')])
