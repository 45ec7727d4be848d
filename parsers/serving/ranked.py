"""Whose a rank is: beside his name, said of him («в звании …»), or in his place («Майору было 35»)."""

import re
from collections.abc import Iterator
from itertools import pairwise

from parsers.serving.passage import Found
from parsers.serving.ranks import Rank, ranks
from parsers.serving.roster import Roster

# «присвоено звание сержанта», «в звании сержанта», «дослужился до сержанта»
_STATED = re.compile(r"(?:звани[еяию]+|чин[еау]?)\s+(?:\w+\s+)?$|в\s+звании\s*:?\s*$|звание\s*[:—–-]\s*$")
_REACHED = re.compile(
    r"дослужил(?:ся|ась)\s+до\s+$|произвед[её]н\w*\s+в\s+$|повышен\w*\s+до\s+$|стал[аи]?\s+$"
)
_PROMOTED = re.compile(r"(?:присво\w+|посмертно)[^.]{0,40}$")
_SERVED_AS = re.compile(
    r"(?:служил[аи]?|воевал[аи]?|погиб(?:ла)?|ушел|ушла|вернул(?:ся|ась)|пришел|пришла|"
    r"был[аи]?)\s+(?:\w+\s+){0,2}$"
)
# what may not stand between a rank and the name after it: what closes off a man
_CLOSED = re.compile(r"[.;:()!?]|,\s*(?:который|которая|что|где|а|но|и)\b|\s(?:и|или)\s*$")
_APPOSED = re.compile(r"[\s,(—–:\-|/•·\n«»\"\w.№]*\Z")
# somebody else's: «его командир, капитан», «офицер из его части», «какой-то»
_ANOTHERS = re.compile(
    r"(?:командир\w*|комбат\w*|военком\w*|сослужив\w+|однополчан\w+|друг\w*|товарищ\w*|"
    r"начальник\w*|отец|отца|отцом|брат\w*|"
    r"дед\w*|дяд\w+|сын\w*|муж\w*|ветеран\w*|комиссар\w*|представител\w+|глава|"
    r"депутат\w*)\s*,?\s*(?:был[а]?\s+)?(?:—\s*)?$"
)
# «урядника Лабинского отдела»
_OF_A_PLACE = re.compile(
    r"\s+(?:[А-ЯЁ][а-яё-]+ск(?:ого|ой|их)\s+[а-яё]{4,}|[А-ЯЁ][а-яё-]+ск(?:ий|ая)\s+[А-ЯЁ]{3,})"
)
# «Касаткин Юрий (1976–1995), рядовой» of whom nobody knows
_OF_A_STRANGER = re.compile(r"[А-ЯЁ][а-яё]+\s+(?:[А-ЯЁ][а-яё]+\s*(?:\([^()]*\)\s*)?|\([^()]*\)\s*)[,—–]\s*$")
_TO_OTHERS = re.compile(
    r"\s+(?:роты|запаса|в\s+отставке)?\s*(?:вручил|сообщил|рассказал|сказал|передал|открыл|отметил|напомнил)"
)


def ranked(roster: Roster, low: str) -> Iterator[tuple[int, Found]]:
    """Every rank of a folded text with each of its owners; a rank beside a stranger's name is nobody's."""
    found = [rank for rank in ranks(low, lang=roster.document.lang) if not _is_name(roster, rank)]
    paired = dict(_pairs(roster, low, found))
    for rank in found:
        if rank.start in paired:
            yield (
                paired[rank.start],
                Found("rank", rank.value, rank.start, rank.end, "rank.respectively", 0.95),
            )
        else:
            yield from _owned(roster, low, rank)


def _pairs(roster: Roster, low: str, found: list[Rank]) -> Iterator[tuple[int, int]]:
    """«старшего лейтенанта и старшего сержанта A и B»: where each of two ranks begins, and whose it is."""
    for one, other in pairwise(found):
        spot = roster.after(other.end)
        if low[one.end : other.start] != " и " or spot is None or not roster.joined(other.end, spot.start):
            continue
        listed = roster.coordinated(spot)
        if len(listed) == 2:
            yield from ((one.start, listed[0].who), (other.start, listed[1].who))


