"""`sinodik link`: which mentions are one man."""

from pathlib import Path

import click
from msgspec import structs

from archive import issues, runs
from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.persons import UnknownPerson
from desk.commands.options import home_option, json_option
from desk.linkage.errors import BadTable, Stale
from desk.screen import print_json, show, stages


@click.group(invoke_without_command=True, epilog="Example: sinodik link --home /srv/sinodik")
@home_option
@click.option("--anew", is_flag=True, help="Compare all mentions with each other, not only new ones.")
@json_option
@click.pass_context
def link(context: click.Context, home: Home, anew: bool, as_json: bool) -> None:
    """Find which mentions are one man: of the archive, as each night does, or of a table (link table).

    Ids are kept: a merged one leads to the other for ever, a split gives a new one. What people judged holds.
    Where nothing is new, nothing changes. Exit code 1: something needs a person (sinodik issues).
    """
    if context.invoked_subcommand is None:
        _link_archive(home, anew, as_json)


def _link_archive(home: Home, anew: bool, as_json: bool) -> None:
    from desk.persons.nightly import link as link_archive
    from desk.report import linked

    clock = Clock.from_environment()
    with home.lock("link"), stages() as progress:
        db = connect(home)
        run = runs.start(db, clock, "link", {"anew": anew})
        report = link_archive(home, db, clock, run, anew=anew, progress=progress)
        exit_code = 1 if issues.open_issues(db, run=run) else 0
        runs.end(db, clock, run, exit_code, {"link": structs.asdict(report)})
        db.close()
    if as_json:
        print_json([structs.asdict(report)])
    else:
        click.echo(f"{report.mentions} mentions, model {report.model}: {linked(report)}")
    raise click.exceptions.Exit(exit_code)


@link.command(epilog="Example: sinodik link table mentions.parquet --out persons.parquet --json")
@click.argument("mentions", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The Parquet file to write."
)
@click.option(
    "--memory", default="1GB", show_default=True, help="What DuckDB may hold before it turns to files."
)
@click.option(
    "--into",
    type=click.Path(dir_okay=False, path_type=Path),
    help="A file that keeps what was linked before: MENTIONS join it, and the answer has all of it.",
)
@json_option
def table(mentions: Path, out: Path, memory: str, into: Path | None, as_json: bool) -> None:
    """Link the Parquet table MENTIONS, outside any archive: mention_id, person_id, score.

    MENTIONS has the columns mention_id, surname, given, patronymic, birth_date, age, death_date,
    funeral_date, published, region, settlement, rank, unit, category, source; dates are ISO prefixes, and
    anything but the id may be null. The same mentions give the same persons in whatever order they come.
    With --into, only mentions that are not kept yet are compared, and persons keep their ids.
    """
    from desk.linkage.linking import link_table
    from desk.linkage.table_linking import link_into

    try:
        with stages() as progress:
            if into:
                done = link_into(into, mentions, out, progress, memory)
            else:
                done = link_table(mentions, out, progress, memory)
    except (BadTable, Stale) as error:
        raise click.ClickException(str(error)) from error
    show([structs.asdict(done)], title=f"Linked into {out}", as_json=as_json)


@link.command(epilog="Example: sinodik link explain 01J… --home /srv/sinodik --picture why.svg")
@click.argument("what", nargs=-1, required=True, metavar="PERSON | MENTIONS ONE OTHER")
@home_option
@click.option(
    "--picture", type=click.Path(dir_okay=False, path_type=Path), help="An SVG file to draw it into."
)
@json_option
def explain(what: tuple[str, ...], home: Home, picture: Path | None, as_json: bool) -> None:
    """Why the mentions of PERSON are one man: each comparison and its weight in bits, pair by pair.

    The picture is of the pair that hangs together least. Of a table outside the archive: the file MENTIONS,
    and two of its mentions, ONE and OTHER.
    """
    if len(what) == 1:
        _explain_person(home, what[0], picture, as_json)
    elif len(what) == 3:
        _explain_pair(Path(what[0]), what[1], what[2], picture, as_json)
    else:
        raise click.UsageError("give a person's id, or a table and two of its mentions")


def _explain_person(home: Home, who: str, picture: Path | None, as_json: bool) -> None:
    from desk.linkage.explaining import waterfall
    from desk.persons import shown
    from desk.persons.explaining import explained

    db = connect(home, readonly=True)
    try:
        pairs = explained(db, shown.one(db, who))
    except UnknownPerson as error:
        raise click.ClickException(str(error)) from error
    if picture and pairs:
        picture.write_text(waterfall(pairs[-1].reasons), "utf-8")
    if as_json:
        print_json(pairs)
        return
    if not pairs:
        show([], title=f"Pairs of mentions of {who}", as_json=False)
    for pair in pairs:
        rows = [structs.asdict(reason) for reason in pair.reasons]
        rows += [
            {"comparison": "judged", "level": said.verdict, "bits": "", "one": said.by, "other": said.reason}
            for said in pair.judged
        ]
        show(rows, title=f"{pair.one} and {pair.other}", as_json=False)


def _explain_pair(mentions: Path, one: str, other: str, picture: Path | None, as_json: bool) -> None:
    from desk.linkage.explaining import explain_pair, waterfall

    try:
        reasons = explain_pair(mentions, one, other)
    except BadTable as error:
        raise click.ClickException(str(error)) from error
    if picture:
        picture.write_text(waterfall(reasons), "utf-8")
    show([structs.asdict(reason) for reason in reasons], title=f"{one} and {other}", as_json=as_json)
