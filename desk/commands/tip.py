"""`sinodik tip`: a page that a volunteer found."""

from pathlib import Path

import click

from archive.clock import Clock
from archive.home import Home
from desk.commands.options import home_option, json_option, sources_option
from desk.commands.sources import chosen_sources
from desk.screen import show


@click.command(
    epilog='Example: sinodik tip https://kamenka.example/n/7 --source kamenka --note "seen by a reader"'
)
@click.argument("url")
@click.option("--source", required=True, metavar="ID", help="The source on whose site the page is.")
@click.option("--note", required=True, help="Who found it and what is on it.")
@home_option
@sources_option
@json_option
def tip(url: str, source: str, note: str, home: Home, sources: Path | None, as_json: bool) -> None:
    """Queue the page at URL, due at once and before all else; the source's next crawl fetches it.

    A page that is known already is fetched again. The tip and its note are kept.
    """
    from desk.tips import NotOurs, note_tip

    (chosen,) = chosen_sources(sources, [source])
    try:
        row = note_tip(home, chosen, url, note, clock=Clock.from_environment())
    except NotOurs as error:
        raise click.UsageError(str(error)) from error
    show([row], title="Queued", as_json=as_json)
