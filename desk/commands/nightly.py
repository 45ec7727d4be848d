"""`sinodik nightly`: the whole night in one command."""

from collections.abc import Sequence
from pathlib import Path

import click

from archive.clock import Clock
from archive.home import Home
from crawlers.source import SourceConfig
from desk.commands.options import home_option, json_option, loopback_option, sources_option, workers_option
from desk.commands.sources import chosen_sources
from desk.screen import print_json, screen, stages


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
    """Crawl what is due, read what is new, and report: here, and in HOME/reports.

    Killed at any moment, it goes on where it was when called again. Exit code 0: good; 1: something needs a
    person (`sinodik issues`); 2: the night failed. Of 1 and 2 it sends word, if that is set up (`sinodik
    notify`).
    """
    from desk.nightly import run_night
    from desk.notices.notice import of_last_run
    from desk.notices.telling import tell, telling_of_failure
    from desk.report import print_night, report_rows

    clock = Clock.from_environment()
    with telling_of_failure(home), stages() as progress:
        chosen = chosen_sources(sources, only)
        report = run_night(home, chosen, clock=clock, workers=workers, loopback=loopback, progress=progress)
    if as_json:
        print_json(report_rows(report))
    else:
        print_night(report)
    _write_report(home, report.run, chosen, clock)
    if report.exit_code and (notice := of_last_run(home)):
        tell(notice)
    raise click.exceptions.Exit(report.exit_code)


def _write_report(home: Home, run: str, sources: Sequence[SourceConfig], clock: Clock) -> None:
    """The report as a file; what hinders it is said, and does not make the night fail."""
    from desk.reports.writing import write_report

    try:
        at = write_report(home, run, sources, clock)
    except OSError as error:
        screen().print(f"The report could not be written: {error}")
    else:
        screen().print(f"Report: {at}")
