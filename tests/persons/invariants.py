"""What holds of the persons after every step of any history, found without the code that makes them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from archive import persons
from archive.persons_written import rebuild
from archive.sqlite import Database

States = dict[str, bytes]

_STANDING = 'SELECT {columns} FROM {table} WHERE id NOT IN (SELECT "of" FROM withdrawal) ORDER BY id'


def live_states(db: Database) -> States:
    return dict(persons.live(db))


def broken(
    db: Database, *, linked: bool, exports: Sequence[tuple[int, States]], days: Mapping[date, States]
) -> list[str]:
    """What does not hold, in words.

    `linked`: no page was read since the last link run. `exports`: cursors with the states there were then.
    `days`: days that are over, with the states there were at their end.
    """
    return [
        *_cursors(db),
        *_ids(db),
        *_judgements(db),
        *_mentions(db, linked),
        *_conclusions(db),
        *_hidden(db),
        *_inherited(db),
        *(
            f"export at {seq} and changes are not the live state"
            for seq, states in exports
            if _played(db, seq, states) != live_states(db)
        ),
        *(
            f"{day} is not as it was"
            for day, states in days.items()
            if dict(persons.states_as_of(db, day)) != states
        ),
        *_table(db),
    ]


def _cursors(db: Database) -> Iterator[str]:
    seqs = [seq for (seq,) in db.conn.execute("SELECT seq FROM change ORDER BY seq")]
    if seqs != list(range(1, len(seqs) + 1)):
        yield f"cursors with a gap: {seqs}"
    stamps = [at for (at,) in db.conn.execute("SELECT at FROM change ORDER BY seq")]
    if stamps != sorted(stamps):
        yield "stamps that go back"


def _ids(db: Database) -> Iterator[str]:
    """Redirects end at an id that was never merged; a merged id never lives again and holds nothing."""
    leads = dict(db.conn.execute("SELECT person, into_person FROM redirect").fetchall())
    for (person,) in db.conn.execute("SELECT person FROM identity").fetchall():
        now, steps = person, 0
        while now in leads and steps <= len(leads):
            now, steps = leads[now], steps + 1
        if now in leads or persons.resolve(db, person) != now:
            yield f"{person} leads nowhere"
        kinds = [change.kind for change in persons.changes_of(db, person)]
        if person in leads and (kinds[-1] != "merge" or persons.mentions_of(db, person)):
            yield f"{person} was merged and is used: {kinds}"
        if person not in leads and "merge" in kinds:
            yield f"{person} was merged into nobody"


def _judgements(db: Database) -> Iterator[str]:
    """Of each pair the last judgement holds: who is different is apart; who is the same is one man, unless
    that would bring together two who are different."""
    of = persons.assigned(db)
    columns = '"one", other, verdict'
    last = {(one, other): verdict for one, other, verdict in _rows(db, "judgement", columns)}
    different = [pair for pair, verdict in last.items() if verdict == "different"]
    for one, other in different:
        if one in of and of[one] == of.get(other):
            yield f"{one} and {other} are different, and one person"
    for group in _groups(db, last, different):
        if len({of[mention] for mention in group if mention in of}) > 1:
            yield f"{sorted(group)} are the same, and several persons"


def _groups(
    db: Database, last: Mapping[tuple[str, str], str], different: Sequence[tuple[str, str]]
) -> list[set[str]]:
    """Mentions that are one man by judgements, the oldest first, as far as no `different` forbids it."""
    groups: list[set[str]] = []
    for one, other in dict.fromkeys((one, other) for one, other in _in_time(db)):
        if last[one, other] != "same":
            continue
        tied = [group for group in groups if one in group or other in group]
        joined = {one, other}.union(*tied)
        if not any(first in joined and second in joined for first, second in different):
            groups = [group for group in groups if group not in tied] + [joined]
    return groups


def _in_time(db: Database) -> Iterable[tuple[str, str]]:
    """Pairs in the order of the judgement that holds of each."""
    ids = {(one, other): fact for fact, one, other in _rows(db, "judgement", 'id, "one", other')}
    return sorted(ids, key=lambda pair: ids[pair])


def _mentions(db: Database, linked: bool) -> Iterator[str]:
    of, states = persons.assigned(db), _decoded(db)
    for mention, person in of.items():
        if person not in states:
            yield f"{mention} is of {person}, who does not live"
    if linked:
        read = {mention for (mention,) in db.conn.execute("SELECT id FROM mention")}
        told = [mention for state in states.values() for mention in state["mentions"]]
        if sorted(told) != sorted(read) or set(of) != read:
            yield f"mentions read {sorted(read)}, of persons {sorted(told)}, assigned {sorted(of)}"
        for person, state in states.items():
            if tuple(state["mentions"]) != persons.mentions_of(db, person):
                yield f"{person} has other mentions than his state says"


def _conclusions(db: Database) -> Iterator[str]:
    """Whom somebody confirmed or rejected lives, so graded; what somebody set stands."""
    states, graded, fields = _decoded(db), {}, {}
    columns = "person, mention, field, verdict, value"
    for person, mention, field, verdict, value in _rows(db, "verification", columns):
        now = persons.resolve(db, person)
        if mention is None and field is None and verdict in ("confirmed", "rejected"):
            graded[now] = verdict
        elif mention is None and field is not None:
            fields[now, field] = value
    for person, verdict in graded.items():
        if person not in states or states[person]["counted"]["grade"] != verdict:
            yield f"{person} was {verdict} by a person"
    for (person, field), value in fields.items():
        found = states.get(person, {}).get("fields", {}).get(field, {}).get("value")
        if person not in states or found != value:
            yield f"{field} of {person} was set to {value}, and is {found}"


def _hidden(db: Database) -> Iterator[str]:
    states = _decoded(db)
    for person, field in _rows(db, "restriction", "person, field"):
        now = persons.resolve(db, person)
        if now in states and (field or "*") not in states[now].get("restricted", ()):
            yield f"{field or 'everything'} of {now} is to be hidden"


def _inherited(db: Database) -> Iterator[str]:
    """What is hidden of a person when he is split is hidden of his parts."""
    hidden: dict[str, set[str]] = {}
    split: dict[str, set[str]] = {}
    for change in persons.changes(db, 0, 10**6):
        if change.kind == "split":
            parts = msgspec.json.decode(change.state)["parts"]
            split |= {part: hidden.get(change.person, set()) for part in parts}
        elif change.kind == "upsert":
            hidden[change.person] = set(msgspec.json.decode(change.state).get("restricted", ()))
            if missing := split.pop(change.person, set()) - hidden[change.person]:
                yield f"{missing} is hidden of whom {change.person} was split from"


def _played(db: Database, seq: int, states: States) -> States:
    """A reader's copy: an export, and the feed since."""
    copy = dict(states)
    for change in persons.changes(db, seq, 10**6):
        if change.kind == "upsert":
            copy[change.person] = change.state.encode()
        elif change.kind in ("merge", "withdraw"):
            copy.pop(change.person, None)
    return dict(sorted(copy.items()))


def _table(db: Database) -> Iterator[str]:
    before = db.conn.execute("SELECT * FROM person ORDER BY id").fetchall()
    if {row[0]: row[-1].encode() for row in before} != live_states(db):
        yield "the table of persons is not the live state"
    rebuild(db)
    if db.conn.execute("SELECT * FROM person ORDER BY id").fetchall() != before:
        yield "the table of persons is rebuilt to other rows"


def _decoded(db: Database) -> dict[str, dict[str, object]]:
    return {person: msgspec.json.decode(state) for person, state in persons.live(db)}


def _rows(db: Database, table: str, columns: str) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = db.conn.execute(_STANDING.format(columns=columns, table=table)).fetchall()
    return rows
