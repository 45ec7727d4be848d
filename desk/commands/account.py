"""`sinodik account`: who may come in to the desk, and which programs may read its API."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from archive.clock import Clock
from archive.home import Home, no_home
from desk.commands.options import home_option, json_option
from desk.screen import show

if TYPE_CHECKING:
    from desk.web.accounts import Role
    from desk.web.room import Room

ROLES = click.Choice(("reader", "verifier", "editor"))


@click.group(epilog="Example: sinodik account add ivolga --role verifier --home /srv/sinodik")
def account() -> None:
    """Make and change the accounts of the desk: a pseudonym each, with a role and a password.

    A reader reads; a verifier decides; an editor merges, splits, restricts, and confirms what another editor
    proposed. They are kept in HOME/desk.sqlite, apart from the archive.
    """


@account.command(epilog="Example: sinodik account add ivolga --role verifier")
@click.argument("name")
@click.option("--role", type=ROLES, required=True, help="What it may do.")
@click.option("--proxied", is_flag=True, help="No password: it comes by the reverse proxy's header only.")
@home_option
def add(name: str, role: "Role", proxied: bool, home: Home) -> None:
    """Make an account; the password is asked for, or read from standard input."""
    from desk.web import accounts

    with _room(home) as room:
        accounts.add(room, Clock.from_environment(), name, role, None if proxied else _password())
    click.echo(f"{name} may come in as {role}.")


@account.command("list", epilog="Example: sinodik account list --json")
@home_option
@json_option
def list_(home: Home, as_json: bool) -> None:
    """List the accounts."""
    from desk.web import accounts

    with _room(home) as room:
        rows: list[dict[str, object]] = [
            {"name": one.name, "role": one.role, "may": "no" if one.disabled else "yes"}
            for one in accounts.every(room)
        ]
    show(rows, title="Accounts", as_json=as_json)


@account.command(epilog="Example: sinodik account password ivolga")
@click.argument("name")
@home_option
def password(name: str, home: Home) -> None:
    """Set a password; the account's sessions end."""
    from desk.web import accounts

    with _room(home) as room:
        accounts.change_password(room, name, _password())
    click.echo(f"{name} has a new password.")


@account.command(epilog="Example: sinodik account role ivolga --role editor")
@click.argument("name")
@click.option("--role", type=ROLES, required=True, help="What it may do from now on.")
@home_option
def role(name: str, role: "Role", home: Home) -> None:
    """Change what an account may do; its sessions end."""
    from desk.web import accounts

    with _room(home) as room:
        accounts.change(room, name, role=role)
    click.echo(f"{name} may come in as {role}.")


@account.command(epilog="Example: sinodik account disable ivolga")
@click.argument("name")
@click.option("--undo", is_flag=True, help="Let it in again.")
@home_option
def disable(name: str, undo: bool, home: Home) -> None:
    """Shut an account out, now. What it decided stays, under its name."""
    from desk.web import accounts

    with _room(home) as room:
        accounts.change(room, name, disabled=not undo)
    click.echo(f"{name} may come in again." if undo else f"{name} may not come in any more.")


@account.command(epilog="Example: sinodik account token newsroom-charts")
@click.argument("name")
@click.option("--revoke", is_flag=True, help="Make the token of this name worthless.")
@home_option
def token(name: str, revoke: bool, home: Home) -> None:
    """Make a token with which a program reads the API, and print it, once."""
    from desk.web import sessions

    with _room(home) as room:
        if revoke:
            sessions.revoke_token(room, name)
            click.echo(f"The token {name} holds no more.")
            return
        click.echo(sessions.make_token(room, Clock.from_environment(), name))


@contextmanager
def _room(home: Home) -> "Iterator[Room]":
    """The desk's database of a home; what is wrong with an account as one line."""
    from desk.web.accounts import AccountError
    from desk.web.room import Room

    if not home.database.exists():
        raise no_home(home.path)
    room = Room(home)
    try:
        yield room
    except AccountError as error:
        raise click.UsageError(str(error)) from error
    finally:
        room.close()


def _password() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\n")
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
