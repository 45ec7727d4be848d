"""`sinodik crawl`: fetch and keep, without reading."""

from pathlib import Path

import click
from msgspec import structs

from archive.clock import Clock
from archive.home import Home
from desk.commands.options import home_option, json_option, loopback_option, sources_option
from desk.commands.sources import chosen_sources
from desk.fetched import fetched_together
from desk.screen import show, stages


@click.command(epilog="Example: sinodik crawl kamenka --home /srv/sinodik")
@click.argument("only", nargs=-1, metavar="[SOURCE]...")
@home_option
@sources_option
@loopback_option
@json_option
def crawl(only: tuple[str, ...], home: Home, sources: Path | None, loopback: bool, as_json: bool) -> None:
    """Fetch what is due from SOURCE (default: every active one) and keep it to the byte.

    `scrapy crawl SOURCE` keeps the same. Exit code 1: something needs a person.
    """
    from crawlers.night import crawl as crawl_night

    chosen = chosen_sources(sources, only)
    with stages() as progress:
        report = crawl_night(
            home,
            chosen,
            clock=Clock.from_environment(),
            loopback=loopback,
            progress=fetched_together(progress),
        )
    show(
        [structs.asdict(tally) for tally in report.sources],
        title=f"Crawled in run {report.run}",
        as_json=as_json,
    )
    raise click.exceptions.Exit(report.exit_code)
