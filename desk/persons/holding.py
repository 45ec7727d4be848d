"""What the ids rest on, read from the archive."""

from collections.abc import Collection

from archive import persons, persons_judged
from archive.sqlite import Database
from desk.persons.building import Builder
from desk.persons.reconcile import Held


def held(db: Database, builder: Builder, mentions: Collection[str] | None = None) -> Held:
    """The ids of all mentions, or of some, as the facts have them."""
    last = persons.last_holders(db, mentions)
    return Held(
        holder={mention: builder.resolve(one) for mention, one in last.items()},
        now=persons.assigned(db, mentions),
        decisions=builder.decisions(),
        confirmed=confirmed_mentions(db),
        since=persons.first_assignments(db, mentions),
    )


def confirmed_mentions(db: Database) -> set[str]:
    """Mentions that a person said are the man they are: judged the same as others, or verified."""
    found = set()
    for one in persons_judged.judgements(db):
        if one.is_human and one.verdict == "same":
            found |= {one.one, one.other}
    for verified in persons_judged.verifications(db):
        if verified.mention and verified.verdict in ("confirmed", "accepted", "corrected"):
            found.add(verified.mention)
    return found
