"""The service of those whom a document names: rank, unit, recruitment, work, place of death, awards."""

from collections.abc import Iterator, Sequence

from archive.records import Claim, Document
from parsers.person import Named
from parsers.scope import Scope
from parsers.serving.cells import in_cells
from parsers.serving.legend import Legend
from parsers.serving.lives import lives
from parsers.serving.passage import Found, folded, prose
from parsers.serving.ranked import ranked
from parsers.serving.recruited import recruited
from parsers.serving.roster import Roster
from parsers.serving.unit_owners import placed_units


def service(document: Document, named: Sequence[Named], scope: Scope) -> Iterator[tuple[int, Claim]]:
    """Claims of service with the index of their owner in `named`; soldiers alone have any."""
    roster = Roster(document, named, scope)
    if not roster.soldiers:
        return
    low = prose(folded(document.text), document)
    for who, found in _features(roster, low):
        if roster.is_soldier(who):
            yield who, _claim(document, found)


def _features(roster: Roster, low: str) -> Iterator[tuple[int, Found]]:
    legend = Legend(roster.document, low)
    cells = list(in_cells(roster, legend))
    ranks = [one for one in ranked(roster, low) if not legend.explains(one[1].start)]
    units = [one for one in placed_units(roster, low) if not legend.explains(one[1].start)]
    yield from (one for one in cells if one[1].field != "category")
    yield from ranks
    yield from units
    yield from lives(roster, low)
    yield from recruited(
        roster, low, units, ranks, [one for one in cells if one[1].field == "category"], legend
    )


def _claim(document: Document, found: Found) -> Claim:
    raw = document.text[found.start : found.end]
    return Claim(found.field, found.value, raw, found.start, found.end, found.rule, found.confidence)
