"""Which of the values that a person's mentions give for a field stands (docs/persons.md, the table)."""

from collections.abc import Collection, Sequence

from msgspec import Struct

from desk.persons.agreement import agree, exactness
from desk.persons.said import Said, Words
from desk.persons.state import FieldValue, Other

_CATEGORIES = ("prisoner", "pmc", "volunteer", "mobilised", "dated", "contract", "conscript")
"""The most telling first: an explicit word outweighs what a date implies; «добровольцем» a summons, a summons
a signature; who came from prison or with a company is that whatever he signed."""

_DATED = frozenset(
    {"category.signed_after", "category.signed_for_war", "category.signed_undated", "category.contract_since"}
)
"""Rules by which a date makes a signature a volunteer's."""

_PLACES = (
    frozenset({"residence", "inhabitant", "callup", "raised"}),
    frozenset({"birth", "origin"}),
    frozenset({"funeral", "farewell", "cemetery"}),
)
"""Where he lived, where he was born, where he was buried; after these what a text only names beside him."""

_UNLIKELY = 0.5
"""Below this confidence a claim of a place is taken for one that is only named beside him."""


class Candidate(Struct, frozen=True):
    """A claim, the mention that makes it, its independence cluster, and when that was published."""

    words: Words
    said: Said
    cluster: str

    @property
    def published(self) -> str:
        """That sorts after all dates if it is not known."""
        return self.said.at.published or "9999"


def chosen(field: str, candidates: Sequence[Candidate]) -> FieldValue | None:
    """The value that stands, the words that say it, and what other mentions say; None: nobody says any."""
    if not candidates:
        return None
    first = min(_rank(field, one) for one in candidates)
    stronger = [one for one in candidates if _rank(field, one) == first]
    stronger.sort(key=lambda one: (one.said.at.mention, one.words.start))
    stronger.sort(key=lambda one: one.said.at.fetched_at, reverse=True)
    best = min(stronger, key=lambda one: _order(field, one, stronger))
    return standing(best, candidates)


def standing(best: Candidate, candidates: Collection[Candidate]) -> FieldValue:
    """The field as its best claim says it, the others beside it."""
    words, at = best.words, best.said.at
    return FieldValue(
        value=words.value,
        rule=words.rule,
        confidence=words.confidence,
        mention=at.mention,
        snapshot=at.snapshot,
        start=words.start,
        end=words.end,
        raw=words.raw,
        others=others(words.value, candidates),
    )


def others(value: str, candidates: Collection[Candidate]) -> tuple[Other, ...]:
    """What is said otherwise, each value once for each mention."""
    found = {(one.words.value, one.said.at.mention) for one in candidates if one.words.value != value}
    return tuple(Other(*one) for one in sorted(found))


def _order(field: str, one: Candidate, among: Sequence[Candidate]) -> tuple[int, int, float, str]:
    """Least for the best: most independent texts that agree, most exact, most sure, earliest published.

    Of equals the first stands, that is what was fetched last: a page may have been put right.
    """
    value = one.words.value
    texts = {other.cluster for other in among if agree(field, value, other.words.value)}
    telling = exactness(field, value)
    return -len(texts), -telling, -one.words.confidence, one.published


def _rank(field: str, one: Candidate) -> int:
    """What goes before all agreement: of categories and places, what is said."""
    if field in ("category", "category_also"):
        value = "dated" if one.words.value == "volunteer" and one.words.rule in _DATED else one.words.value
        return _CATEGORIES.index(value) if value in _CATEGORIES else len(_CATEGORIES)
    if field in ("region", "settlement"):
        bearing = one.words.rule.partition(".")[2].partition(" ")[0]
        ranks = [rank for rank, bearings in enumerate(_PLACES) if bearing in bearings]
        return ranks[0] if ranks and one.words.confidence >= _UNLIKELY else len(_PLACES)
    return 0
