"""Where the people of a document are from: region, district, settlement and its type, birthplace, grave.

Finds toponyms (`parsers.placing.toponyms`), tells homonyms apart (`homonyms`), judges what each is to the
people beside it (`bearings`), and gives it to its owners by `parsers.scope`. The outlet's own region is never
claimed; it only chooses among homonyms.
"""

from collections.abc import Iterator, Sequence

from archive.records import Claim, Document
from parsers.gazetteer.lookup import gazetteer
from parsers.person import Named
from parsers.placing.claims import claims_of
from parsers.placing.evidence import Evidence, evidence
from parsers.placing.foreign import foreign
from parsers.placing.homonyms import resolved
from parsers.placing.nearness import is_recalled, nearest
from parsers.placing.page import shared
from parsers.placing.residents import Residents
from parsers.placing.russian import RUSSIAN_READERS
from parsers.placing.toponyms import toponyms
from parsers.scope import Scope


def places(document: Document, named: Sequence[Named], scope: Scope) -> Iterator[tuple[int, Claim]]:
    """Claims of place for each soldier, with his index in `named`; each field's best first."""
    soldiers = [who for who, one in enumerate(named) if one.role == "soldier"]
    if not soldiers:
        return
    taken = [span for one in named for span in ((one.start, one.end), *one.spans)]
    readers = RUSSIAN_READERS if document.lang == "ru" else (foreign,)
    seen = toponyms(document, taken, gazetteer(), readers)
    homelands = _homelands(named)
    found = resolved(document.text, seen, document.publisher.region, gazetteer(), homelands)
    people = Residents(document, named, soldiers, scope, found)
    told = [one for one in evidence(document, found, people, homelands) if not _is_migrants_work(named, one)]
    for who in soldiers:
        own = nearest(people, who, [one for one in told if who in one.owners])
        lent = shared(
            document,
            own,
            told,
            alone=len(soldiers) == 1,
            first=people.spots[0].start,
            is_recalled=is_recalled(people, who),
        )
        for claim in claims_of(document.text, [*own, *lent]):
            yield who, claim


def _is_migrants_work(named: Sequence[Named], one: Evidence) -> bool:
    """«Гражданин Таджикистана работал на стройке в Екатеринбурге»: not his home."""
    return one.bearing == "work" and any(
        claim.field == "foreign" and claim.value == "true"
        for who in one.owners
        for claim in named[who].claims
    )


_MILITIAS = {"dpr": "UA-14", "lpr": "UA-09"}


def _homelands(named: Sequence[Named]) -> frozenset[str]:
    """Regions from which fighters of the militias come, where the page has any."""
    forces = {claim.value for one in named for claim in one.claims if claim.field == "force"}
    return frozenset(_MILITIAS[force] for force in forces if force in _MILITIAS)
