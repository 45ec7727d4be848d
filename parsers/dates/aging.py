"""Ages given to the people whose they are."""

from collections.abc import Iterator, Sequence

from archive.records import Claim, Document
from parsers.dates.ages import Age, ages
from parsers.dates.birthdays import birthday_claims
from parsers.dates.passage import Timeline
from parsers.person import Named
from parsers.scope import Scope


def age_claims(
    document: Document, line: Timeline, named: Sequence[Named], scope: Scope
) -> Iterator[tuple[int, Claim]]:
    """Claims of `age`, and of the `birth_date` where a birthday tells it."""
    found = ages(line.low, [span for one in named for span in one.spans])
    dates = [moment for moment in line.found if moment.month and moment.year]
    for one in found:
        if one.rule == "age.counted" and any(day.start < one.start < day.end for day in dates):
            continue  # «в сентябре 22 года»
        for who, years in _shared(one, scope.owners(one.start, one.end, lean=one.lean)):
            yield who, _claim(document, scope, one, years)
    yield from birthday_claims(document, line, found, scope)


def _shared(one: Age, owners: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """«Им было 29, 34 и 40 лет»: in the order in which they were named; else the same age for all."""
    if one.listed:
        yield from zip(owners, one.listed, strict=True) if len(owners) == len(one.listed) else ()
        return
    yield from ((who, one.years) for who in owners)


def _claim(document: Document, scope: Scope, one: Age, years: int) -> Claim:
    block = scope.block(one.start)
    confidence = one.confidence - (0.3 if block and block.part == "tail" else 0)
    raw = document.text[one.start : one.end]
    return Claim("age", str(years), raw, one.start, one.end, one.rule, round(confidence, 2))
