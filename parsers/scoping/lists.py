"""Coordinated lists of names («рядовые A, B и C»), and the words that spread a feature over them."""

import re
from itertools import pairwise
from typing import NamedTuple

from parsers.scoping.clauses import is_predicative


class Spot(NamedTuple):
    """One place that names somebody: `who` is his index among all whom the document names."""

    start: int
    end: int
    who: int


_LONGEST_GAP = 90
# «рядовые A, B, матрос C»: a rank or a position between two names begins a new list for what stood before it
_RANK = re.compile(
    r"рядов|ефрейтор|сержант|старшин|прапорщик|мичман|лейтенант|капитан|майор|полковник|матрос|стрел[ок]|водител|"
    r"наводчик|разведчик|гранатом|сап[её]р|-летн|летн[иея]|private|sergeant|corporal|lieutenant",
    re.IGNORECASE,
)
# «14 марта хоронили A, 16 марта – B»: a date and a dash before a name are that name's
_OF_THE_NEXT = re.compile(r"\d{1,2}(?:\s+\w+|-?ого|-?го|\.\d\d(?:\.\d+)?)\s*[–—-]\s*(?:\w+\s+){0,2}$")
_JOINED = re.compile(r",|;|\bи\b|\bа\s+также\b|\band\b|\bта\b|\bі\b|\n|\+|&|/")
_PEOPLE = (
    r"земляк|бойц|боец|солдат|военнослужащ|военн(?=ых|ыми)|геро|парн|мужчин|ребят|друз|товарищ|сослуживц|брать|одноклассник|"
    r"воин|погибш|односельчан|однополчан|участник|мобилизованн|доброволь|контрактник|срочник|защитник|служащ|офицер"
)
# «оба погибли», «все трое», «они», «земляки», «двух участников»: the words, and of how many they speak
_PLURAL = re.compile(
    r"\b(?:(?P<two>обо?(?:а|е|их|им|ими|оих|оим|еих|еим)|двое|двоих|двоим|both|обидва|обох|двоє|"
    rf"(?:двух|двумя|двум|two)\s+(?:[\w-]+\s+){{0,2}}?(?:{_PEOPLE}|soldier|men\b|servicem)\w*)|"
    rf"(?P<three>троє|трое|троих|троим|троими|(?:тр[её]х|тремя|тр[её]м|three)\s+(?:[\w-]+\s+){{0,2}}?(?:{_PEOPLE}|soldier|men\b)\w*)|"
    rf"(?P<four>четверо|чотирьох|четверых|четверым|(?:четыр[её]х|четырьмя|four)\s+(?:[\w-]+\s+){{0,2}}?(?:{_PEOPLE}|soldier|men\b)\w*)|"
    rf"(?P<five>пятеро|пятерых|пятерым|(?:пяти|пятью|five)\s+(?:[\w-]+\s+){{0,2}}?(?:{_PEOPLE}|soldier|men\b)\w*)|"
    r"(?P<all>все|all|усі|всі)|(?P<many>они|их|им|ими|них|ними|they|them|their|вони|їх|ім|"
    r"земляки|земляков|бойцы|солдаты|военнослужащие|герои|парни|мужчины|ребята|друзья|товарищи|сослуживцы|братья|"
    r"братьев|одноклассники|воины|погибшие|односельчане|однополчане|парней|ребят|soldiers|men|brothers|бійці|воїни)|"
    rf"(?P<coming>(?:{_PEOPLE})(?:ами|ями|ими|ьми)|экипаж(?:ем|а|у)?))\b",
    re.IGNORECASE,
)
ALL = 99
"""How many people «все» means: as many as have been named."""
_HOW_MANY = {"two": 2, "three": 3, "four": 4, "five": 5, "many": 0, "coming": -1, "all": ALL}
_RESPECTIVELY = re.compile(r"\b(?:соответственно|respectively|відповідно)\b", re.IGNORECASE)
_ITEM_SEAM = re.compile(r",\s+(?:и\s+|а\s+)?|\s+и\s+|\s+а\s+|\s+and\s+|\s+та\s+")


def runs(text: str, spots: list[Spot]) -> list[list[Spot]]:
    """Names in order, broken into coordinated lists: no predicate between two members."""
    found: list[list[Spot]] = []
    for spot in spots:
        if found and _is_coordinated(text, found[-1][-1].end, spot.start):
            found[-1].append(spot)
        else:
            found.append([spot])
    return found


def _is_coordinated(text: str, left: int, right: int) -> bool:
    gap = text[left:right]
    if len(gap) > _LONGEST_GAP or not _JOINED.search(gap) or _OF_THE_NEXT.search(gap):
        return False
    return not is_predicative(gap, 0, len(gap))


def head_of(text: str, run: list[Spot]) -> list[Spot]:
    """The members of a list up to the next rank or age: whom «рядовые» before it covers."""
    for place, (one, other) in enumerate(pairwise(run)):
        if _RANK.search(text[one.end : other.start]):
            return run[: place + 1]
    return run


def plural(text: str, start: int, end: int) -> int | None:
    """How many people a plural word in a stretch of text means, None without one.

    0 is an unsaid number («они»), `ALL` is «все»; −1 are people yet to be named («простятся с бойцами»).
    """
    said = [_HOW_MANY[match.lastgroup or "many"] for match in _PLURAL.finditer(text, start, end)]
    exact = [number for number in said if 1 < number < ALL]  # «все трое» are three
    return max(exact or said, default=None)


def respective(text: str, start: int, end: int, feature: int, run: list[Spot]) -> Spot | None:
    """The member that a feature belongs to in «A и B жили в Ухте и Усть-Куломе соответственно», else None."""
    word = _RESPECTIVELY.search(text, start, end)
    if not word or len(run) < 2 or feature < run[-1].end:
        return None
    bounds = [
        run[-1].end,
        *(m.end() for m in _ITEM_SEAM.finditer(text, run[-1].end, word.start())),
        word.start(),
    ]
    items = [(a, b) for a, b in pairwise(bounds) if text[a:b].strip(" ,")][-len(run) :]
    if len(items) != len(run):
        return None
    return next((run[place] for place, (a, b) in enumerate(items) if a <= feature < b), None)
