"""`sinodik gone`: the pages that vanished."""

from collections.abc import Mapping
from datetime import datetime

import click
from rich.console import Console
from rich.markup import escape

from archive import ledger_refresh
from archive.database import connect
from archive.home import Home
from desk import vanished
from desk.commands.options import home_option, json_option
from desk.screen import print_json, screen


@click.command(epilog="Example: sinodik gone --home /srv/sinodik --since 2026-03-01 --source kamenka")
@home_option
@click.option(
    "--since", type=click.DateTime(["%Y-%m-%d"]), metavar="DAY", help="Only what was found since this day."
)
@click.option("--source", metavar="ID", help="Only pages of this source.")
@click.option(
    "--all", "every", is_flag=True, help="Also pages that are only missing, moved, refused or back."
)
@json_option
def gone(home: Home, since: datetime | None, source: str | None, every: bool, as_json: bool) -> None:
    """List the pages that we saw and that are gone: when each was last seen and first missed.

    Gone means: 404, 410 or the platform's own notice on three looks over at least seven days, and no outage
    of the host between them (docs/vanished.md). `sinodik nightly` keeps the list.
    """
    db = connect(home, readonly=True)
    day = since.date().isoformat() if since else None
    found = vanished.pages(db, since=day, source=source, every=every)
    if as_json:
        print_json(found)
    else:
        _print(found)
    behind = ledger_refresh.facts_unread(db)
    if behind:
        screen().print(f"{behind} looks are not read yet: `sinodik rebuild ledger` or the next night does.")


def _print(found: list[dict[str, object]]) -> None:
    out = Console(highlight=False, soft_wrap=True)
    for page in found:
        out.print(f"[bold]{escape(str(page['url']))}[/]  {page['source']}")
        for label, words in _lines(page).items():
            out.print(f"  {label:<10} {escape(words)}")
    out.print(f"{len(found)} pages" if found else "No page is gone.")


def _lines(page: Mapping[str, object]) -> dict[str, str]:
    seen, snapshot = page["last_seen"], page["snapshot"]
    return {
        str(page["state"]): f"since {_minute(page['since'])}  {page['why']}".rstrip(),
        "last seen": f"{_minute(seen)}  capture {page['last_capture']}" if seen else "never",
        **({"snapshot": str(snapshot)} if snapshot else {}),
        "missed": f"{_minute(page['first_missed'])} first; {page['looks']} looks count",
        "evidence": " ".join(page["evidence"]) if isinstance(page["evidence"], list) else "",
    }


def _minute(moment: object) -> str:
    return f"{str(moment)[:16]}Z"
