"""`sinodik changes`: the feed by which a pipeline stays in step."""

import sys

import click

from archive.home import Home
from desk.commands.counting_options import mistakes_in_one_line
from desk.commands.options import home_option
from desk.publication.showing import Tier


@click.command(epilog="Example: sinodik changes --since 1200@3f9c0a1b2c4d5e6f --limit 500")
@home_option
@click.option(
    "--since",
    default="0",
    show_default=True,
    metavar="CURSOR",
    help="The cursor of the last line taken, or of an export; or its number alone.",
)
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=1000, show_default=True, help="Lines at most."
)
@click.option(
    "--tier",
    type=click.Choice(["public", "partner"]),
    default="public",
    show_default=True,
    help="What is given of each person (docs/publication.md).",
)
@click.option("--schema", is_flag=True, help="Print the JSON Schema of a line, and nothing else.")
def changes(home: Home, since: str, limit: int, tier: Tier, schema: bool) -> None:
    """Print what became of each person since a cursor, as JSON Lines (docs/pipeline.md).

    Fewer lines than --limit are all there are. A cursor that is not of this archive is refused, exit code 1:
    take a full export and go on from its cursor.
    """
    from desk.counting.archived import one_moment
    from desk.feed.lines import changes as lines
    from desk.feed.schema import SHIPPED

    if schema:
        sys.stdout.write(SHIPPED.read_text("utf-8"))
        return
    with mistakes_in_one_line(), one_moment(home) as db:
        for line in lines(db, since, limit, tier):
            sys.stdout.buffer.write(line)
