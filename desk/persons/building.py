"""The state of a person, from what his mentions say and what people concluded: the same, whenever made."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from functools import lru_cache
from hashlib import blake2b
from itertools import islice

import msgspec
from msgspec import structs

from archive import persons_judged
from archive.persons import led
from archive.persons_judged import Of, Restriction, Verified
from archive.sqlite import Database
from desk.counting.days import NotADate, first_day
from desk.counting.evidence import Dossier
from desk.counting.grading import GRADING, graded
from desk.counting.person import Counted
from desk.persons.agreement import DATES
from desk.persons.fields import SETTING, fields
from desk.persons.independence import independent
from desk.persons.said import Said, said
from desk.persons.sources import publishers, texts
from desk.persons.state import EVERYTHING, FieldValue, PersonState
from desk.persons.statements import conclusions, contradictions, statements

RULE = GRADING["grade-1"]
AT_ONCE = 500
"""Persons whose claims are in memory together."""

_OLDEST = 120

_COUNTED = frozenset(Counted.__struct_fields__) - {"person", "grade", "reasons", "status", "source_classes"}


FIELDS = "fields-1"
"""The version of the rules by which values are chosen (docs/persons.md): a new one makes all states anew."""


_LEADS = "SELECT person, into_person FROM redirect"
_LEADING = """WITH RECURSIVE came (person, into_person) AS (
    SELECT person, into_person FROM redirect WHERE into_person IN (SELECT value FROM json_each(:of))
    UNION SELECT redirect.person, redirect.into_person FROM redirect
    JOIN came ON redirect.into_person = came.person
) SELECT person, into_person FROM came"""


class OddValue(ValueError):
    """A value that a field cannot have."""


class Builder:
    """Makes states; what people said is read once, so make one for each unit of work.

    `odd`: person and complaint, of claims whose values no field can have; they are left out.
    """

    def __init__(self, db: Database, of: Of | None = None) -> None:
        """`of`: the only persons whose states are asked for, with their mentions; a decision looks at few."""
        self._db = db
        self._leads = dict(db.conn.execute(_LEADS if of is None else _LEADING, {"of": _keys(of)}).fetchall())
        known = publishers(db)
        self._classes = {source: one.evidence for source, one in known.items()}
        self._regions = {source: one.region for source, one in known.items()}
        self.odd: list[tuple[str, str]] = []
        self._verified = _by_subject(persons_judged.verifications(db, of), self.resolve)
        self._restricted: dict[str, list[Restriction]] = defaultdict(list)
        for one in persons_judged.restrictions(db, of):
            self._restricted[self.resolve(one.person)].append(one)

    def resolve(self, person: str) -> str:
        """The id that an id leads to."""
        return led(self._leads, person)

    def is_held_by_a_person(self, person: str) -> bool:
        """Whether somebody concluded anything of him that must outlive his mentions."""
        return any(one.verdict not in ("unsure", "note") for one in self._verified.get(person, ()))

    def decisions(self) -> dict[str, int]:
        """How many verifications stand of each person."""
        counts: dict[str, int] = defaultdict(int)
        for subject, found in self._verified.items():
            counts[subject] += len(found)
        return counts

    def states(self, mentions_of: Mapping[str, Collection[str]]) -> Iterator[PersonState]:
        """The state of each person, in the order given."""
        waiting = iter(mentions_of)
        while some := list(islice(waiting, AT_ONCE)):
            found = said(self._db, [mention for person in some for mention in mentions_of[person]])
            pages = texts(self._db, {one.at.snapshot for one in found.values()})
            for person in some:
                his = [
                    self._usable(person, found[one]) for one in sorted(mentions_of[person]) if one in found
                ]
                yield self._state(person, his, independent(self._db, his, pages))

    def _state(self, person: str, mentions: Sequence[Said], one_text: Mapping[str, str]) -> PersonState:
        verified = self._of(person, mentions)
        dismissed = {one.mention for one in verified if one.verdict == "rejected" and one.field is None}
        denied = _denied(verified)
        telling = [_without(one, denied) for one in mentions if one.at.mention not in dismissed]
        last = {} if mentions else self._last(person)
        known = fields(telling, one_text, self._regions, verified, last)
        by_people = {name: value for name, value in known.items() if value.verification}
        dossier = Dossier(
            statements(telling, one_text, self._classes, by_people),
            contradictions(telling, one_text, by_people),
            conclusions(verified),
        )
        found = graded(dossier, RULE)
        return PersonState(
            counted=structs.replace(
                counted({name: value.value for name, value in known.items()}, person),
                grade=found.grade,
                reasons=found.reasons,
                status=found.status,
                source_classes=found.classes,
            ),
            fields=known,
            mentions=tuple(one.at.mention for one in mentions),
            sources=len({one.cluster for one in dossier.statements}),
            grading=found.rule,
            restricted=self.restricted(person),
        )

    def _usable(self, person: str, said: Said) -> Said:
        """What a mention says, without values that no field can have."""
        words = {}
        for field, claims in said.words.items():
            odd = [one for one in claims if not is_usable(field, one.value)]
            self.odd += [
                (person, f"{field} {one.value!r} by {one.rule}, mention {said.at.mention}") for one in odd
            ]
            if usable := [one for one in claims if one not in odd]:
                words[field] = usable
        return Said(said.at, words)

    def restricted(self, person: str) -> tuple[str, ...]:
        """The fields of a person that are not to be shown, or EVERYTHING."""
        return tuple(sorted({one.field or EVERYTHING for one in self._restricted.get(person, ())}))

    def _of(self, person: str, mentions: Sequence[Said]) -> list[Verified]:
        """What people concluded of him, and of his mentions, in its order."""
        subjects = [person, *(one.at.mention for one in mentions)]
        return sorted((one for subject in subjects for one in self._verified.get(subject, ())), key=_id)

    def _last(self, person: str) -> dict[str, FieldValue]:
        """The fields as he had them last: nothing is read of him any more, and somebody vouches for him."""
        row = self._db.conn.execute("SELECT state FROM person WHERE id = ?", (person,)).fetchone()
        return msgspec.json.decode(row[0], type=PersonState).fields if row else {}


def rules_digest(db: Database) -> str:
    """Of what holds for all states: what the sources are as evidence, the rules' versions."""
    told = [RULE.version, FIELDS, publishers(db)]
    return blake2b(msgspec.json.encode(told, order="sorted"), digest_size=8).hexdigest()