def _is_name(roster: Roster, rank: Rank) -> bool:
    """Whether the word is a part of somebody's name: «Евгений Сотников»."""
    return any(spot.start <= rank.start and rank.end <= spot.end for spot in roster.around(rank.start))


def _owned(roster: Roster, low: str, rank: Rank) -> Iterator[tuple[int, Found]]:
    for rule, confidence, owners in (
        ("rank.before_name", 0.97, _named_after(roster, low, rank)),
        ("rank.after_name", 0.93, _named_before(roster, low, rank)),
        (*_said(low, rank), None),
    ):
        if owners is None:
            owners = _spoken_of(roster, low, rank)
        if owners:
            fuller = 0.005 * rank.value.count(" ")
            found = Found("rank", rank.value, rank.start, rank.end, rule, confidence + fuller)
            yield from ((who, found) for who in owners)
            return


def _named_after(roster: Roster, low: str, rank: Rank) -> tuple[int, ...]:
    """Those named right after a rank, with a position or a unit between them at the most."""
    spot = roster.after(rank.end)
    if spot is None or not roster.joined(rank.end, spot.start):
        return ()
    gap = low[rank.end : spot.start]
    if _CLOSED.search(gap) or (gap.strip() and roster.stranger(rank.end)):
        return ()
    if "," in gap and _tied_before(roster, low, rank):
        return ()
    if rank.plural:
        return tuple(dict.fromkeys(one.who for one in roster.coordinated(spot)))
    return (spot.who,)


def _named_before(roster: Roster, low: str, rank: Rank) -> tuple[int, ...]:
    """The one whom a rank in apposition follows: «A, старшина», «A (сержант)», «A — рядовой»."""
    if (
        roster.stranger(rank.end) and not _OF_A_PLACE.match(roster.document.text, rank.end)
    ) or not _tied_before(roster, low, rank):
        return ()
    spot = roster.before(rank.start)
    return (spot.who,) if spot else ()


def _tied_before(roster: Roster, low: str, rank: Rank) -> bool:
    spot = roster.before(rank.start)
    if spot is None or not roster.joined(spot.end, rank.start):
        return False
    gap = low[spot.end : rank.start]
    return bool(
        re.match(r"\s*(?:[,(—–:|\n\d-]|\Z)", gap) and not re.search(r"\.\s", gap)
    ) and not _ANOTHERS.search(gap)


def _said(low: str, rank: Rank) -> tuple[str, float]:
    before = low[max(0, rank.start - 60) : rank.start]
    if _STATED.search(before) or _REACHED.search(before):
        return ("rank.posthumous", 0.7) if _PROMOTED.search(before) else ("rank.stated", 0.9)
    if _SERVED_AS.search(before):
        return "rank.served_as", 0.8
    return "rank.alone", 0.6


def _spoken_of(roster: Roster, low: str, rank: Rank) -> tuple[int, ...]:
    """Whom a rank without a name means, by the scope; nobody where it is somebody else's."""
    before = low[max(0, rank.start - 60) : rank.start]
    if (
        roster.stranger(rank.end)
        or roster.stranger_beyond(rank.end)
        or _ANOTHERS.search(before)
        or _TO_OTHERS.match(low, rank.end)
    ):
        return ()
    if (
        rank.plural
        or rank.value.startswith("генерал")
        or _OF_A_STRANGER.search(roster.document.text[: rank.start][-60:])
    ):
        return ()
    return roster.scope.owners(rank.start, rank.end, lean="before")


_OFFICERS = re.compile(r"лейтенант|капитан|майор|полковник|генерал|прапорщик|мичман|адмирал")


def is_officer(rank: str) -> bool:
    """Whether a rank is one of a career: officers, warrant officers."""
    return bool(_OFFICERS.search(rank))
