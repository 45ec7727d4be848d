"""`sinodik import`: captures made by others."""

from pathlib import Path

import click

from archive.clock import Clock
from archive.home import Home
from archive.imports.container import NotAnArchive
from desk.commands.options import home_option, json_option, sources_option
from desk.commands.sources import chosen_sources
from desk.screen import counting, screen, show


@click.command("import", epilog="Example: sinodik import page.wacz --source kamenka --home /srv/sinodik")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", required=True, metavar="ID", help="The source whose pages they are.")
@click.option("--note", help="What there is to say of the file: who made it, when, why.")
@home_option
@sources_option
@json_option
def import_(
    file: Path, source: str, note: str | None, home: Home, sources: Path | None, as_json: bool
) -> None:
    """Take in the captures of FILE (WARC or WACZ), made by wget, browsertrix, ArchiveWeb.page or another.

    Digests are verified first; blocks are copied byte for byte and marked as made by others. A file given
    twice adds nothing. `sinodik parse` then reads the pages. Exit code 1: records were passed over, see
    `sinodik issues`; 2: the file is no archive.
    """
    from desk.importing import import_captures

    (chosen,) = chosen_sources(sources, [source])
    clock = Clock.from_environment()
    try:
        with counting("importing") as progress:
            report = import_captures(home, chosen, file, clock=clock, note=note, progress=progress)
    except NotAnArchive as error:
        raise click.UsageError(str(error)) from error
    show([report.summary()], title=f"Imported {file.name} in run {report.run}", as_json=as_json)
    for fault in report.imported.faults[:5]:
        screen().print(f"passed over at byte {fault.offset}: {fault.url} {fault.why}")
    raise click.exceptions.Exit(report.exit_code)