@lru_cache(65536)
def is_usable(field: str, value: str) -> bool:
    """Whether a field can have this value, as counts need it."""
    try:
        counted({field: value})
    except OddValue:
        return False
    return True


def counted(known: Mapping[str, str], person: str = "") -> Counted:
    """What counts see of the fields; its grade is still to be found. Raises OddValue."""
    told = {name: value for name, value in known.items() if name in _COUNTED}
    try:
        for name in DATES & known.keys():
            first_day(known[name])
        found = msgspec.convert({"person": person, "grade": "provisional", **told}, Counted, strict=False)
    except (msgspec.ValidationError, NotADate) as error:
        raise OddValue(str(error)) from error
    if found.age is not None and not 0 <= found.age <= _OLDEST:
        raise OddValue(f"an age of {found.age}")
    return found


def _denied(verified: Collection[Verified]) -> frozenset[tuple[str | None, str | None]]:
    """Mentions and fields of which a person said, last, that the mention does not say it."""
    last = {(one.mention, one.field): one for one in verified if one.verdict in SETTING and one.mention}
    return frozenset(about for about, one in last.items() if one.value is None)


def _without(said: Said, denied: Set[tuple[str | None, str | None]]) -> Said:
    kept = {field: words for field, words in said.words.items() if (said.at.mention, field) not in denied}
    return Said(said.at, kept)


def _by_subject(found: Collection[Verified], resolve: Callable[[str], str]) -> dict[str, list[Verified]]:
    """By mention where they are about one, else by the person as his id leads now."""
    by_subject: dict[str, list[Verified]] = defaultdict(list)
    for one in found:
        by_subject[one.mention or resolve(one.person)].append(one)
    return by_subject


def _keys(of: Of | None) -> str:
    return msgspec.json.encode(list(of or ())).decode()


def _id(one: Verified) -> str:
    return one.id
