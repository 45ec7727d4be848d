"""Why the mentions of a person are one man: what people judged, and each comparison with its weight."""

from itertools import combinations

from msgspec import Struct

from archive import persons, persons_judged
from archive.persons_judged import Judgement
from archive.sqlite import Database
from desk.linkage.blocking import make_near
from desk.linkage.explaining import Reason, explain_keys
from desk.linkage.frequencies import make_frequencies
from desk.linkage.keys import make_keys
from desk.linkage.linking import workbench
from desk.linkage.model import model
from desk.linkage.table import take_mentions
from desk.persons.link_rows import link_rows

MOST = 6
"""Mentions of which every pair is explained; of more, each beside the first."""


class Explained(Struct, frozen=True):
    """Two mentions of one person: the weights of the model, and what people judged of them."""

    one: str
    other: str
    reasons: list[Reason]
    judged: tuple[Judgement, ...]

    @property
    def bits(self) -> float:
        """The evidence of the whole comparison."""
        return self.reasons[-1].bits


def explained(db: Database, person: str) -> list[Explained]:
    """The pairs of a person's mentions, the weakest last; one mention has none. Raises UnknownPerson."""
    mentions = persons.mentions_of(db, persons.resolve(db, person))
    pairs = list(combinations(mentions, 2))
    if len(mentions) > MOST:
        pairs = [(mentions[0], other) for other in mentions[1:]]
    if not pairs:
        return []
    judgements = persons_judged.judgements(db)
    with workbench() as con:
        con.register("given", link_rows(db))
        count = take_mentions(con, "given", "the mentions")
        make_keys(con)
        make_near(con)
        make_frequencies(con)
        found = [
            Explained(
                one,
                other,
                explain_keys(con, model(), count, one, other),
                tuple(said for said in judgements if (said.one, said.other) == (one, other)),
            )
            for one, other in pairs
        ]
    return sorted(found, key=lambda pair: -pair.bits)
