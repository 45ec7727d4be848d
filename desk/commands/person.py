"""`sinodik person`: who somebody is, value by value, with the words that say it."""

from collections.abc import Iterable
from typing import Any

import click
from rich.console import Console
from rich.markup import escape

from archive.database import connect
from archive.home import Home
from archive.persons import UnknownPerson
from desk.commands.options import home_option, json_option
from desk.screen import print_json, show


@click.command(epilog="Example: sinodik person 'Зуев Пробный' --home /srv/sinodik")
@click.argument("who", required=False)
@home_option
@json_option
def person(who: str | None, home: Home, as_json: bool) -> None:
    """Show the person WHO, an id (an old one too) or a name; without WHO, list all persons.

    Each value stands with the words that say it, the page, the WARC file and the place of the record in it,
    and what other mentions say instead.
    """
    from desk.persons import shown

    db = connect(home, readonly=True)
    if who is None:
        show(shown.found(db, None), title="Persons", as_json=as_json)
        return
    try:
        told = shown.told(db, who)
    except UnknownPerson as error:
        raise click.ClickException(str(error)) from error
    if as_json:
        print_json(told)
    else:
        _print(told)


def _print(told: dict[str, object]) -> None:
    out = Console(highlight=False, soft_wrap=True)
    out.print(
        f"[bold]{told['person']}[/]"
        + (f" (asked for as {told['asked']})" * (told["asked"] != told["person"]))
    )
    if not told["live"]:
        out.print("Withdrawn: no page is read that names him.")
        return
    reasons = ", ".join(map(str, _all(told["reasons"])))
    out.print(f"{told['grade']}, {told['status']}: {reasons}; {told['independent_texts']} independent texts")
    for field in _all(told["fields"]):
        _print_field(out, field)
    for mention in _all(told["mentions"]):
        out.print(f"\n[bold]mention {mention['mention']}[/]")
        if "url" in mention:
            out.print(
                f"    {mention['status']}, published {mention['published'] or 'unknown'}: {mention['url']}"
            )
            out.print(f"    {mention['warc']}")
    for change in _all(told["history"]):
        out.print(f"[dim]{change['at'][:19]}Z  change {change['seq']}  {change['kind']}[/]")


def _print_field(out: Console, field: dict[str, object]) -> None:
    out.print(f"\n[bold]{field['field']}[/]  {escape(str(field['value']))}  [dim]{field.get('rule', '')}[/]")
    if field.get("words"):
        out.print(f"    {escape(str(field['words']))}")
    if field.get("url"):
        out.print(f"    {field['url']}\n    {field['warc']}")
    for other in _all(field.get("others", ())):
        out.print(f"    otherwise: {escape(str(other['value']))}  [dim]mention {other['mention']}[/]")


def _all(found: object) -> Iterable[Any]:
    return found if isinstance(found, list | tuple) else ()
