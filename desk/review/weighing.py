"""Why a person waits for a verifier, if he does: from his state and from what people concluded of him."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import sha256

from msgspec import Struct

from archive.persons_judged import Verified
from desk.persons.agreement import agree
from desk.persons.said import Place
from desk.persons.state import EVERYTHING, PersonState
from desk.review.item import Item, Kind

AUDITED = 0.02
"""Of the persons whom rules confirm, the share that a person looks at all the same."""
REPEATED = 0.05
"""Of what a person concluded, the share that another concludes again, blind."""

TELLING = ("surname", "given", "patronymic", "birth_date", "death_date")
"""Fields of which sources must not say what cannot both be."""


class Facts(Struct, frozen=True):
    """What is known of a person besides his state. `places`: where each of his mentions stands;
    `concluded`: the standing conclusions about the whole of him, the oldest first; `renewed`: mentions whose
    page was other bytes after the last of them."""

    places: Mapping[str, Place]
    concluded: Sequence[Verified]
    renewed: Collection[str] = ()


def weighed(state: PersonState, facts: Facts, seed: str) -> Item | None:
    """The item of a person; None if nobody needs to look. `seed`: what the random choices hang on."""
    here = [facts.places[one] for one in state.mentions if one in facts.places]
    if not here or EVERYTHING in state.restricted:  # whose pages are an editor's alone
        return None
    kind = _kind(state, facts, seed)
    if kind is None:
        return None
    focus = _focus(kind, state, here, facts)
    return Item(
        subject=state.counted.person,
        kind=kind,
        person=state.counted.person,
        mention=focus.mention,
        other=None,
        region=state.counted.region,
        source=focus.source,
        since=(focus.published or focus.fetched_at)[:10],
        decided_by=facts.concluded[-1].by if facts.concluded else None,
    )


def is_drawn(share: float, seed: str, what: str) -> bool:
    """Whether something is one of a random share; always the same for the same seed."""
    drawn = int.from_bytes(sha256(f"{seed}:{what}".encode()).digest()[:8])
    return drawn < share * 2**64


def _kind(state: PersonState, facts: Facts, seed: str) -> Kind | None:
    if facts.concluded:
        return _concluded_kind(state, facts, seed)
    if _is_contradicted(state):
        return "contradiction"
    if state.counted.status == "unsure":
        return "unsure"
    if state.counted.grade != "confirmed":
        return "held"
    return "audit" if is_drawn(AUDITED, seed, state.counted.person) else "unseen"


def _concluded_kind(state: PersonState, facts: Facts, seed: str) -> Kind | None:
    last = facts.concluded[-1]
    if last.verdict == "unsure":
        return "asked"
    if any(place.fetched_at > last.at or place.mention in facts.renewed for place in _of(state, facts)):
        return "changed"
    others = [one for one in facts.concluded if one.by != last.by]
    if not others:
        return "second" if is_drawn(REPEATED, seed, last.id) else None
    return "asked" if len(facts.concluded) == 2 and others[-1].verdict != last.verdict else None


def _is_contradicted(state: PersonState) -> bool:
    if "I4.open_contradiction" in state.counted.reasons:
        return True
    fields = ((name, state.fields.get(name)) for name in TELLING)
    return any(
        not agree(name, field.value, other.value)
        for name, field in fields
        if field and not field.verification
        for other in field.others
    )


def _focus(kind: Kind, state: PersonState, here: Sequence[Place], facts: Facts) -> Place:
    """The mention to look at first: what is new, or unsure, or says otherwise; else the first."""
    if kind == "changed":
        return max(here, key=lambda place: (place.mention in facts.renewed, place.fetched_at))
    if kind == "unsure":
        return next((place for place in here if place.status == "unsure"), here[0])
    if kind == "contradiction":
        other = {one.mention for name in TELLING if (f := state.fields.get(name)) for one in f.others}
        return next((place for place in here if place.mention in other), here[0])
    return min(here, key=lambda place: (place.published or "9999", place.mention))


def _of(state: PersonState, facts: Facts) -> list[Place]:
    return [facts.places[one] for one in state.mentions if one in facts.places]
