"""`sinodik datasette`: a published set as Datasette opens it."""

from pathlib import Path

import click


@click.command(epilog="Example: sinodik datasette /srv/www/count/current --out /srv/datasette")
@click.argument("published", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(file_okay=False, path_type=Path), required=True, help="Where the files go."
)
def datasette(published: Path, out: Path) -> None:
    """Write the set in the folder PUBLISHED as a SQLite file, and what Datasette is to say of it.

    Of what the set does not give, nothing is in the file.
    """
    from desk.web.datasette import NotASet, write

    try:
        database, metadata = write(published, out)
    except NotASet as error:
        raise click.UsageError(str(error)) from error
    click.echo(f"datasette {database} --metadata {metadata}")
