"""`sinodik status`: where an archive stands. `sinodik issues`: what a person should look at."""

import click

from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from desk import status as standing
from desk.commands.options import home_option, json_option
from desk.screen import print_json, screen, show


@click.command(epilog="Example: sinodik status --home /srv/sinodik")
@home_option
@json_option
def status(home: Home, as_json: bool) -> None:
    """Show what is known, kept, read and waiting, by source, and how the last run ended."""
    db = connect(home, readonly=True)
    sources, last = standing.by_source(db, Clock.from_environment()), standing.last_run(db)
    if as_json:
        print_json({"last_run": last, "sources": sources})
        return
    show(sources, title=f"{home.path}", as_json=False)
    if last:
        ended = (
            f"ended {last['ended']} with {last['exit_code']}"
            if last["ended"]
            else "has not ended (killed, or still going)"
        )
        screen().print(f"Last run: {last['kind']} {last['run']}, started {last['started']}, {ended}.")


@click.command(epilog="Example: sinodik issues --home /srv/sinodik --json")
@home_option
@json_option
def issues(home: Home, as_json: bool) -> None:
    """List what a person should look at, oldest first."""
    show(standing.open_issues(connect(home, readonly=True)), title="Open issues", as_json=as_json)
