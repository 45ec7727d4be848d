"""Invented dead of the linkage benchmark: strangers, brothers, sons, and namesakes who are other men."""

import csv
from bisect import bisect_right
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Generic, NamedTuple, TypeVar

ROOT = Path(__file__).parents[1]
FREQUENCIES = ROOT / "desk" / "linkage" / "frequencies"
SETTLEMENTS = ROOT / "data" / "vpn2020" / "settlements.csv"

BROTHERS, SONS, NAMESAKES = 0.012, 0.004, 0.02
"""Shares of men who are drawn from an earlier one: same parents; his son; his full name by chance."""
Thing = TypeVar("Thing")
FIRST_DAY, DAYS = date(2022, 2, 25), 1400
RANKS = {
    "рядовой": 52,
    "ефрейтор": 10,
    "младший сержант": 7,
    "сержант": 10,
    "старший сержант": 5,
    "старшина": 2,
    "прапорщик": 2,
    "лейтенант": 2,
    "старший лейтенант": 4,
    "капитан": 3,
    "майор": 2,
    "подполковник": 1,
}
CATEGORIES = {"contract": 22, "volunteer": 26, "mobilised": 22, "prisoner": 18, "pmc": 8, "conscript": 1}


class Man(NamedTuple):
    """One invented man, as he was."""

    surname: str
    given: str
    father: str
    born: date
    died: date
    buried: date
    region: str
    settlement: str
    rank: str
    unit: str
    category: str


class Drawer(Generic[Thing]):
    """Draws things by weight."""

    def __init__(self, weighted: dict[Thing, float]) -> None:
        self._things = list(weighted)
        self._sums = list(accumulate(weighted.values()))

    def draw(self, chance: Random) -> Thing:
        return self._things[bisect_right(self._sums, chance.random() * self._sums[-1])]


class World:
    """The lists from which men are drawn."""

    def __init__(self) -> None:
        self.surnames = Drawer(_counts("surnames"))
        self.given = Drawer(_counts("given"))
        self.ranks = Drawer({rank: float(w) for rank, w in RANKS.items()})
        self.categories = Drawer({category: float(w) for category, w in CATEGORIES.items()})
        with SETTLEMENTS.open(encoding="utf-8", newline="") as rows:
            places = {(r["region_iso"], r["name"]): float(r["pop"] or 0) ** 0.8 for r in csv.DictReader(rows)}
        self.places = Drawer(places)
        self.units = [f"{n} {kind}" for n in range(1, 260) for kind in ("полк", "бригада")]


def men(how_many: int, chance: Random, world: World) -> list[Man]:
    """Strangers mostly; some are tied to an earlier man by blood or by the chance of a name."""
    found: list[Man] = []
    for _ in range(how_many):
        tie = chance.random()
        man = _stranger(chance, world)
        if found and tie < BROTHERS:
            man = _brother(chance.choice(found), man, chance)
        elif found and tie < BROTHERS + SONS:
            man = _son(chance.choice(found), man)
        elif found and tie < BROTHERS + SONS + NAMESAKES:
            man = _namesake(chance.choice(found), man, chance)
        found.append(man)
    return found


def _stranger(chance: Random, world: World) -> Man:
    died = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
    age = min(66.0, 18.3 + chance.gammavariate(2.6, 6.2))
    region, settlement = world.places.draw(chance)
    return Man(
        surname=world.surnames.draw(chance),
        given=world.given.draw(chance),
        father=world.given.draw(chance),
        born=died - timedelta(days=int(age * 365.25)),
        died=died,
        buried=died + timedelta(days=int(min(400, 4 + chance.gammavariate(1.3, 14)))),
        region=region,
        settlement=settlement,
        rank=world.ranks.draw(chance),
        unit=chance.choice(world.units),
        category=world.categories.draw(chance),
    )


def _brother(elder: Man, man: Man, chance: Random) -> Man:
    born = elder.born + timedelta(days=chance.choice((-1, 1)) * chance.randrange(330, 3000))
    given = man.given if man.given != elder.given else chance.choice(("Ярослав", "Глеб"))
    home = man._replace(region=elder.region, settlement=elder.settlement)
    return home._replace(surname=elder.surname, given=given, father=elder.father, born=born)


def _son(father: Man, man: Man) -> Man:
    born = min(father.born + timedelta(days=8_400), FIRST_DAY - timedelta(days=6_700))
    home = man._replace(region=father.region, settlement=father.settlement)
    return home._replace(surname=father.surname, father=father.given, born=born)


def _namesake(other: Man, man: Man, chance: Random) -> Man:
    """Another man of the same full name, three years older or younger, now and then of one region."""
    apart = timedelta(days=chance.choice((-1, 1)) * chance.randrange(1_100, 6_000))
    born = other.born + apart
    if not 18 <= (man.died - born).days / 365.25 <= 68:
        born = other.born - apart
    region = other.region if chance.random() < 0.4 else man.region
    named = man._replace(surname=other.surname, given=other.given, father=other.father)
    return named._replace(born=born, region=region)


def _counts(name: str) -> dict[str, float]:
    lines = (FREQUENCIES / f"{name}.tsv").read_text("utf-8").splitlines()
    return {text: float(count) for text, count in (line.split("\t") for line in lines)}
