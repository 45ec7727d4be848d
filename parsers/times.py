"""When each person was born, died and was buried, how old he was, since when he is missing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from archive.records import Claim, Document
from parsers.dates.aging import age_claims
from parsers.dates.cells import cell_claims
from parsers.dates.dating import date_claims
from parsers.dates.passage import timeline
from parsers.dates.registers import register_claims
from parsers.dates.settle import settled
from parsers.person import Named
from parsers.scope import Scope

_ENOUGH = 10


def times(document: Document, named: Sequence[Named], scope: Scope) -> Iterator[tuple[int, Claim]]:
    """Claims of `birth_date`, `age`, `death_date`, `funeral_date`, `missing_since`, each with whose it is."""
    soldiers = {who for who, one in enumerate(named) if one.role == "soldier"}
    if not soldiers:
        return
    line = timeline(document, scope)
    found = [
        *cell_claims(document, named),
        *date_claims(document, line, scope),
        *age_claims(document, line, named, scope),
        *register_claims(document, line, named),
    ]
    claims: defaultdict[int, list[Claim]] = defaultdict(list)
    for who, claim in found:
        claims[who].append(claim)
    for who in sorted(soldiers & claims.keys()):
        yield from ((who, claim) for claim in settled(named[who], _once(claims[who])))


def _once(claims: Iterable[Claim]) -> list[Claim]:
    """What a page says over and over is heard a few times."""
    said: Counter[tuple[str, str, str, float]] = Counter()
    heard = []
    for claim in claims:
        key = (claim.field, claim.value, claim.rule, claim.confidence)
        said[key] += 1
        if said[key] <= _ENOUGH:
            heard.append(claim)
    return heard
