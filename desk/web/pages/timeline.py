"""What happened around one person, in the order of time: pages kept, ids given, decisions, vanished pages."""

from collections.abc import Iterator, Sequence

from msgspec import Struct, json, structs

from archive import persons
from archive.persons_judged import restrictions
from archive.sqlite import Database
from desk.persons.state import EVERYTHING
from desk.publication.showing import with_implied

_PAGES = """SELECT mention.id, mention.status, document.snapshot, document.title, document.published,
    capture.id, capture.source, capture.url, capture.fetched_at, capture.warc_file, capture."offset",
    fate.state, turn.at, turn.last_seen_at
FROM mention
JOIN document ON document.snapshot = mention.document
JOIN capture ON capture.id = document.capture
LEFT JOIN fate ON fate.source = capture.source AND fate.url_key = capture.url_key
LEFT JOIN turn ON turn.source = fate.source AND turn.url_key = fate.url_key AND turn.rank = fate.turn
WHERE mention.id IN (SELECT value FROM json_each(?))
ORDER BY ifnull(document.published, capture.fetched_at)"""

_VERIFIED = """SELECT at, "by", verdict, field, value, reason, id, EXISTS
    (SELECT 1 FROM withdrawal WHERE fact = 'verification' AND "of" = verification.id)
FROM verification WHERE person IN (SELECT value FROM json_each(?))"""

_RESTRICTED = """SELECT at, "by", 'restricted', ifnull(field, '*'), NULL, reason, id, EXISTS
    (SELECT 1 FROM withdrawal WHERE fact = 'restriction' AND "of" = restriction.id)
FROM restriction WHERE person IN (SELECT value FROM json_each(?))"""

_JUDGED = """SELECT at, "by", verdict, "one", other, reason, id, EXISTS
    (SELECT 1 FROM withdrawal WHERE fact = 'judgement' AND "of" = judgement.id)
FROM judgement WHERE "one" IN (SELECT value FROM json_each(:mentions))
    OR other IN (SELECT value FROM json_each(:mentions))"""

_WITHDRAWN = """SELECT at, "by", 'withdrawn', fact, NULL, reason, "of", 0
FROM withdrawal WHERE "of" IN (SELECT value FROM json_each(?))"""


class PageOf(Struct, frozen=True):
    """A page that names him; `fate` and what follows are None of a page that was always seen."""

    mention: str
    status: str
    snapshot: str
    title: str | None
    published: str | None
    capture: str
    source: str
    url: str
    fetched_at: str
    warc_file: str
    offset: int
    fate: str | None
    fate_at: str | None
    last_seen: str | None

    @property
    def is_gone(self) -> bool:
        """Whether what we keep is all that is left of it."""
        return self.fate == "gone"


class Decision(Struct, frozen=True):
    """What a person or a rule said, and whether it was withdrawn."""

    at: str
    by: str
    verdict: str
    field: str | None
    value: str | None
    reason: str
    id: str
    is_withdrawn: int


class Event(Struct, frozen=True):
    """An entry of the timeline: a decision, or a change of an id."""

    at: str
    kind: str
    person: str | None = None
    decision: Decision | None = None


def pages_of(db: Database, mentions: Sequence[str]) -> list[PageOf]:
    """The pages of mentions, the oldest first."""
    return [PageOf(*row) for row in db.conn.execute(_PAGES, (json.encode(list(mentions)).decode(),))]


def happened(db: Database, person: str, *, is_editor: bool) -> list[Event]:
    """Decisions and changes of a person and of all ids that were merged into his, the last first.

    Values of what is hidden of him are left out; while anything is, so are people's words, but for editors.
    """
    ids = persons.ids_of(db, person)
    hidden = with_implied(one.field or EVERYTHING for one in restrictions(db, {person: ()}))
    decided = (_shown(one, hidden, is_editor) for one in _decided(db, ids))
    events = [*decided, *_changed(db, ids)]
    return sorted(events, key=lambda event: event.at, reverse=True)


def _shown(event: Event, hidden: frozenset[str], is_editor: bool) -> Event:
    if not hidden or event.decision is None:
        return event
    said = event.decision
    value = None if hidden & {EVERYTHING, said.field} else said.value
    reason = said.reason if is_editor else ""
    return structs.replace(event, decision=structs.replace(said, value=value, reason=reason))


def _decided(db: Database, ids: Sequence[str]) -> Iterator[Event]:
    mentions = [mention for one in ids for mention in persons.mentions_of(db, one)]
    those = json.encode(list(ids)).decode()
    rows = [
        *db.conn.execute(_VERIFIED, (those,)),
        *db.conn.execute(_RESTRICTED, (those,)),
        *db.conn.execute(_JUDGED, {"mentions": json.encode(mentions).decode()}),
    ]
    facts = json.encode([row[6] for row in rows]).decode()
    for row in (*rows, *db.conn.execute(_WITHDRAWN, (facts,))):
        decision = Decision(*row)
        yield Event(decision.at, "decision", decision=decision)


def _changed(db: Database, ids: Sequence[str]) -> Iterator[Event]:
    """The first state, and all that was more than a new state."""
    for one in ids:
        for number, change in enumerate(persons.changes_of(db, one)):
            if number == 0:
                yield Event(change.at, "made", one)
            elif change.kind != "upsert":
                yield Event(change.at, change.kind, one)
