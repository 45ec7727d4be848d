"""Whose a post, a trade, a wound or an award is: beside his name, or told of him in his clause."""

import re
from collections.abc import Iterator
from itertools import chain

from parsers.scoping.lists import Spot
from parsers.serving.biography import awards, death_places, experiences, manners
from parsers.serving.callings import positions, trades, workplaces
from parsers.serving.passage import Found
from parsers.serving.pointing import is_shared_heading, tells_of_others
from parsers.serving.roster import Roster

_CLOSED = re.compile(r"[.;:()!?]|,\s*(?:который|что|где|а|но|и)\b")
# «слесарь Иван Рогов, машинист Пётр Гудков»: the trade is of the name that follows
_LISTED = re.compile(r",\s|\s?и\s|,\sа\sтакже\s")
_APPOSED = re.compile(r"\s*[,(—–:-]")
_SERVED = re.compile(
    r"\b(?:был|служил|воевал|стал|работал|командовал|назначен|погиб|в\sкачестве|в\sдолжности|должност)"
)
_NEW_CLAUSE = re.compile(r"[.!?;]\s|\s(?:и|а|но)\s[а-я]+л[аи]?\b")


def lives(roster: Roster, low: str) -> Iterator[tuple[int, Found]]:
    """Every feature of a life and a death in a folded text, with each of its owners."""
    text = roster.document.text
    posts = list(positions(text, low))
    for found in posts:
        is_told = bool(_SERVED.search(low[slice(*roster.scope.clause(found.start))]))
        yield from _each(_called(roster, low, found, is_told=is_told), found)
    taken = {found.start for found in posts}
    for found in trades(text, low):
        is_told = found.rule == "occupation.worked_as"
        if is_told or found.start not in taken:
            yield from _each(_called(roster, low, found, is_told=is_told), found)
    told = (
        experiences(low),
        death_places(text, low),
        manners(text, low),
        awards(text, low),
        workplaces(text, low),
    )
    for found in chain(*told):
        if not tells_of_others(roster, low, found.start) and not is_shared_heading(roster, found.start):
            yield from _each(roster.scope.owners(found.start, found.end, lean="before"), found)


def _each(owners: tuple[int, ...], found: Found) -> Iterator[tuple[int, Found]]:
    return ((who, found) for who in owners)


def _called(roster: Roster, low: str, found: Found, *, is_told: bool) -> tuple[int, ...]:
    """The one beside whose name the word stands; where it is told of somebody, whom the scope gives."""
    if roster.stranger(found.end) or roster.stranger_beyond(found.end) or _is_name(roster, found):
        return ()
    after, before = roster.after(found.end), roster.before(found.start)
    gap = low[before.end : found.start] if before else ""
    is_prefix = after is not None and low[found.end : after.start] == " " and _LISTED.fullmatch(gap)
    if found.plural:
        is_title = after is not None and low[found.end : after.start] == " "
        return _in_a_row(roster, low, after) if after and is_title else ()
    if (
        before
        and not is_prefix
        and _APPOSED.match(gap)
        and roster.joined(before.end, found.start)
        and not _NEW_CLAUSE.search(gap)
    ):
        return (before.who,)
    if after and roster.joined(found.end, after.start) and not _CLOSED.search(low[found.end : after.start]):
        return (after.who,)
    if not is_told or is_shared_heading(roster, found.start):
        return ()
    return roster.scope.owners(found.start, found.end, lean="before")


def _in_a_row(roster: Roster, low: str, first: Spot) -> tuple[int, ...]:
    """Those whom only commas and «и» divide from the first: the next trade begins another list."""
    owners, last = [first.who], first
    for spot in roster.coordinated(first)[1:]:
        if not _LISTED.fullmatch(low[last.end : spot.start]):
            break
        owners.append(spot.who)
        last = spot
    return tuple(dict.fromkeys(owners))


def _is_name(roster: Roster, found: Found) -> bool:
    """Whether the word is a surname: «Прохора Бондаря»."""
    return any(spot.start < found.end and found.start < spot.end for spot in roster.around(found.end))
