"""What `count` and `estimate` share: how a question to the archive or a table is put as options."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec import Struct

from archive.clock import Clock
from archive.home import Home
from desk.counting.archived import one_moment, persons_as_of, seq_as_of
from desk.counting.backlog import Backlog, backlog
from desk.counting.mistakes import Mistake
from desk.counting.person import Counted
from desk.counting.questions import Question, question
from desk.counting.rules import DEFAULT_RULE
from desk.counting.table import read_persons
from desk.screen import screen

Verb = TypeVar("Verb", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--rule",
        default=DEFAULT_RULE,
        metavar="NAME",
        show_default=True,
        help="bbc-1 or strict-1, then any of +foreign-apart, +disputed-together.",
    ),
    click.option(
        "--as-of",
        type=click.DateTime(["%Y-%m-%d"]),
        metavar="DAY",
        help="The archive as the end of this day left it, or the day the table was made (default: today).",
    ),
    click.option("--from", "since", metavar="DATE", help="Only deaths since this day, month or year."),
    click.option(
        "--to", "until", metavar="DATE", help="Only deaths up to the end of this day, month or year."
    ),
    click.option(
        "--where",
        multiple=True,
        metavar="NAME=VALUE",
        help="Only persons of whom this holds (each --where, if several): region=RU-BA,RU-TA, age=18..25.",
    ),
)


def table_argument(verb: Verb) -> Verb:
    """`[TABLE]`, a file in place of the archive."""
    path = click.Path(exists=True, dir_okay=False, path_type=Path)
    return click.argument("table", type=path, required=False)(verb)


def question_options(verb: Verb) -> Verb:
    """`--rule`, `--as-of`, `--from`, `--to`, `--where`."""
    for option in reversed(_OPTIONS):
        verb = option(verb)
    return verb


def asked(
    rule: str, as_of: datetime | None, since: str | None, until: str | None, where: tuple[str, ...]
) -> Question:
    """The question that these options put."""
    return question(rule, _day(as_of), since, until, where)


def _day(as_of: datetime | None) -> date:
    return (as_of or Clock.from_environment().now()).date()


class Register(Struct, frozen=True):
    """Who is asked about. Of an archive: the backlog, unless the day is over, and its last change."""

    persons: list[Counted]
    backlog: Backlog | None = None
    seq: int | None = None
    day_is_over: bool | None = None


def register_of(table: Path | None, home: Home, day: date) -> Register:
    """The persons of a file, or of the archive as the end of a day left it. Raises NotATable, HomeError.

    Columns of a file that no count uses are named on standard error.
    """
    if table is None:
        return _of_archive(home, day)
    found = read_persons(table)
    if found.unused:
        screen().print(f"not used of {table}: {', '.join(found.unused)}")
    return Register(found.persons)


def _of_archive(home: Home, day: date) -> Register:
    is_over = day < Clock.from_environment().now().date()
    with one_moment(home) as db:
        waiting = None if is_over else backlog(db)
        return Register(list(persons_as_of(db, day)), waiting, seq_as_of(db, day), is_over)


@contextmanager
def mistakes_in_one_line() -> Iterator[None]:
    """What was asked or given wrongly is said in one line."""
    try:
        yield
    except Mistake as error:
        raise click.ClickException(str(error)) from error
