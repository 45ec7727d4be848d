"""Whom words without a name mean: «первые двое», «все трое», «позиции 2 и 3», a heading over several."""

import re

from archive.records import Block
from parsers.serving.roster import Roster

_ORDER = re.compile(
    r"\bпозици[яи]\s(?P<row>\d{1,2})(?:\s?(?:и|-|—|по)\s?(?P<to>\d{1,2}))?|"
    r"\bперв(?:ые|ых|ым)\s(?P<first>двое|двоих|двум|трое|троих|четверо)|"
    r"(?:(?<=[,;.:—] )|(?<=\n))(?:а\s|и\s|но\s)?(?P<nth>перв|втор|трет|четверт|последн)"
    r"(?:ый|ой|ий|ого|его|ьего|ому|ему|ьему)\s(?!раз|месяц|год|батальон|рот|взвод|отряд)"
)
_FIRST = {"дво": 2, "тро": 3, "чет": 4}
_NTH = {"перв": 0, "втор": 1, "трет": 2, "четв": 3, "посл": -1}
_COUNT = re.compile(
    r"\b(двое|двух|двоих|двум|трое|трех|троих|трем|четверо|четырех|четверых|пятеро|пятерых|пяти|шестеро|шестерых)\b"
)
_COUNTS = {"дво": 2, "дву": 2, "тро": 3, "тре": 3, "чет": 4, "пят": 5, "шес": 6}
_REST = re.compile(
    r"\bостальны[ехм]и?\b(?:\s(?P<many>двое|двух|трое|троих|трех|четверо|четверых|пятеро|пятерых|шестеро))?"
)
_OTHERS = re.compile(
    r"\b(?:напомним|ранее|раньше\s+мы|неделю\s+назад|месяц\s+назад|"
    r"еще\s+(?:дво|тро|четвер|пятер|шестер|семер|нескольк|одн|\d)|другие|других|остальны[ех])"
)


def tells_of_others(roster: Roster, low: str, at: int) -> bool:
    """Whether a sentence without a soldier's name recalls other dead: «Ранее сообщали ещё о шестерых»."""
    start, end = roster.scope.sentence(at)
    others = _OTHERS.search(low, start, end)
    is_later = others is not None and others[0].startswith("остальн") and others.start() > at
    return others is not None and not is_later and not roster.soldiers_within(start, end)


def all_counted(roster: Roster, low: str, sentence: tuple[int, int]) -> tuple[int, ...]:
    """All soldiers of the page where a sentence counts just as many: «трое вологжан, которых …»."""
    match = _COUNT.search(low, *sentence)
    many = _COUNTS[match[1][:3]] if match else 0
    return roster.soldiers if many == len(roster.soldiers) else ()


def other_of_two(roster: Roster, low: str, at: int) -> tuple[int, ...]:
    """Whom «его односельчанин» means where a page tells of two: not the one of whom the words before tell."""
    start = roster.scope.sentence(at)[0]
    block = roster.block(at)
    if block is None or start < 2:
        return ()
    told = pointed(roster, low, start - 2) or roster.scope.owners(start - 2, start - 2, lean="before")
    both = _all_before(roster, block, at)
    return tuple(who for who in both if who not in told) if len(both) == 2 and len(told) == 1 else ()


def remaining(roster: Roster, low: str, at: int) -> tuple[int, ...]:
    """The soldiers whom «остальные четверо» means: all but those that its sentence names."""
    sentence = roster.scope.sentence(at)
    match = next(reversed(list(_REST.finditer(low, sentence[0], at))), None)
    block = roster.block(at)
    if match is None or block is None:
        return ()
    named = roster.soldiers_within(sentence[0], match.start()) or _pointed_before(roster, low, match.start())
    rest = tuple(who for who in _all_before(roster, block, at) if who not in named)
    many = _COUNTS[match["many"][:3]] if match["many"] else len(rest)
    return rest if named and many == len(rest) else ()


def _pointed_before(roster: Roster, low: str, at: int) -> tuple[int, ...]:
    start = roster.scope.clause(at)[0]
    return pointed(roster, low, start - 2) if start > 2 else ()


def pointed(roster: Roster, low: str, at: int) -> tuple[int, ...]:
    """Those whom «первые двое», «третий», «позиции 2 и 3» before a feature mean, in the page's order."""
    match = next(reversed(list(_ORDER.finditer(low, roster.scope.clause(at)[0], at))), None)
    block = roster.block(at)
    if match is None or block is None:
        return ()
    if match["row"]:
        places = range(int(match["row"]), int(match["to"] or match["row"]) + 1)
        listed = _rows(roster) or roster.soldiers
        return tuple(listed[place - 1] for place in places if 0 < place <= len(listed))
    group = _several_before(roster, block, at)
    if match["first"]:
        return group[: _FIRST[match["first"][:3]]]
    place = _NTH[match["nth"][:4]]
    return group[-1:] if place < 0 else group[place : place + 1]


def group_before(roster: Roster, at: int) -> tuple[int, ...]:
    """Those whom «оба», «десантники», «подписали» mean: by the scope, else the soldiers above."""
    owners = roster.scope.owners(at, at, lean="before")
    block = roster.block(at)
    if block is None or len(owners) > 1:
        return owners
    return _several_before(roster, block, at, near=2) or _all_before(roster, block, at) or owners


def is_shared_heading(roster: Roster, at: int) -> bool:
    """Whether a heading over several names none of them: a heading of one man's page is said of him."""
    block = roster.block(at)
    if block is None or len(roster.soldiers) < 2 or not (block.kind == "heading" or block.part == "title"):
        return False
    return not roster.soldiers_within(block.start, block.end)


def headed(roster: Roster, at: int) -> tuple[int, ...]:
    """The soldiers of a page or a group whose heading, or whose lead before any name, tells of many."""
    block = roster.block(at)
    if block is None or block.part in ("tail", "caption"):
        return ()
    first = min((spot.start for spot in roster.spots if roster.is_soldier(spot.who)), default=0)
    if block.kind != "heading" and block.part != "title" and at > first:
        return ()
    homes = ((who, roster.block(roster.named[who].start)) for who in roster.soldiers)
    return tuple(who for who, home in homes if home and home.group == block.group and home.part != "tail")


def _rows(roster: Roster) -> tuple[int, ...]:
    """The first soldier of each row of a table."""
    rows = (roster.soldiers_within(block.start, block.end) for block in roster.blocks if block.kind == "row")
    return tuple(here[0] for here in rows if here)


def _several_before(roster: Roster, block: Block, at: int, near: int = 1000) -> tuple[int, ...]:
    """The soldiers of the nearest lines above, at most so many, that name two or more."""
    place = roster.blocks.index(block)
    for home in reversed(roster.blocks[max(0, place - near + 1) : place + 1]):
        if home.group == block.group and home.part == block.part:
            here = roster.soldiers_within(home.start, min(home.end, at))
            if len(here) > 1:
                return here
    return ()


def _all_before(roster: Roster, block: Block, at: int) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for home in roster.blocks:
        if home.start < at and home.group == block.group and home.part == block.part:
            found |= dict.fromkeys(roster.soldiers_within(home.start, min(home.end, at)))
    return tuple(found)
