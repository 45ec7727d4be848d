"""`sinodik link`: which mentions are one man."""

from pathlib import Path

import click
from msgspec import structs

from desk.commands.options import json_option
from desk.linkage.errors import BadTable
from desk.screen import show, stages


@click.group(epilog="Example: sinodik link table mentions.parquet --out persons.parquet")
def link() -> None:
    """Find which mentions are one man."""


@link.command(epilog="Example: sinodik link table mentions.parquet --out persons.parquet --json")
@click.argument("mentions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The Parquet file to write."
)
@click.option(
    "--memory", default="1GB", show_default=True, help="What DuckDB may hold before it turns to files."
)
@json_option
def table(mentions: Path, out: Path, memory: str, as_json: bool) -> None:
    """Link the Parquet table MENTIONS, outside any archive: mention_id, person_id, score.

    MENTIONS has the columns mention_id, surname, given, patronymic, birth_date, age, death_date,
    funeral_date, published, region, settlement, rank, unit, category, source; dates are ISO prefixes, and
    anything but the id may be null. The same mentions give the same persons in whatever order they come.
    """
    from desk.linkage.linking import link_table

    try:
        with stages() as progress:
            done = link_table(mentions, out, progress, memory)
    except BadTable as error:
        raise click.ClickException(str(error)) from error
    show([structs.asdict(done)], title=f"Linked into {out}", as_json=as_json)


@link.command(epilog="Example: sinodik link explain mentions.parquet m00000017 m00000042 --picture why.svg")
@click.argument("mentions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("one")
@click.argument("other")
@click.option(
    "--picture", type=click.Path(dir_okay=False, path_type=Path), help="An SVG file to draw it into."
)
@json_option
def explain(mentions: Path, one: str, other: str, picture: Path | None, as_json: bool) -> None:
    """Why two mentions of the table MENTIONS are one man or two: each comparison and its weight in bits."""
    from desk.linkage.explaining import explain_pair, waterfall

    try:
        reasons = explain_pair(mentions, one, other)
    except BadTable as error:
        raise click.ClickException(str(error)) from error
    if picture:
        picture.write_text(waterfall(reasons), "utf-8")
    show([structs.asdict(reason) for reason in reasons], title=f"{one} and {other}", as_json=as_json)
