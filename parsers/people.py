"""Everyone a document names, in the nominative, and who each of them is to this war."""

import msgspec

from archive.records import Claim, Document, Status
from parsers.names.claims import fullest, name_claims
from parsers.names.joining import people
from parsers.names.person import Person
from parsers.person import Named, Role
from parsers.roles.allegiance import allegiance
from parsers.roles.evidence import Court
from parsers.roles.model import likelihood
from parsers.roles.rules import is_outweighed, is_plainly_told, ruling
from parsers.roles.status import fate
from parsers.roles.story import Story

SURE = 0.8
"""From this likelihood on he is held to be a lost soldier: to count a living man is the worst error there is.

The model is surer than it should be of pages unlike those it knows. On sources that nobody had looked at, one
in ten of those read as dead was not at .4, one in twenty-three at .8, for five per cent of the lost.
"""

PLAIN = 0.5
"""From this likelihood on the page's plain word for his death settles it."""

DOUBTFUL = 0.2
"""From this on he is kept as `unsure`, for a verifier to look at."""

_ROLES: tuple[tuple[str, Role], ...] = (
    ("war.enemy", "other_side"),
    ("is.office", "official"),
    ("is.kin", "relative"),
    ("author.introduces", "author"),
    ("alone.last", "author"),
    ("teacher.describes", "teacher"),
    ("war.other", "other_war"),
    ("war.civil", "civilian"),
    ("is.speaker", "official"),
)


def everyone_named(document: Document) -> list[Named]:
    """Everyone a document names in text order, soldiers of this war with status and claims."""
    everyone = people(document.text, document.blocks)
    if not everyone:
        return []
    court = Court(Story(document), everyone)
    weighed = zip(everyone, court.evidence(), strict=True)
    return [_named(court, i, person, marks) for i, (person, marks) in enumerate(weighed)]


def _named(court: Court, i: int, person: Person, marks: frozenset[str]) -> Named:
    likely = _likely(marks)
    status: Status | None = None
    claims: list[Claim] = list(name_claims(person, court.story.text))
    if likely >= DOUBTFUL:
        scopes = court.scopes(i)
        found = fate(court.story, scopes)
        status = found.status if likely >= SURE and found.claim else "unsure"
        claims += _status_claims(status, found.claim, claims[0])
        claims += allegiance(court.story, scopes)
    best = fullest(person)
    return Named(
        best.start,
        best.end,
        tuple(sorted((spot.start, spot.end) for spot in person.spots)),
        "soldier" if status else _role(marks),
        status,
        person.gender,
        person.surname,
        person.given,
        person.patronymic,
        tuple(claims),
    )


def _status_claims(status: Status, found: Claim | None, name: Claim) -> list[Claim]:
    """The status with the words that say it; where it is unsure, what the words say is the lesser claim."""
    if status != "unsure":
        return [found] if found else []
    quoted = found or name
    doubt = msgspec.structs.replace(
        quoted, field="status", value="unsure", rule="status.unsure", confidence=0.5
    )
    return [doubt, *([msgspec.structs.replace(found, confidence=0.3)] if found else [])]


def _likely(marks: frozenset[str]) -> float:
    """The likelihood that he is a lost soldier: by the rules where the case is plain, else by the model."""
    likely, rule = likelihood(marks), ruling(marks)
    if rule:
        return likely if is_outweighed(rule, likely) else 0.0
    return max(SURE, likely) if likely > PLAIN and is_plainly_told(marks) else likely


def _role(marks: frozenset[str]) -> Role:
    return next((role for mark, role in _ROLES if mark in marks), "other")
