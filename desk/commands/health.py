"""`sinodik health`: is each source what it was?"""

from pathlib import Path

import click
from msgspec import structs

from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from desk.commands.options import home_option, json_option, sources_option
from desk.commands.sources import chosen_sources
from desk.screen import print_json

NIGHTS_SHOWN = 30


@click.command(epilog="Example: sinodik health kamenka --home /srv/sinodik")
@click.argument("source", required=False)
@home_option
@sources_option
@json_option
def health(source: str | None, home: Home, sources: Path | None, as_json: bool) -> None:
    """Show how each source stands, or how the last thirty nights of SOURCE went.

    States: good; look: a person should look; failing: what it publishes is being missed; paused and
    unverified: not crawled. Fill rates, refusals and failures are of the last thirty days. Exit code 1: a
    source is to be looked at or failing (docs/operations.md).
    """
    from desk.health.night import nights
    from desk.health.printed import print_nights, print_standings
    from desk.health.standing import standings

    db, now = connect(home, readonly=True), Clock.from_environment().now()
    found = standings(db, now, chosen_sources(sources, [source] if source else []))
    its = nights(db, now, source=source).get(source, [])[-NIGHTS_SHOWN:] if source else []
    if as_json:
        rows = [structs.asdict(one) for one in found]
        print_json({**rows[0], "nights": its} if source else rows)
    elif source:
        print_nights(found[0], its)
    else:
        print_standings(found)
    raise click.exceptions.Exit(1 if {"look", "failing"} & {one.state for one in found} else 0)
