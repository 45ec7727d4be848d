"""`sinodik verify`: what somebody concluded of a person. `sinodik withdraw`: it holds no more."""

from typing import get_args

import click

from archive import persons
from archive.home import Home
from archive.persons_judged import Verdict
from desk.commands.deciding import by_option, opened, reason_option, said
from desk.commands.options import home_option, json_option


@click.command(
    epilog="Example: sinodik verify 01J… corrected --field death_date --value 2023-05-14 --by vera "
    "--reason 'the plaque says so'"
)
@click.argument("person")
@click.argument("verdict", type=click.Choice(get_args(Verdict)))
@click.option("--field", metavar="FIELD", help="The field it is about; without it, the whole person.")
@click.option("--mention", metavar="MENTION", help="The one mention it is about.")
@click.option("--value", help="With corrected: the right value; without it, no page says any.")
@click.option("--reason", default="", help="Why; needed to reject.")
@click.option(
    "--seen", type=click.IntRange(0), help="The last change you looked at (default: the last there is)."
)
@by_option
@home_option
@json_option
def verify(
    person: str,
    verdict: Verdict,
    field: str | None,
    mention: str | None,
    value: str | None,
    reason: str,
    seen: int | None,
    by: str,
    home: Home,
    as_json: bool,
) -> None:
    """Say what you concluded of PERSON, having looked at his pages (sinodik person PERSON).

    confirmed, rejected: he counts or not, whatever the rules say. corrected: a field is as you say. accepted:
    a field is as it stands, and stays so. unsure, note: for others to read. Rejected with --mention: this
    mention is not he, and says nothing of him. If he changed after --seen, nothing is done.
    """
    from desk.persons import decisions

    with opened(home) as (db, clock):
        seen = persons.last_seq(db) if seen is None else seen
        done = decisions.verify(
            db,
            clock,
            person,
            verdict,
            by,
            reason=reason,
            field=field,
            mention=mention,
            value=value,
            seen=seen,
        )
    said(done, as_json)


@click.command(epilog="Example: sinodik withdraw 01J… --reason 'another man of that name' --by vera")
@click.argument("fact")
@reason_option
@by_option
@home_option
@json_option
def withdraw(fact: str, reason: str, by: str, home: Home, as_json: bool) -> None:
    """Withdraw the judgement, verification or restriction FACT (its id); it is kept, and holds no more."""
    from desk.persons import decisions

    with opened(home) as (db, clock):
        done = decisions.withdraw(db, clock, fact, by, reason)
    said(done, as_json)
