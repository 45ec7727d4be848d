"""`sinodik restrict`: what is not shown any more."""

import click

from archive.home import Home
from desk.commands.deciding import by_option, opened, reason_option, said
from desk.commands.options import home_option, json_option


@click.command(
    epilog="Example: sinodik restrict 01J… --field settlement --reason 'asked by the family' --by vera"
)
@click.argument("person")
@click.option("--field", metavar="FIELD", help="The one field to hide; without it, all that tells who he is.")
@reason_option
@by_option
@home_option
@json_option
def restrict(person: str, field: str | None, reason: str, by: str, home: Home, as_json: bool) -> None:
    """Hide a field of PERSON, or all that tells who he is, from display, exports and the feed.

    The proofs stay, and he is counted as before. Lifted by sinodik withdraw.
    """
    from desk.persons import decisions

    with opened(home) as (db, clock):
        done = decisions.restrict(db, clock, person, by, reason, field=field)
    said(done, as_json)
