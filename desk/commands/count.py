"""`sinodik count`: so many named dead, by a rule that anyone can read."""

import csv
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

import click
from msgspec import structs

from archive.home import Home
from desk.commands.counting_options import (
    asked,
    mistakes_in_one_line,
    question_options,
    register_of,
    table_argument,
)
from desk.commands.options import home_option, json_option
from desk.counting.backlog import Backlog
from desk.counting.counts import count as count_persons
from desk.counting.dimensions import DIMENSIONS
from desk.counting.person import Counted
from desk.counting.printed import print_count
from desk.counting.questions import Question
from desk.screen import print_json


@click.command(epilog="Example: sinodik count --by month --from 2024-01 --to 2024-06 --as-of 2024-12-31")
@table_argument
@home_option
@click.option("--by", type=click.Choice(list(DIMENSIONS)), help="Split the count; the rows sum to it.")
@question_options
@click.option(
    "--backlog",
    type=click.IntRange(0),
    metavar="N",
    help="With TABLE: mentions not worked through, said beside the count.",
)
@click.option(
    "--manifest",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a CSV that says of every person: included, or why not.",
)
@json_option
def count(
    table: Path | None,
    home: Home,
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
    """Count the named dead of the archive, or of TABLE: Parquet or CSV, one row a person.

    The number is a floor. Beside it stand how each death was dated, how many are unknown, whom the rule
    leaves out and why, and what was not worked through yet. With --as-of, the archive is counted as the end
    of that day (UTC) left it: the same number whenever it is asked for (docs/counting.md).
    """
    if backlog is not None and table is None:
        raise click.UsageError("--backlog belongs to TABLE: of the archive it is known")
    with mistakes_in_one_line():
        question = asked(rule, as_of, since, until, where)
        register = register_of(table, home, question.as_of)
        waiting = register.backlog if backlog is None else Backlog(backlog)
        found = count_persons(register.persons, question, by=by, backlog=waiting)
    found = structs.replace(found, as_of_seq=register.seq, day_is_over=register.day_is_over)
    if manifest:
        _write(manifest, register.persons, question)
    if as_json:
        print_json({"headline": found.headline, **structs.asdict(found)})
    else:
        print_count(found)


def _write(manifest: Path, persons: Iterable[Counted], question: Question) -> None:
    with manifest.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(("person", "verdict"))
        rows.writerows((person.person, question.verdict(person)) for person in persons)
