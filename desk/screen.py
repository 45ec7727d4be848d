"""The terminal: one console for messages (standard error), progress, and tables or JSON (standard output)."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Literal, TypeVar

from msgspec import json
from rich.box import SIMPLE
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table

Thing = TypeVar("Thing")


def screen() -> Console:
    """The console for messages; standard output stays for what a pipe would want."""
    return Console(stderr=True, soft_wrap=True, highlight=False)


def progress() -> Progress:
    """A progress bar that disappears when the work is done and is silent where no one looks."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    return Progress(*columns, console=screen(), transient=True, disable=not sys.stderr.isatty())


def track(things: Iterable[Thing], what: str, total: int | None) -> Iterator[Thing]:
    """Pass `things` through, counting them on a progress bar."""
    with progress() as bar:
        yield from bar.track(things, total=total, description=what)


@contextmanager
def counting(what: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar as a function of how many of how many are done."""
    with progress() as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@contextmanager
def stages() -> Iterator[Callable[[str, int, int | None], None]]:
    """A progress bar for each stage, as a function of the stage, how much is done, and of how much."""
    with progress() as bar:
        tasks: dict[str, TaskID] = {}

        def told(stage: str, done: int, total: int | None) -> None:
            if stage not in tasks:
                tasks[stage] = bar.add_task(stage, total=total)
            bar.update(tasks[stage], completed=done, total=total)

        yield told


def show(rows: Sequence[dict[str, object]], *, title: str, as_json: bool) -> None:
    """Print rows of one shape as a table, or as JSON on standard output.

    The first column, by which a row is called, is never broken; the others fold.
    """
    if as_json:
        print_json(rows)
        return
    if not rows:
        sys.stdout.write(f"{title}: nothing\n")
        return
    table = plain_table(title)
    for place, column in enumerate(rows[0]):
        right = all(isinstance(row[column], int) for row in rows)
        justify: Literal["left", "right"] = "right" if right else "left"
        table.add_column(column.replace("_", " "), justify=justify, overflow="fold", no_wrap=place == 0)
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    Console(highlight=False).print(table)


def plain_table(title: str, *, footer: bool = False) -> Table:
    """A table without a frame, that fits many columns into a terminal of 80."""
    return Table(title=title, title_justify="left", show_footer=footer, box=SIMPLE, padding=(0, 1, 0, 0))


def print_json(found: object) -> None:
    """Print to standard output, indented."""
    sys.stdout.buffer.write(json.format(json.encode(found), indent=2) + b"\n")
