"""Where the people of a document are from: region, district, settlement and its type, birthplace, grave.

Finds toponyms (`parsers.placing.toponyms`), tells homonyms apart (`homonyms`), judges what each is to the people
beside it (`bearings`), and gives it to its owners by `parsers.scope`. The outlet's own region is never claimed;
it only chooses among homonyms.
"""

from collections.abc import Iterator, Sequence

from archive.records import Claim, Document
from parsers.gazetteer.lookup import gazetteer
from parsers.person import Named
from parsers.placing.claims import claims_of
from parsers.placing.evidence import Evidence, evidence
from parsers.placing.homonyms import resolved
from parsers.placing.page import shared
from parsers.placing.toponyms import toponyms
from parsers.scope import Scope


def places(document: Document, named: Sequence[Named], scope: Scope) -> Iterator[tuple[int, Claim]]:
    """Claims of place for each soldier, with his index in `named`; each field's best first."""
    soldiers = [who for who, one in enumerate(named) if one.role == "soldier"]
    if not soldiers:
        return
    taken = [span for one in named for span in ((one.start, one.end), *one.spans)]
    found = resolved(toponyms(document, taken, gazetteer()), document.publisher.region, gazetteer())
    told = list(evidence(document, found, scope))
    for who in soldiers:
        own = [one for one in told if who in one.owners]
        for claim in claims_of(document.text, [*own, *_inherited(document, own, told)]):
            yield who, claim


def _inherited(document: Document, own: list[Evidence], told: list[Evidence]) -> list[Evidence]:
    """What the page says of all its people, for someone of whom it says nothing nearer."""
    return list(shared(document, own, told))
