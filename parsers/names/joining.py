"""From the names a document holds to its people: mentions joined, lone words given to whom they mean."""

from bisect import bisect_right

from archive.records import Block
from parsers.names import fathers, parts, readings
from parsers.names.agreement import full_names_of, is_same_given, is_same_patronymic
from parsers.names.before import KIN_BEFORE, RANK_BEFORE, is_placed
from parsers.names.callsigns import give_callsigns
from parsers.names.candidates import Mention, candidates, read
from parsers.names.doubts import oddness
from parsers.names.families import Family, families, shared_surnames
from parsers.names.lists import fold
from parsers.names.person import ENOUGH, Person, Spot
from parsers.names.tokens import Token


def people(text: str, blocks: tuple[Block, ...]) -> list[Person]:
    """Everyone named, in the order of their first spots."""
    found = candidates(text, blocks)
    everyone: list[Person] = []
    for mention in found.mentions:
        _join(mention, everyone)
    home = families(text, found.loose)
    _share_surnames(text, found.loose, found.mentions, home, everyone)
    _settle_familiar(everyone)
    taken = {spot.start for person in everyone for spot in person.spots}
    for token in found.loose:
        if token.kind == "word" and token.start not in taken:
            _give_away(text, token, everyone, _block_of(blocks, token.start))
    give_callsigns(text, everyone)
    for person in everyone:
        person.spots.sort(key=lambda spot: spot.start)
    return sorted((p for p in everyone if p.spots), key=lambda person: person.spots[0].start)


def _join(mention: Mention, everyone: list[Person]) -> None:
    first = mention.names[0]
    kind = "full" if first.surname else "familiar"
    spot = Spot(mention.start, mention.end, kind, mention.names, mention.tokens)
    if kind == "full":
        host = next((p for p in reversed(everyone) if p.surname and p.takes(mention)), None)
    else:
        host = _familiar_host(mention, everyone)
    if host is None:
        host = Person()
        everyone.append(host)
    host.add(spot)


def _familiar_host(mention: Mention, everyone: list[Person]) -> Person | None:
    """Whom «Ивана Петровича» means: the same patronymic, else the last with the given name alone."""
    name = mention.names[0]
    same = [p for p in everyone if p.gender == name.gender and p.given and is_same_given(p.given, name.given)]
    if name.shape == "GI":
        hidden = [p for p in same if (p.surname_initial or p.surname or "-")[0] == name.patronymic]
        return hidden[-1] if hidden else None
    known = [p for p in same if p.patronymic and is_same_patronymic(p.patronymic, name.patronymic)]
    bare = [p for p in same if not p.patronymic]
    found = known or bare
    return found[-1] if found else None


def _settle_familiar(everyone: list[Person]) -> None:
    """«Игоря Василевича» with no surname anywhere: the listed surname, not the patronymic."""
    for person in [p for p in everyone if not p.surname]:
        heirs = [p for p in everyone if p is not person and p.surname and _may_be(person, p)]
        if len(heirs) == 1:
            for spot in person.spots:
                heirs[0].add(spot)
            person.spots = []
        elif not heirs:
            _as_surname(person)


def _as_surname(person: Person) -> None:
    """«Павла Найтоповича» with no surname anywhere: no man is called Найтоп, so it is the surname."""
    if not person.patronymic or fathers.is_known_father(person.patronymic.lower()):
        return
    for spot in person.spots:
        spot.names = tuple(name for name in spot.names if name.surname) or spot.names
        spot.kind = "full" if spot.names[0].surname else spot.kind
    person.settle()


def _may_be(bare: Person, full: Person) -> bool:
    if bare.surname_initial and not (full.surname or "").startswith(bare.surname_initial):
        return False
    return (
        bare.gender == full.gender
        and is_same_given(bare.given, full.given)
        and is_same_patronymic(bare.patronymic, full.patronymic)
    )


