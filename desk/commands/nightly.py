"""`sinodik nightly`: the whole night in one command."""

from pathlib import Path

import click

from archive.clock import Clock
from archive.home import Home
from desk.commands.options import home_option, json_option, loopback_option, sources_option, workers_option
from desk.commands.sources import chosen_sources
from desk.screen import print_json, stages


@click.command(epilog="Example: sinodik nightly --home /srv/sinodik --source kamenka --source volna")
@home_option
@sources_option
@click.option("--source", "only", multiple=True, metavar="ID", help="Only this source; may be given again.")
@workers_option
@loopback_option
@json_option
def nightly(
    home: Home,
    sources: Path | None,
    only: tuple[str, ...],
    workers: int | None,
    loopback: bool,
    as_json: bool,
) -> None:
    """Crawl what is due, read what is new, and report.

    Killed at any moment, it goes on where it was when called again. Exit code 0: good; 1: something needs a
    person (`sinodik issues`); 2: the night failed.
    """
    from desk.nightly import run_night
    from desk.report import print_night, report_rows

    with stages() as progress:
        report = run_night(
            home,
            chosen_sources(sources, only),
            clock=Clock.from_environment(),
            workers=workers,
            loopback=loopback,
            progress=progress,
        )
    if as_json:
        print_json(report_rows(report))
    else:
        print_night(report)
    raise click.exceptions.Exit(report.exit_code)
