"""What `count` and `estimate` share: how a question to a table of persons is put on the command line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click

from archive.clock import Clock
from desk.counting.mistakes import Mistake
from desk.counting.person import Counted
from desk.counting.questions import Question, question
from desk.counting.table import read_persons
from desk.screen import screen

Verb = TypeVar("Verb", bound=Callable[..., Any])
DEFAULT_RULE = "bbc-1"

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
        help="The day the table was made, from which the provisional window runs back (default: today).",
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


def persons_of(table: Path) -> list[Counted]:
    """The persons of a file; its columns that no count uses are named on standard error."""
    found = read_persons(table)
    if found.unused:
        screen().print(f"not used of {table}: {', '.join(found.unused)}")
    return found.persons


@contextmanager
def mistakes_in_one_line() -> Iterator[None]:
    """What was asked or given wrongly is said in one line."""
    try:
        yield
    except Mistake as error:
        raise click.ClickException(str(error)) from error
