"""`sinodik backup`: a consistent copy of the archive."""

import shutil
from pathlib import Path

import click
from msgspec import structs

from archive.backup import back_up
from archive.check import Finding, check
from archive.database import OldSchema
from archive.home import Home
from crawlers.registry import sources_folder
from desk.commands.options import home_option, json_option, sources_option
from desk.screen import counting, show, track


@click.command(epilog="Example: sinodik backup /mnt/second-disk/sinodik --home /srv/sinodik")
@click.argument("to", type=click.Path(file_okay=False, path_type=Path))
@click.option("--no-check", is_flag=True, help="Do not read the copy again (sinodik check).")
@home_option
@sources_option
@json_option
def backup(to: Path, no_check: bool, home: Home, sources: Path | None, as_json: bool) -> None:
    """Copy the archive to the folder TO, also while a crawl runs, and verify every record of the copy.

    Called again with the same folder it copies only what is new. The copy is a home of its own: `--home TO`
    reads it, and copied back it is the archive. The sources are copied to TO/sources. Exit code 1: something
    does not hold.
    """
    with counting("copying") as progress:
        done = back_up(home, to, progress)
    folder = sources_folder(sources)
    if folder.is_dir() and folder.resolve() != (to / "sources").resolve():
        shutil.copytree(folder, to / "sources", dirs_exist_ok=True)
    wrong = [] if no_check else _checked(Home(to))
    row = {**structs.asdict(done), "short": len(done.short), "wrong": len(wrong)}
    show([row], title=f"Backed up to {to}", as_json=as_json)
    for finding in wrong[:20]:
        click.echo(f"{finding.kind} {finding.where}: {finding.detail}", err=True)
    raise click.exceptions.Exit(1 if wrong or done.short else 0)


def _checked(copy: Home) -> list[Finding]:
    try:
        return list(track(check(copy), "checking", None))
    except OldSchema:
        return [Finding("not checked", str(copy.path), "an older version wrote it: check it with that one")]
