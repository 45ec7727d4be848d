"""What the verbs of decisions share: who decides and why, and mistakes shown as one line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import click

from archive.clock import Clock
from archive.database import connect
from archive.home import Home
from archive.persons import UnknownPerson
from archive.persons_judged import UnknownFact
from archive.sqlite import Database
from desk.screen import show

Verb = TypeVar("Verb", bound=Callable[..., Any])


def by_option(verb: Verb) -> Verb:
    """`--by`, a pseudonym."""
    return click.option(
        "--by", required=True, metavar="NAME", help="Who decides: a pseudonym, kept for ever."
    )(verb)


def reason_option(verb: Verb) -> Verb:
    """`--reason`, in words without names."""
    return click.option(
        "--reason", required=True, help="Why, in words or a code, without names of relatives."
    )(verb)


@contextmanager
def opened(home: Home) -> Iterator[tuple[Database, Clock]]:
    """The archive to decide in; what cannot be done is said with its remedy, and nothing is changed."""
    from desk.persons.mistakes import Mistaken

    db = connect(home)
    try:
        yield db, Clock.from_environment()
    except (Mistaken, UnknownFact, UnknownPerson) as error:
        raise click.ClickException(str(error)) from error
    finally:
        db.close()


def said(decided: Any, as_json: bool) -> None:  # noqa: ANN401 - a Decided, loaded with its verb only
    """What the decision came to."""
    row: dict[str, object] = {"fact": ", ".join(decided.facts), "change": decided.seq}
    show([row], title="Decided", as_json=as_json)
