"""What a person's mentions attest (docs/counting.md, I1 to I9), and where they contradict each other."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from archive.persons_judged import Verified
from archive.records import Status
from desk.counting.evidence import Statement, Verification
from desk.counting.person import SourceClass
from desk.persons.agreement import days_apart, exactness
from desk.persons.said import Said
from desk.persons.state import FieldValue

_APART = {"death_date": 60, "birth_date": 366}
"""Days that independent texts may differ by before a person must look: a man dies once, and is born once."""

_LOST: frozenset[Status] = frozenset({"killed", "missing", "captive"})
"""Given by the parsers only to a soldier of the Russian side in this war; `unsure`: they cannot tell."""

_SURE = 0.7
"""Claims below this confidence contradict nothing."""


def statements(
    mentions: Sequence[Said],
    texts: Mapping[str, str],
    classes: Mapping[str, SourceClass],
    set_by_people: Mapping[str, FieldValue],
) -> tuple[Statement, ...]:
    """One of each mention; `texts`: mention → independence cluster.

    `set_by_people`: fields that a person corrected: a name makes good what the page leaves out, a status what
    it was read as.
    """
    return tuple(_statement(one, texts, classes, set_by_people) for one in mentions)


def _statement(
    said: Said,
    texts: Mapping[str, str],
    classes: Mapping[str, SourceClass],
    set_by_people: Mapping[str, FieldValue],
) -> Statement:
    names = {
        field: set_by_people[field].value if field in set_by_people else said.value(field)
        for field in ("given", "surname")
    }
    status = _status(said.at.status, set_by_people.get("status"))
    return Statement(
        source_class=classes[said.at.source],
        cluster=texts[said.at.mention],
        status=status,
        names_him=all(name and exactness(field, name) for field, name in names.items()),
        in_this_war=status in _LOST,
        published=said.at.published,
    )


def _status(read: Status, corrected: FieldValue | None) -> Status:
    known: tuple[Status, ...] = ("killed", "missing", "captive", "alive", "unsure")
    return known[known.index(corrected.value)] if corrected else read


def contradictions(
    mentions: Sequence[Said], texts: Mapping[str, str], set_by_people: Mapping[str, FieldValue]
) -> tuple[str, ...]:
    """Codes of what independent texts say that cannot both be; what a person settled is none."""
    return tuple(
        f"{field}s_apart"
        for field, most in sorted(_APART.items())
        if field not in set_by_people
        and any(
            texts[one[0]] != texts[other[0]] and days_apart(one[1], other[1]) > most
            for one, other in combinations(sorted(set(_dates(mentions, field))), 2)
        )
    )


def conclusions(verified: Sequence[Verified]) -> tuple[Verification, ...]:
    """What people concluded of the whole person."""
    return tuple(
        Verification(one.verdict, one.reason or "looked_at", one.by, one.at)
        for one in verified
        if one.mention is None and one.field is None and one.verdict in ("confirmed", "rejected")
    )


def _dates(mentions: Sequence[Said], field: str) -> Iterator[tuple[str, str]]:
    for said in mentions:
        for words in said.words.get(field, ())[:1]:
            if words.confidence >= _SURE:
                yield said.at.mention, words.value