def _share_surnames(
    text: str, loose: list[Token], mentions: list[Mention], home: list[Family], everyone: list[Person]
) -> None:
    """«Дениса и Руслана Гречко», «Юсуповы, Салман и Арсен»: the surname goes to each given name."""
    for token, name, at in shared_surnames(text, loose, mentions, home):
        spot = Spot(token.start, token.end, "full", (name,), (token,), at)
        host = next((p for p in everyone if _is_named(p, name)), None)
        if host is None:
            host = Person()
            everyone.append(host)
        host.add(spot)


def _is_named(person: Person, name: parts.Name) -> bool:
    return fold(person.surname or "") == fold(name.surname or "-") and is_same_given(person.given, name.given)


def _give_away(text: str, token: Token, everyone: list[Person], block: Block) -> None:
    """A lone word: someone's surname, or given name; else a new person if a rank or kin stands before it."""
    before = text[max(block.start, token.start - 30) : token.start]
    if is_placed(before):
        return
    host = _by_surname(token, everyone, before) or _by_given(text, token, everyone, block)
    if host is not None and len(host.spots) < ENOUGH:
        kind = "surname" if host.surname and _is_surname(token, host) else "given"
        host.spots.append(Spot(token.start, token.end, kind, (), (token,)))
    if host is not None:
        return
    names = _alone(text, token, block, before)
    if names:
        person = Person()
        person.add(Spot(token.start, token.end, "surname" if names[0].surname else "given", names, (token,)))
        everyone.append(person)


def _alone(text: str, token: Token, block: Block, before: str) -> tuple[parts.Name, ...]:
    """The readings of a lone word as a new person's name; none where nothing says that it is one."""
    if len(token.text) < 3:
        return ()
    shape = "S" if RANK_BEFORE.search(before) else "G" if KIN_BEFORE.search(before) else ""
    if not shape or (shape == "G" and not parts.knows_given(token, 2)):
        return ()
    named = [n for n in read(text, [token], block) if n.shape == shape and n.score > 1.0]
    return tuple(named[:3])


def _by_surname(token: Token, everyone: list[Person], before: str) -> Person | None:
    """The last named before the word among those whose surname it is; the sex of its ending decides first.

    After a rank a man is meant if a man bears the surname: «сержант Ковтун», «майора Свиридова».
    """
    bearers = [p for p in everyone if p.surname and _is_surname(token, p)]
    men = [p for p in bearers if p.gender == "m"]
    return _nearest(token, men if men and RANK_BEFORE.search(before) else bearers)


def _is_surname(token: Token, person: Person) -> bool:
    surname = fold(person.surname or "")
    table = readings.surname(token.lower)
    return any(
        gender == person.gender and fold(reading.nominative) == surname
        for (gender, _), reading in table.items()
    )


def _by_given(text: str, token: Token, everyone: list[Person], block: Block) -> Person | None:
    if oddness(text, token, block) > 1.5:
        return None
    bearers = [p for p in everyone if p.given and len(p.given) > 1 and _is_given(token, p)]
    return _nearest(token, bearers)


def _is_given(token: Token, person: Person) -> bool:
    own = fold(person.given or "")
    short = {
        fold(reading.nominative) for reading in readings.given(token.lower).values() if reading.score > -1
    }
    if token.folded == own or own in short:
        return any(
            g == person.gender and fold(r.nominative) == own
            for (g, _), r in readings.given(token.lower).items()
        )
    return any(own in full_names_of(name) for name in short)


def _nearest(token: Token, bearers: list[Person]) -> Person | None:
    """The one named last before the word, else first after it."""
    before = [(spot.start, i) for i, p in enumerate(bearers) for spot in p.spots if spot.start < token.start]
    if before:
        return bearers[max(before)[1]]
    after = [(spot.start, i) for i, p in enumerate(bearers) for spot in p.spots]
    return bearers[min(after)[1]] if after else None


def _block_of(blocks: tuple[Block, ...], at: int) -> Block:
    return blocks[max(0, bisect_right(blocks, at, key=lambda block: block.start) - 1)]
