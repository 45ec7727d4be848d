"""`sinodik parse`: read what has not been read by the current version."""

import click
from msgspec import structs

from archive import runs
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from desk.commands.options import home_option, json_option, workers_option
from desk.screen import counting, show


@click.command(epilog="Example: sinodik parse --home /srv/sinodik --workers 4")
@home_option
@workers_option
@json_option
def parse(home: Home, workers: int | None, as_json: bool) -> None:
    """Read every kept page that the current reader and parsers have not read yet.

    A mention that is read again keeps its id. Exit code 1: some pages could not be read; see `sinodik
    issues`.
    """
    from desk.parsing import Parser

    clock = Clock.from_environment()
    with home.lock("parse"):
        db = connect(home)
        run = runs.start(db, clock, "parse", {})
        with counting("reading") as progress:
            report = Parser(home, db, clock, run).parse(workers=workers, progress=progress)
        exit_code = 1 if report.unread else 0
        runs.end(db, clock, run, exit_code, structs.asdict(report))
    show([structs.asdict(report)], title="Parsed", as_json=as_json)
    raise click.exceptions.Exit(exit_code)
