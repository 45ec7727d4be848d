"""Health in the terminal: a line a source with the reasons below, or the nights of one source."""

from collections.abc import Sequence
from typing import Literal

from rich.console import Console
from rich.markup import escape

from archive.clock import stamp
from desk.health.night import Night
from desk.health.standing import SHOWN_FIELDS, Standing
from desk.screen import plain_table

NOT_CRAWLED = ("unverified", "paused")
BARS = "▁▂▃▄▅▆▇█"


def print_standings(found: Sequence[Standing]) -> None:
    """A table of the sources that are or were crawled, and a line for each that is not good."""
    known = [one for one in found if one.state not in NOT_CRAWLED or one.last_good]
    _print_rows(
        [_row(one) for one in known], f"Sources. New: in 7/30 days. Filled: % with {'/'.join(SHOWN_FIELDS)}"
    )
    out = Console(highlight=False, soft_wrap=True)
    if len(known) < len(found):
        out.print(f"{len(found) - len(known)} more are unverified or paused, and were never crawled.")
    for one in known:
        if one.why:
            out.print(f"[bold]{one.source}[/]  {one.state}: {escape(one.why)}")


def print_nights(one: Standing, its: Sequence[Night]) -> None:
    """What a source stands at, and its nights, with what they brought as bars."""
    out = Console(highlight=False, soft_wrap=True)
    out.print(f"[bold]{one.source}[/]  {one.state}{': ' if one.why else ''}{escape(one.why)}")
    out.print(f"{one.pages} pages, {one.mentions} mentions, {one.due} due, {one.vanished} vanished")
    fields = ", ".join(f"{field} {share:.0%}" for field, share in one.fill.items())
    out.print(f"Filled: {fields}" if fields else "Nobody was read in thirty days.")
    for label, numbers in (
        ("new", [night.fresh for night in its]),
        ("mentions", [night.mentions for night in its]),
    ):
        out.print(f"{label:<10}{sparkline(numbers)}  {max(numbers, default=0)} at most")
    _print_rows([_night_row(night) for night in reversed(its)], "Nights")


def sparkline(numbers: Sequence[int]) -> str:
    """A bar for each number, as high as its share of the largest; nothing for 0."""
    most = max(numbers, default=0)
    return "".join(BARS[(len(BARS) * number - 1) // most] if number else " " for number in numbers)


def _row(one: Standing) -> dict[str, object]:
    rates = (f"{one.fill[field] * 100:.0f}" if field in one.fill else "·" for field in SHOWN_FIELDS)
    return {
        "source": one.source,
        "state": one.state,
        "good": one.last_good[5:10] if one.last_good else "·",
        "pages": one.pages,
        "new": f"{one.new_7}/{one.new_30}",
        "named": one.mentions,
        "filled": "/".join(rates) if one.fill else "",
        "ref": f"{one.refused:.0%}" if one.refused else "·",
        "due": one.due,
        "gone": one.vanished,
    }


def _night_row(night: Night) -> dict[str, object]:
    return {
        "night": stamp(night.at)[:16].replace("T", " "),
        "due": night.due,
        "asked": night.fetched,
        "new": night.fresh,
        "read": night.pages,
        "naming": night.naming,
        "named": night.mentions,
        "ref": night.refused,
        "fail": night.failed,
        "stopped": night.stopped,
    }


def _print_rows(rows: Sequence[dict[str, object]], title: str) -> None:
    """A table whose first column is never broken; numbers stand to the right."""
    table = plain_table(title)
    for place, column in enumerate(rows[0] if rows else ()):
        is_number = all(isinstance(row[column], int) for row in rows)
        justify: Literal["left", "right"] = "right" if is_number else "left"
        table.add_column(column, justify=justify, no_wrap=place == 0, overflow="fold")
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row.values()))
    Console(highlight=False).print(table)
