"""`sinodik mentions`: who was read. `sinodik show`: what one mention rests on."""

from typing import get_args

import click
from rich.console import Console
from rich.markup import escape

from archive.database import connect
from archive.home import Home
from archive.records import Status
from desk import evidence, mirrors
from desk.commands.options import home_option, json_option
from desk.screen import print_json
from desk.screen import show as show_rows


@click.command(epilog="Example: sinodik mentions --home /srv/sinodik --status killed --source kamenka")
@home_option
@click.option("--status", type=click.Choice(get_args(Status)), help="Only mentions of this status.")
@click.option("--source", help="Only mentions read from this source.")
@json_option
def mentions(home: Home, status: str | None, source: str | None, as_json: bool) -> None:
    """List the soldiers whom the kept pages name. One man may stand on several pages."""
    found = evidence.mentions(connect(home, readonly=True), status=status, source=source)
    show_rows(found, title="Mentions", as_json=as_json)


@click.command(epilog="Example: sinodik show 3V7QKX0M9T2Z --home /srv/sinodik")
@click.argument("mention")
@home_option
@json_option
def show(mention: str, home: Home, as_json: bool) -> None:
    """Show each claim of MENTION with the words that say it, and the records that hold the page."""
    db = connect(home, readonly=True)
    try:
        claims, records = evidence.claims(db, mention), evidence.records(db, mention)
        others = mirrors.of_mention(db, mention)
    except evidence.UnknownMention as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        print_json({"claims": claims, "records": records, "same_article": others})
        return
    out = Console(highlight=False)
    for claim in claims:
        out.print(f"[bold]{claim['field']}[/]  {escape(str(claim['value']))}  [dim]{claim['rule']}[/]")
        out.print(f"    {escape(str(claim['words']))}")
    for record in records:
        kept = f"[bold]kept {record['fetched']}[/]  {record['record']}, answered {record['status']}"
        out.print(f"\n{kept}: {record['url']}\n    {escape(str(record['origin']))}")
        out.print(f"    {record['warc']}\n    sha256 {record['sha256']}")
    for other in others:
        out.print(f"\n[bold]the same article[/], kept by {other['source']}: {escape(str(other['url']))}")
