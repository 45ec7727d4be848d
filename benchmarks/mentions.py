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
REPOST = 0.15
WRONG_CASE, TYPO, LATIN, SWAPPED, INITIAL = 0.05, 0.02, 0.015, 0.02, 0.02
REGION, WRONG_REGION, RANK, UNIT, CATEGORY = 0.85, 0.03, 0.4, 0.12, 0.3
FUNERAL_AS_DEATH, WRONG_DAY, WRONG_AGE = 0.03, 0.01, 0.03


def mentions(people: list[Man], how_many: int, chance: Random, world: World) -> list[tuple[int, Row]]:
    """Each mention with the number of its man; in no order."""
    counts = _counts(len(people), how_many, chance)
    found: list[tuple[int, Row]] = []
    for number, (man, count) in enumerate(zip(people, counts, strict=True)):
        said: list[Row] = []
        for _ in range(count):
            again = bool(said) and chance.random() < REPOST
            said.append(_repost(chance.choice(said), chance) if again else _mention(man, chance, world))
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


def _mention(man: Man, chance: Random, world: World) -> Row:
    kind = chance.choices(KINDS, [k.share for k in KINDS])[0]
    row: Row = dict.fromkeys(COLUMNS)
    row |= _name(man, kind, chance) | _dates(man, kind, chance) | _place(man, kind, chance, world)
    if chance.random() < RANK:
        row["rank"] = man.rank
    if chance.random() < UNIT:
        row["unit"] = man.unit
    if chance.random() < CATEGORY:
        row["category"] = man.category
    row["source"] = f"{kind.name}-{chance.randrange(60)}"
    return row


def _name(man: Man, kind: Habits, chance: Random) -> Row:
    parts = {"surname": man.surname, "given": man.given, "patronymic": spelling.patronymic_of(man.father)}
    if chance.random() >= kind.patronymic:
        del parts["patronymic"]
    if chance.random() < 0.5:
        parts = {part: text.replace("ё", "е").replace("Ё", "Е") for part, text in parts.items()}
    if chance.random() < INITIAL:
        parts = {p: text if p == "surname" else text[0] + "." for p, text in parts.items()}
    else:
        if chance.random() < kind.short:
            parts["given"] = spelling.short_form(man.given, chance)
        parts = {part: _slip(part, text, chance) for part, text in parts.items()}
    if chance.random() < LATIN:
        scheme = spelling.any_scheme(chance)
        parts = {part: spelling.latin(text, scheme) for part, text in parts.items()}
    if chance.random() < SWAPPED:
        parts["surname"], parts["given"] = parts["given"], parts["surname"]
    return {**parts}


def _slip(part: str, text: str, chance: Random) -> str:
    if chance.random() < WRONG_CASE:
        text = spelling.in_another_case(text, spelling.TABLES[part], chance)
    return spelling.misspelt(text, chance) if chance.random() < TYPO else text


def _dates(man: Man, kind: Habits, chance: Random) -> Row:
    died, born = man.died, man.born
    row: Row = {}
    if chance.random() < kind.birth:
        row["birth_date"] = _at_some_precision(_slipped(born, chance), (0.7, 0.75), chance)
    if chance.random() < kind.age:
        slip = chance.choice((-1, 1)) if chance.random() < WRONG_AGE else 0
        row["age"] = died.year - born.year - ((died.month, died.day) < (born.month, born.day)) + slip
    if chance.random() < kind.death:
        told = man.buried if chance.random() < FUNERAL_AS_DEATH else _slipped(died, chance)
        row["death_date"] = _at_some_precision(told, (0.75, 0.9), chance)
    if chance.random() < kind.funeral:
        row["funeral_date"] = man.buried.isoformat()
    late = chance.expovariate(1 / 9) if chance.random() < 0.75 else chance.expovariate(1 / 240)
    row["published"] = (man.buried + timedelta(days=int(late))).isoformat()
    return row


def _slipped(day: date, chance: Random) -> date:
    return day + timedelta(days=chance.choice((-1, 1, 10, 30, 365))) if chance.random() < WRONG_DAY else day


def _at_some_precision(day: date, shares: tuple[float, float], chance: Random) -> str:
    """To the day, to the month, or to the year."""
    luck = chance.random()
    return day.isoformat()[: 10 if luck < shares[0] else 7 if luck < shares[1] else 4]


def _place(man: Man, kind: Habits, chance: Random, world: World) -> Row:
    row: Row = {}
    if chance.random() < WRONG_REGION:
        row["region"] = world.places.draw(chance)[0]
        return row
    if chance.random() < REGION:
        row["region"] = man.region
    if chance.random() < kind.settlement:
        row["settlement"] = man.settlement
    return row


def _repost(first: Row, chance: Random) -> Row:
    """The same text elsewhere, up to a week later, with its own slips."""
    row = dict(first)
    day = date.fromisoformat(str(first["published"])) + timedelta(days=int(chance.expovariate(0.5)))
    row |= {"published": day.isoformat(), "source": f"repost-{chance.randrange(200)}"}
    if chance.random() < TYPO:
        row["surname"] = spelling.misspelt(str(first["surname"]), chance)
    for column in ("settlement", "unit", "patronymic"):
        if chance.random() < 0.1:
            row[column] = None
    return row


def write(persons: int, how_many: int, seed: int, out: Path, truth: Path) -> None:
    """Both tables as Parquet: the mentions, and for each its man (`mention_id, person`)."""
    chance, world = Random(seed), World()
    rows = mentions(men(persons, chance, world), how_many, chance, world)
    for place, (_, row) in enumerate(rows):
        row["mention_id"] = f"m{place:08d}"
    kinds = [(name, pa.int32() if name == "age" else pa.string()) for name in COLUMNS]
    arrays = [pa.array([row[name] for _, row in rows], kind) for name, kind in kinds]
    pq.write_table(pa.Table.from_arrays(arrays, names=COLUMNS), out, compression="zstd")
    known = {"mention_id": arrays[0], "person": pa.array([number for number, _ in rows], pa.int64())}
    pq.write_table(pa.table(known), truth, compression="zstd")


def main() -> None:
    """Writes the two files."""
    told = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    told.add_argument("--persons", type=int, default=100_000)
    told.add_argument("--mentions", type=int, default=250_000)
    told.add_argument("--seed", type=int, default=7)
    told.add_argument("--out", type=Path, required=True)
    told.add_argument("--truth", type=Path, required=True)
    given = told.parse_args()
    write(given.persons, given.mentions, given.seed, given.out, given.truth)


if __name__ == "__main__":
    main()
