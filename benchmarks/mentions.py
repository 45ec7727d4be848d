r"""Synthetic mentions with the truth about who is who.

    python -m benchmarks.mentions --persons 100000 --mentions 250000 --seed 7 --out X.parquet \
        --truth T.parquet

Invented men (benchmarks.mentions_people) as sources of three kinds would name them: papers, books of memory,
channels, each with its own habits of what is said; with the mistakes of benchmarks.mentions_spelling, wrong
regions, a funeral's date taken for the death's, and reposts. The shares below are near those of real pages.
"""

import argparse
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks import mentions_spelling as spelling
from benchmarks.mentions_people import Man, World, men

COLUMNS = (
    *("mention_id", "surname", "given", "patronymic", "birth_date", "age", "death_date", "funeral_date"),
    *("published", "region", "settlement", "rank", "unit", "category", "source"),
)
MOST = 12
"""Mentions of one man at the most."""
Row = dict[str, str | int | None]


class Habits(NamedTuple):
    """How often a kind of source says a thing."""

    name: str
    share: float
    patronymic: float
    birth: float
    age: float
    death: float
    funeral: float
    settlement: float
    short: float


KINDS = (
    Habits("paper", 0.5, 0.35, 0.08, 0.55, 0.32, 0.16, 0.6, 0.02),
    Habits("memorial", 0.2, 0.9, 0.65, 0.2, 0.6, 0.05, 0.5, 0.0),
    Habits("channel", 0.3, 0.35, 0.1, 0.55, 0.25, 0.12, 0.5, 0.06),
)


class Rates(NamedTuple):
    """How often a thing is said, or said wrong; `late`: days from a funeral to its report, on average, of
    those that are soon and of those that are not."""

    kinds: tuple[Habits, ...] = KINDS
    repost: float = 0.15
    wrong_case: float = 0.05
    typo: float = 0.02
    latin: float = 0.015
    swapped: float = 0.02
    initial: float = 0.02
    region: float = 0.85
    wrong_region: float = 0.03
    rank: float = 0.4
    unit: float = 0.12
    category: float = 0.3
    funeral_as_death: float = 0.03
    wrong_day: float = 0.01
    wrong_age: float = 0.03
    soon: float = 0.75
    late: tuple[float, float] = (9.0, 240.0)


USUAL = Rates()


def mentions(
    people: list[Man], how_many: int, chance: Random, world: World, rates: Rates = USUAL
) -> list[tuple[int, Row]]:
    """Each mention with the number of its man; in no order."""
    counts = _counts(len(people), how_many, chance)
    found: list[tuple[int, Row]] = []
    for number, (man, count) in enumerate(zip(people, counts, strict=True)):
        said: list[Row] = []
        for _ in range(count):
            again = bool(said) and chance.random() < rates.repost
            said.append(
                _repost(chance.choice(said), chance, rates) if again else _mention(man, chance, world, rates)
            )
        found += [(number, row) for row in said]
    chance.shuffle(found)
    return found


def _counts(persons: int, how_many: int, chance: Random) -> list[int]:
    """One each, and the rest to those who already draw: few men have many."""
    fame = [chance.gammavariate(0.9, 1.0) for _ in range(persons)]
    counts = [1] * persons
    for number in chance.choices(range(persons), fame, k=max(0, how_many - persons) * 2):
        if how_many <= persons:
            break
        if counts[number] < MOST:
            counts[number] += 1
            how_many -= 1
    return counts


def _mention(man: Man, chance: Random, world: World, rates: Rates) -> Row:
    kind = chance.choices(rates.kinds, [k.share for k in rates.kinds])[0]
    row: Row = dict.fromkeys(COLUMNS)
    row |= _name(man, kind, chance, rates) | _dates(man, kind, chance, rates)
    row |= _place(man, kind, chance, world, rates)
    if chance.random() < rates.rank:
        row["rank"] = man.rank
    if chance.random() < rates.unit:
        row["unit"] = man.unit
    if chance.random() < rates.category:
        row["category"] = man.category
    row["source"] = f"{kind.name}-{chance.randrange(60)}"
    return row


def _name(man: Man, kind: Habits, chance: Random, rates: Rates) -> Row:
    parts = {"surname": man.surname, "given": man.given, "patronymic": spelling.patronymic_of(man.father)}
    if chance.random() >= kind.patronymic:
        del parts["patronymic"]
    if chance.random() < 0.5:
        parts = {part: text.replace("ё", "е").replace("Ё", "Е") for part, text in parts.items()}
    if chance.random() < rates.initial:
        parts = {p: text if p == "surname" else text[0] + "." for p, text in parts.items()}
    else:
        if chance.random() < kind.short:
            parts["given"] = spelling.short_form(man.given, chance)
        parts = {part: _slip(part, text, chance, rates) for part, text in parts.items()}
    if chance.random() < rates.latin:
        scheme = spelling.any_scheme(chance)
        parts = {part: spelling.latin(text, scheme) for part, text in parts.items()}
    if chance.random() < rates.swapped:
        parts["surname"], parts["given"] = parts["given"], parts["surname"]
    return {**parts}


