"""How well a person's death is attested (docs/counting.md, I1 to I9), as versioned rules with reason codes.

What a person is counted under (force, citizenship, I6) is left to `rules`; that copies are one source (I8) is
given with the evidence, as clusters.
"""

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from msgspec import Struct

from archive.records import Status
from desk.counting.days import first_day, last_day
from desk.counting.evidence import Dossier, Source, Statement, Verification
from desk.counting.person import Grade, SourceClass


class GradingRule(Struct, frozen=True):
    """`alone`: classes of which one source confirms; `together`: those of which two, of two classes, do."""

    version: str
    alone: frozenset[SourceClass]
    together: frozenset[SourceClass]


GRADING: dict[str, GradingRule] = {
    "grade-1": GradingRule(
        "grade-1",
        alone=frozenset({"official", "relative", "media", "memorial", "grave"}),
        together=frozenset({"registry", "roster", "search"}),
    )
}
"""Version → rule; a version that was published with is never changed."""


_GRAVER: tuple[Status, ...] = ("unsure", "alive", "captive", "missing", "killed")


class Graded(Struct, frozen=True):
    """A person's grade, his status, and the codes of why, the deciding one first.

    `classes`: of the independent sources that report his death in this war, one each, as overlaps need them.
    """

    grade: Grade
    status: Status
    reasons: tuple[str, ...]
    rule: str
    classes: tuple[SourceClass, ...]


def graded(dossier: Dossier, rule: GradingRule) -> Graded:
    """Grade a person: what a person concluded outranks what the rules find (I9)."""
    found = sources(dossier.statements, rule)
    status = status_of(dossier.statements)
    concluded = _conclusion(dossier.verifications)
    if concluded:
        grade: Grade = concluded.verdict
        reasons: tuple[str, ...] = (f"I9.{concluded.verdict}_by_a_person", concluded.reason)
        status = "killed" if grade == "confirmed" else status
    else:
        grade, reasons = _by_rule(dossier, found, status, rule)
    telling = {one.source_class for one in found if one.names_him_as_dead_in_this_war}
    return Graded(grade, status, reasons, rule.version, tuple(sorted(telling)))


def status_of(statements: Iterable[Statement]) -> Status:
    """Dead once a source reports it, also of a man reported missing before (I5); else what was said last.

    Of what was said on one day the graver holds.
    """
    said = [(one.published or "", _GRAVER.index(one.status)) for one in statements]
    if any(grave == _GRAVER.index("killed") for _, grave in said):
        return "killed"
    return _GRAVER[max(said)[1]] if said else "unsure"


def sources(statements: Iterable[Statement], rule: GradingRule) -> list[Source]:
    """One source for each cluster of near-duplicate texts, however many copies there are (I8).

    Its class is its earliest text's; of texts of one day, that of one that does not confirm alone.
    """
    clusters: defaultdict[str, list[Statement]] = defaultdict(list)
    for one in statements:
        clusters[one.cluster].append(one)
    return [_source(texts, rule) for _, texts in sorted(clusters.items())]


def _source(texts: list[Statement], rule: GradingRule) -> Source:
    first = min(texts, key=lambda one: (_told(one), one.source_class in rule.alone, one.source_class))
    return Source(first.source_class, tuple(texts))


def _told(one: Statement) -> tuple[bool, str]:
    return one.published is None, one.published or ""


def _conclusion(verifications: Iterable[Verification]) -> Verification | None:
    """The last one; of those of one moment that which is given last."""
    standing = sorted((one for one in verifications if not one.withdrawn), key=lambda one: one.at)
    return standing[-1] if standing else None


def _by_rule(
    dossier: Dossier, found: list[Source], status: Status, rule: GradingRule
) -> tuple[Grade, tuple[str, ...]]:
    if status != "killed":
        return ("rejected" if status == "alive" else "provisional"), (f"I5.{status}",)
    wanting = _wanting(dossier.statements)
    if wanting:
        return "provisional", wanting
    confirming = _confirming(found, rule)
    if not confirming:
        return "provisional", _held(found)
    contradictions = (*dossier.contradictions, *_seen_later(dossier.statements))
    if contradictions:
        return "provisional", ("I4.open_contradiction", *contradictions)
    return "confirmed", (confirming,)


def _wanting(statements: tuple[Statement, ...]) -> tuple[str, ...]:
    """What no source says of him at all: his name (I1), that it was in this war (I2)."""
    codes = []
    if not any(one.names_him for one in statements):
        codes.append("I1.not_named")
    if not any(one.in_this_war for one in statements):
        codes.append("I2.not_said_in_this_war")
    return tuple(codes)


def _confirming(found: list[Source], rule: GradingRule) -> str | None:
    """The code of what confirms: one source of a class that does, or two of other classes that agree (I4).

    Of two, both report the death and name the man, and both say or show that it was in this war.
    """
    telling = [one for one in found if one.names_him_as_dead_in_this_war]
    for one in telling:
        if one.source_class in rule.alone:
            return f"I4.{one.source_class}"
    holding = [one for one in telling if one.source_class in rule.together]
    for one, other in combinations(holding, 2):
        if one.source_class != other.source_class:
            return f"I4.{one.source_class}_and_{other.source_class}"
    return None


def _held(found: list[Source]) -> tuple[str, ...]:
    """Why what is told is not enough: only classes that hold, or no one source that says it all."""
    classes = sorted({one.source_class for one in found if one.names_him_as_dead_in_this_war})
    return tuple(f"I4.{one}_alone" for one in classes) or ("I4.no_source_says_it_all",)


def _seen_later(statements: Iterable[Statement]) -> tuple[str, ...]:
    """Reported alive or captive by a later page than the last that reports him dead."""
    told = [(one.status, one.published) for one in statements if one.published is not None]
    deaths = [last_day(published) for status, published in told if status == "killed"]
    later = {status for status, published in told if deaths and first_day(published) > max(deaths)}
    return tuple(sorted(f"{status}_later" for status in later & {"alive", "captive"}))
