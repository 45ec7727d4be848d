"""`sinodik rebuild`: make again what can be made again."""

import click
from msgspec import structs

from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.rebuild import rebuild_captures
from desk.commands.options import home_option, json_option
from desk.screen import counting, show


@click.group(epilog="Example: sinodik rebuild captures --home /srv/sinodik")
def rebuild() -> None:
    """Make again what the kept records can tell."""


@rebuild.command(epilog="Example: sinodik rebuild captures --home /srv/sinodik")
@home_option
@json_option
def captures(home: Home, as_json: bool) -> None:
    """Rebuild the table of captures from the WARC files alone.

    Rows that are missing come back; no row is changed. Exit code 1: a row says otherwise than its record,
    or a record cannot be read; both are named.
    """
    home.create()
    with home.lock("rebuild captures"), counting("reading records") as progress:
        rebuilt = rebuild_captures(home, progress)
    found = structs.asdict(rebuilt)
    wrong = [*rebuilt.different, *rebuilt.unread]
    if not as_json:
        found |= {"different": "\n".join(rebuilt.different), "unread": "\n".join(rebuilt.unread)}
    show([found], title="Rebuilt from the WARC files", as_json=as_json)
    raise click.exceptions.Exit(1 if wrong else 0)


@rebuild.command(epilog="Example: sinodik rebuild ledger --home /srv/sinodik")
@home_option
@json_option
def ledger(home: Home, as_json: bool) -> None:
    """Derive the ledger of vanished pages anew, from all captures and misses."""
    from desk import vanished

    with home.lock("rebuild ledger"):
        db = connect(home)
        told = vanished.derive_anew(home, db, Clock.from_environment())
        db.close()
    row: dict[str, object] = {"pages judged": told.judged, "gone": len(told.vanished)}
    show([row], title="Ledger", as_json=as_json)


@rebuild.command("mirrors", epilog="Example: sinodik rebuild mirrors --home /srv/sinodik")
@home_option
@json_option
def mirrors_(home: Home, as_json: bool) -> None:
    """Derive anew which pages are one article, from all captures and what was read from them."""
    from desk import mirrors

    with home.lock("rebuild mirrors"):
        db = connect(home)
        told = mirrors.derive_anew(home, db, Clock.from_environment())
        db.close()
    show([structs.asdict(told)], title="Mirrors", as_json=as_json)


@rebuild.command("persons", epilog="Example: sinodik rebuild persons --home /srv/sinodik")
@home_option
@json_option
def persons_(home: Home, as_json: bool) -> None:
    """Make the table of persons anew from the changes that made them: the same rows, byte by byte."""
    from archive.persons_written import rebuild

    with home.lock("rebuild persons"):
        db = connect(home)
        count = rebuild(db)
        db.close()
    show([{"persons": count}], title="Persons", as_json=as_json)