def _slip(part: str, text: str, chance: Random, rates: Rates) -> str:
    if chance.random() < rates.wrong_case:
        text = spelling.in_another_case(text, spelling.TABLES[part], chance)
    return spelling.misspelt(text, chance) if chance.random() < rates.typo else text


def _dates(man: Man, kind: Habits, chance: Random, rates: Rates) -> Row:
    died, born = man.died, man.born
    row: Row = {}
    if chance.random() < kind.birth:
        row["birth_date"] = _at_some_precision(_slipped(born, chance, rates), (0.7, 0.75), chance)
    if chance.random() < kind.age:
        slip = chance.choice((-1, 1)) if chance.random() < rates.wrong_age else 0
        row["age"] = died.year - born.year - ((died.month, died.day) < (born.month, born.day)) + slip
    if chance.random() < kind.death:
        told = man.buried if chance.random() < rates.funeral_as_death else _slipped(died, chance, rates)
        row["death_date"] = _at_some_precision(told, (0.75, 0.9), chance)
    if chance.random() < kind.funeral:
        row["funeral_date"] = man.buried.isoformat()
    late = chance.expovariate(1 / rates.late[chance.random() >= rates.soon])
    row["published"] = (man.buried + timedelta(days=int(late))).isoformat()
    return row


def _slipped(day: date, chance: Random, rates: Rates) -> date:
    return (
        day + timedelta(days=chance.choice((-1, 1, 10, 30, 365)))
        if chance.random() < rates.wrong_day
        else day
    )


def _at_some_precision(day: date, shares: tuple[float, float], chance: Random) -> str:
    """To the day, to the month, or to the year."""
    luck = chance.random()
    return day.isoformat()[: 10 if luck < shares[0] else 7 if luck < shares[1] else 4]


def _place(man: Man, kind: Habits, chance: Random, world: World, rates: Rates) -> Row:
    row: Row = {}
    if chance.random() < rates.wrong_region:
        row["region"] = world.places.draw(chance)[0]
        return row
    if chance.random() < rates.region:
        row["region"] = man.region
    if chance.random() < kind.settlement:
        row["settlement"] = man.settlement
    return row


def _repost(first: Row, chance: Random, rates: Rates) -> Row:
    """The same text elsewhere, up to a week later, with its own slips."""
    row = dict(first)
    day = date.fromisoformat(str(first["published"])) + timedelta(days=int(chance.expovariate(0.5)))
    row |= {"published": day.isoformat(), "source": f"repost-{chance.randrange(200)}"}
    if chance.random() < rates.typo:
        row["surname"] = spelling.misspelt(str(first["surname"]), chance)
    for column in ("settlement", "unit", "patronymic"):
        if chance.random() < 0.1:
            row[column] = None
    return row


def write(persons: int, how_many: int, seed: int, out: Path, truth: Path, rates: Rates = USUAL) -> None:
    """Both tables as Parquet: the mentions, and for each its man (`mention_id, person`)."""
    chance, world = Random(seed), World()
    rows = mentions(men(persons, chance, world), how_many, chance, world, rates)
    for place, (_, row) in enumerate(rows):
        row["mention_id"] = f"m{place:08d}"
    kinds = [(name, pa.int32() if name == "age" else pa.string()) for name in COLUMNS]
    arrays = [pa.array([row[name] for _, row in rows], kind) for name, kind in kinds]
    pq.write_table(pa.Table.from_arrays(arrays, names=COLUMNS), out, compression="zstd")
    known = {"mention_id": arrays[0], "person": pa.array([number for number, _ in rows], pa.int64())}
    pq.write_table(pa.table(known), truth, compression="zstd")


def main() -> None:
    """Writes the two files."""
    from benchmarks.mentions_worlds import NAMES, world  # it is made of this module's rates

    told = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    told.add_argument("--persons", type=int, default=100_000)
    told.add_argument("--mentions", type=int, default=250_000)
    told.add_argument("--seed", type=int, default=7)
    told.add_argument("--world", choices=NAMES, default="usual")
    told.add_argument("--out", type=Path, required=True)
    told.add_argument("--truth", type=Path, required=True)
    given = told.parse_args()
    write(given.persons, given.mentions, given.seed, given.out, given.truth, world(given.world, given.seed))


if __name__ == "__main__":
    main()
