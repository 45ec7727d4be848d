"""`sinodik report`: a run as one page of HTML."""

from pathlib import Path

import click

from archive import runs
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from desk.commands.options import home_option, sources_option
from desk.commands.sources import read_sources


@click.command(epilog="Example: sinodik report --home /srv/sinodik")
@click.argument("run", required=False)
@home_option
@sources_option
def report(run: str | None, home: Home, sources: Path | None) -> None:
    """Write the report of RUN (default: the last nightly run) to HOME/reports/RUN.html, and say where it is.

    `sinodik nightly` writes it at its end. It is one file, without scripts, and loads nothing.
    """
    from desk.reports.writing import write_report

    chosen = run or _last_night(home)
    try:
        click.echo(write_report(home, chosen, read_sources(sources), Clock.from_environment()))
    except runs.UnknownRun as error:
        raise click.UsageError(str(error)) from error


def _last_night(home: Home) -> str:
    db = connect(home, readonly=True)
    try:
        last = runs.last(db, "nightly")
    finally:
        db.close()
    if last is None:
        raise click.UsageError("there was no nightly run yet: name another run")
    return last.id
