"""What a person's names claim: the whole name and its parts, in the nominative, with their words."""

from collections.abc import Iterator

from archive.records import Claim
from parsers.names.agreement import is_same_given, is_same_patronymic
from parsers.names.lists import fold
from parsers.names.parts import Name
from parsers.names.person import Person, Spot

_CASES = {
    "nomn": "nominative", "gent": "genitive", "datv": "dative", "accs": "accusative", "ablt": "instrumental",
    "loct": "prepositional",
}  # fmt: skip
_PARTS = {"S": "surname", "G": "given", "P": "patronymic"}
_ALTERNATIVES = 2


def fullest(person: Person) -> Spot:
    """The spot with the most parts of the name; the first of equals."""
    return max(person.spots, key=lambda spot: (spot.kind == "full", _size(spot), -spot.start))


def _size(spot: Spot) -> int:
    name = spot.names[0] if spot.names else None
    return (
        sum(1 for part in (name.surname, name.given, name.patronymic) if part and len(part) > 1)
        if name
        else 0
    )


def name_claims(person: Person, text: str) -> Iterator[Claim]:
    """Claims of name, surname, given, patronymic and call sign; alternatives have less confidence."""
    best = fullest(person)
    whole = " ".join(part for part in (person.surname, person.given, person.patronymic) if part)
    start = min(best.start, best.surname_at[0]) if best.surname_at else best.start
    end = max(best.end, best.surname_at[1]) if best.surname_at else best.end
    yield Claim("name", whole, text[start:end], start, end, _rule(best), _confidence(best))
    for field, value in (
        ("surname", person.surname),
        ("given", person.given),
        ("patronymic", person.patronymic),
    ):
        if value:
            yield from _part(person, field, value, text)
    for other in person.alternatives[:_ALTERNATIVES]:
        value = " ".join(part for part in (other.surname, other.given, person.patronymic) if part)
        yield Claim("name", value, text[start:end], start, end, "name.alternative", 0.2)
    if person.callsign:
        sign, at, stop = person.callsign
        yield Claim("call_sign", sign, text[at:stop], at, stop, "call_sign.stated", 0.9)


def _rule(spot: Spot) -> str:
    return f"name.{_CASES[spot.names[0].case]}" if spot.names else "name.bare"


def _confidence(spot: Spot) -> float:
    """Higher where the best reading leaves the next far behind."""
    names = [name for name in spot.names if name.gender == spot.names[0].gender]
    return 0.95 if len(names) < 2 or names[0].score - names[1].score > 1.5 else 0.75


def _part(person: Person, field: str, value: str, text: str) -> Iterator[Claim]:
    """One part's claim, at the fullest spot whose word reads so."""
    spots = sorted(person.spots, key=lambda spot: (-_size(spot), spot.start))
    for spot in spots:
        for name in spot.names[:1]:
            at = _where(spot, name, field)
            if at and _reads(field, getattr(name, field), value):
                yield Claim(
                    field, value, text[slice(*at)], *at, f"{field}.{_CASES[name.case]}", _confidence(spot)
                )
                return
    best = fullest(person)
    yield Claim(field, value, text[best.start : best.end], best.start, best.end, f"{field}.joined", 0.6)


def _reads(field: str, said: str | None, value: str) -> bool:
    if field == "patronymic":
        return is_same_patronymic(said, value) and len(said or "") >= len(value) - 1
    return fold(said or "") == fold(value) or (field == "given" and is_same_given(said, value) and bool(said))


def _where(spot: Spot, name: Name, field: str) -> tuple[int, int] | None:
    if field == "surname" and spot.surname_at:
        return spot.surname_at
    kinds = list(name.shape)
    if spot.surname_at:
        kinds = ["G"]
    elif "I" in kinds:
        initials = iter("GP" if "G" not in kinds else "P")
        kinds = [next(initials) if kind == "I" else kind for kind in kinds]
    for token, kind in zip(spot.tokens, kinds, strict=False):
        if _PARTS[kind] == field:
            return token.start, token.end
    return None
