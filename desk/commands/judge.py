"""`sinodik judge`: whether two are one man."""

from typing import get_args

import click

from archive.home import Home
from archive.persons_judged import Said
from archive.sqlite import Database
from desk.commands.deciding import by_option, opened, reason_option, said
from desk.commands.options import home_option, json_option


@click.command(epilog="Example: sinodik judge 01J… 01K… same --reason 'one photograph' --by vera")
@click.argument("one")
@click.argument("other")
@click.argument("verdict", type=click.Choice(get_args(Said)))
@reason_option
@by_option
@home_option
@json_option
def judge(one: str, other: str, verdict: Said, reason: str, by: str, home: Home, as_json: bool) -> None:
    """Judge whether ONE and OTHER, two mentions or two persons, are one man.

    `same` makes their persons one at once, `different` parts them; no machine run undoes either. A judgement
    can be withdrawn (sinodik withdraw), and is kept. Two persons: all their mentions are judged.
    """
    from desk.persons import decisions, merging

    with opened(home) as (db, clock):
        if not (_is_person(db, one) and _is_person(db, other)):
            done = decisions.judge(db, clock, one, other, verdict, by, reason)
        elif verdict == "same":
            done = merging.merge(db, clock, one, other, by, reason)
        elif verdict == "different":
            done = merging.keep_apart(db, clock, one, other, by, reason)
        else:
            raise click.UsageError("unsure is said of two mentions: sinodik person shows them")
    said(done, as_json)


def _is_person(db: Database, who: str) -> bool:
    return db.conn.execute("SELECT 1 FROM identity WHERE person = ?", (who,)).fetchone() is not None
