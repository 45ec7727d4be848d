"""`sinodik check`: does everything that is kept still hold?"""

import click
from msgspec import structs

from archive.check import check as findings
from archive.home import Home
from desk.commands.options import home_option, json_option
from desk.screen import show, track


@click.command(epilog="Example: sinodik check --home /srv/sinodik")
@home_option
@json_option
def check(home: Home, as_json: bool) -> None:
    """Read every record again, recompute every digest and the log, and name what does not hold.

    Writes nothing. Exit code 1: something does not hold.
    """
    found = [structs.asdict(finding) for finding in track(findings(home), "checking", None)]
    show(found, title="What does not hold", as_json=as_json)
    raise click.exceptions.Exit(1 if found else 0)
