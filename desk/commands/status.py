"""`sinodik status`: where an archive stands. `sinodik issues`: what a person should look at."""

import click

from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.issues import NotOpen
from archive.issues import settle as settle_issue
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
@click.option("--settle", metavar="ISSUE", help="Settle this one instead; say why with --why.")
@click.option("--why", help="What was done about it, or why nothing is to be done.")
@json_option
def issues(home: Home, settle: str | None, why: str | None, as_json: bool) -> None:
    """List what a person should look at, oldest first, or settle it.

    What a later run finds well is settled by that run. What a person settled of a source's health is not
    raised again for thirty days.
    """
    if bool(settle) != bool(why):
        raise click.UsageError("--settle ISSUE and --why REASON go together")
    if settle and why:
        _settle(home, settle, why)
    show(standing.open_issues(connect(home, readonly=True)), title="Open issues", as_json=as_json)


def _settle(home: Home, issue: str, why: str) -> None:
    try:
        settle_issue(connect(home), Clock.from_environment(), issue, why)
    except NotOpen as error:
        raise click.UsageError(str(error)) from error
