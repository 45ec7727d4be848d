"""Options that many verbs share, and errors shown as one clear line."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from archive.home import Home

Verb = TypeVar("Verb", bound=Callable[..., Any])


def _home(context: click.Context, parameter: click.Parameter, value: Path) -> Home:
    return Home(value)


def home_option(verb: Verb) -> Verb:
    """`--home`, given to the verb as a `Home`."""
    option = click.option(
        "--home",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="SINODIK_HOME",
        default=Path("sinodik-home"),
        show_default=True,
        show_envvar=True,
        callback=_home,
        help="The folder of the archive.",
    )
    return option(verb)


def sources_option(verb: Verb) -> Verb:
    """`--sources`, the folder of the sources' TOML files."""
    option = click.option(
        "--sources",
        type=click.Path(file_okay=False, path_type=Path),
        help="The folder of the sources' TOML files (default: SINODIK_SOURCES, else the project's sources/).",
    )
    return option(verb)


def json_option(verb: Verb) -> Verb:
    """`--json` instead of a table."""
    return click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")(verb)


def loopback_option(verb: Verb) -> Verb:
    """`--loopback`, for sources on this machine."""
    return click.option(
        "--loopback",
        is_flag=True,
        help="Connect to loopback addresses and no others, as for `python -m demo`.",
    )(verb)


def workers_option(verb: Verb) -> Verb:
    """`--workers`, processes that read pages."""
    return click.option(
        "--workers", type=click.IntRange(1), help="Processes that read (default: one a processor)."
    )(verb)
