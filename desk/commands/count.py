"""`sinodik count`: so many named dead, by a rule that anyone can read."""

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click
from msgspec import structs

from desk.commands.counting_options import asked, mistakes_in_one_line, persons_of, question_options
from desk.commands.options import json_option
from desk.counting.counts import count as count_persons
from desk.counting.dimensions import DIMENSIONS
from desk.counting.person import Counted
from desk.counting.printed import print_count
from desk.counting.questions import Question
from desk.screen import print_json


@click.command(epilog="Example: sinodik count persons.parquet --by month --from 2024-01 --to 2024-06")
@click.argument("table", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", type=click.Choice(list(DIMENSIONS)), help="Split the count; the rows sum to it.")
@question_options
@click.option(
    "--backlog",
    type=click.IntRange(0),
    metavar="N",
    help="Mentions not worked through, said beside the count.",
)
@click.option(
    "--manifest",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a CSV that says of every person: included, or why not.",
)
@json_option
def count(
    table: Path,
    by: str | None,
    rule: str,
    as_of: datetime | None,
    since: str | None,
    until: str | None,
    where: tuple[str, ...],
    backlog: int | None,
    manifest: Path | None,
    as_json: bool,
) -> None:
    """Count the named dead of TABLE, Parquet or CSV, one row a person (docs/counting.md).

    The number is a floor. Beside it stand how each death was dated, how many are unknown, and whom the rule
    leaves out and why.
    """
    with mistakes_in_one_line():
        question = asked(rule, as_of, since, until, where)
        persons = persons_of(table)
        found = count_persons(persons, question, by=by, backlog=backlog)
    if manifest:
        _write(manifest, persons, question)
    if as_json:
        print_json({"headline": found.headline, **structs.asdict(found)})
    else:
        print_count(found)


def _write(manifest: Path, persons: Iterable[Counted], question: Question) -> None:
    with manifest.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(("person", "verdict"))
        rows.writerows((person.person, question.verdict(person)) for person in persons)
