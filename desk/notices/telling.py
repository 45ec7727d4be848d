"""Sends a notice and says on the screen what became of it; a crash is told before it goes on."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

from archive.home import Home, HomeError
from crawlers.agent import NoContact
from desk.notices.notice import Notice, of_error
from desk.notices.sending import send
from desk.screen import screen


def tell(notice: Notice) -> dict[str, str]:
    """Send it by each way that is set; nothing that fails here is raised."""
    told = send(notice)
    for way, outcome in told.items():
        screen().print(f"Notice by {way}: {outcome}")
    return told


@contextmanager
def telling_of_failure(home: Home) -> Iterator[None]:
    """What ends the night is told; what is no clear error of ours is shown whole, and the exit code is 2."""
    try:
        yield
    except (KeyboardInterrupt, click.exceptions.Exit):
        raise
    except BaseException as error:
        tell(of_error(home, error))
        if isinstance(error, (HomeError, NoContact, click.ClickException)):
            raise
        traceback.print_exc()
        raise click.exceptions.Exit(2) from error
