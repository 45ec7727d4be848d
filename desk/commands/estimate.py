"""`sinodik estimate`: how many dead there may be, always apart from the count, each assumption said."""

from datetime import datetime
from pathlib import Path

import click

from archive.home import Home
from desk.commands.counting_options import (
    asked,
    mistakes_in_one_line,
    question_options,
    register_of,
    table_argument,
)
from desk.commands.options import home_option, json_option
from desk.counting.estimates import coverage, figures
from desk.counting.figures import of_figure, of_table
from desk.counting.overlaps import SourceList, source_lists
from desk.counting.printed import print_figures
from desk.counting.territory import NotATerritory, Territory, territories
from desk.screen import print_json

_EVERY = "every"


@click.command(
    epilog="Example: sinodik estimate --identified 106745 --coverage 0.45:0.65 --dpr-lpr 21000:23500"
)
@table_argument
@home_option
@click.option("--identified", type=click.IntRange(0), metavar="N", help="A figure, in place of persons.")
@click.option(
    "--coverage",
    "share",
    metavar="LOW:HIGH[@DAY]",
    help="Which share of the dead is named, and when that was said: 0.45:0.65@2025-05-05.",
)
@click.option(
    "--dpr-lpr", metavar="LOW:HIGH", help="The estimate of the Donetsk and Luhansk formations, added apart."
)
@click.option(
    "--territory",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A CSV with the columns period,km2: deaths for each km² of each period.",
)
@click.option(
    "--period", metavar="NAME", help="With --identified: the line of --territory that it belongs to."
)
@click.option(
    "--lists",
    metavar="LISTS",
    help="Estimate from the overlaps of classes of sources: official,media+relative,memorial; or every.",
)
@click.option(
    "--delays", is_flag=True, help="How late deaths are reported, and what recent months may come to."
)
@question_options
@json_option
def estimate(
    table: Path | None,
    home: Home,
    identified: int | None,
    share: str | None,
    dpr_lpr: str | None,
    territory: Path | None,
    period: str | None,
    lists: str | None,
    delays: bool,
    rule: str,
    as_of: datetime | None,
    since: str | None,
    until: str | None,
    where: tuple[str, ...],
    as_json: bool,
) -> None:
    """Estimate the dead from the count of the archive or of TABLE, or from a figure given.

    A coverage divides: N named are between N/HIGH and N/LOW dead. Nothing is assumed that was not given.
    """
    span = since or until
    is_figure = identified is not None
    _refuse("give either TABLE or --identified N", table and is_figure)
    of_persons = lists or delays or span or where or as_of
    _refuse("--lists, --delays, --from, --to, --where and --as-of need persons", is_figure and of_persons)
    _refuse("--period says of which period --identified is: leave it out", period and not is_figure)
    _refuse("--territory says the periods: leave --from and --to out", territory and span)
    _refuse("--dpr-lpr is added to an estimate: give --coverage too", dpr_lpr and not share)
    _refuse(
        "say what to estimate by: --coverage, --territory, --lists or --delays",
        not (share or territory or lists or delays),
    )
    with mistakes_in_one_line():
        said = coverage(share) if share else None
        militia = figures(dpr_lpr) if dpr_lpr else None
        lands = territories(territory) if territory else []
        if identified is None:
            question = asked(rule, as_of, since, until, where)
            persons = register_of(table, home, question.as_of).persons
            found = of_table(persons, question, said, militia, lands, _lists(lists), delays)
        else:
            found = of_figure(identified, said, militia, _chosen(lands, period))
    if as_json:
        print_json(found)
    else:
        print_figures(found)


def _refuse(remedy: str, is_wrong: object) -> None:
    if is_wrong:
        raise click.UsageError(remedy)


def _chosen(lands: list[Territory], period: str | None) -> Territory | None:
    """The line of the territory table that a figure belongs to."""
    if not lands:
        return None
    named = [one for one in lands if period in (None, one.name)]
    if len(named) != 1:
        periods = ", ".join(one.name for one in lands)
        raise NotATerritory(f"which period is the figure of? Say --period, one of: {periods}")
    return named[0]


def _lists(text: str | None) -> list[SourceList] | None:
    if text is None:
        return None
    return [] if text == _EVERY else list(source_lists(text))
