"""Everyone a document names, in the nominative, and who each of them is to this war."""

import msgspec

from archive.records import Claim, Document, Status
from parsers.names.claims import fullest, name_claims
from parsers.names.joining import people
from parsers.person import Named, Role
from parsers.roles.allegiance import allegiance
from parsers.roles.evidence import Court
from parsers.roles.status import fate
from parsers.roles.story import Story
from parsers.roles.weighing import DOUBTFUL, SURE, weighed

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
    evidence = court.evidence()
    found = zip(evidence, weighed(evidence, court.places()), strict=True)
    return [_named(court, i, marks, likely) for i, (marks, likely) in enumerate(found)]


def _named(court: Court, i: int, marks: frozenset[str], likely: float) -> Named:
    person = court.everyone[i]
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


def _role(marks: frozenset[str]) -> Role:
    return next((role for mark, role in _ROLES if mark in marks), "other")
