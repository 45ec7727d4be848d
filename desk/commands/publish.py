"""`sinodik publish`: the set that readers and partners are given."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.clock import Clock
from archive.home import Home
from desk.commands.counting_options import asked, mistakes_in_one_line
from desk.commands.options import home_option
from desk.counting.rules import DEFAULT_RULE
from desk.publication.showing import Tier
from desk.screen import screen, stages

if TYPE_CHECKING:
    from desk.publication.publishing import NotPublished


@click.command(
    epilog="Example: sinodik publish --tier public --out /srv/www/count --contact mailto:desk@count.example"
)
@home_option
@click.option(
    "--tier",
    type=click.Choice(["public", "partner"]),
    required=True,
    help="What is given of each person (docs/publication.md).",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="The folder of the sets; OUT/current is the one that stands.",
)
@click.option(
    "--contact",
    envvar="SINODIK_CONTACT",
    show_envvar=True,
    metavar="ADDRESS",
    help="Where people ask for corrections: mailto:… or a page.",
)
@click.option("--rule", default=DEFAULT_RULE, metavar="NAME", show_default=True, help="The counting rule.")
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DAY",
    help="The archive as the end of this day (UTC) left it (default: today).",
)
@click.option(
    "--accept",
    metavar="REASON",
    help="Publish although expectations are broken; the reason is recorded, and stands in the manifest.",
)
def publish(
    home: Home,
    tier: Tier,
    out: Path,
    contact: str | None,
    rule: str,
    as_of: datetime | None,
    accept: str | None,
) -> None:
    """Publish persons, mentions, claims, sources and counts, with pictures and pages (docs/publication.md).

    The new set takes the last one's place in one step. If it breaks what is expected of it, the last good one
    stays, and exit code 2 says why.
    """
    from desk.publication.publishing import NotPublished
    from desk.publication.publishing import publish as publish_set

    if not (contact or "").startswith(("mailto:", "https://", "http://")):
        raise click.UsageError(
            "say where people ask for corrections, mailto:… or a page: --contact, or SINODIK_CONTACT"
        )
    clock = Clock.from_environment()
    with mistakes_in_one_line():
        question = asked(rule, as_of, None, None, ())
    try:
        with stages() as progress:
            done = publish_set(
                home,
                out,
                tier,
                question,
                clock=clock,
                contact=contact or "",
                accept=accept,
                progress=progress,
            )
    except NotPublished as error:
        _say_why(error)
        raise click.exceptions.Exit(2) from error
    for one in done.made.accepted:
        screen().print(f"accepted: {one.gate}, because {one.reason}")
    click.echo(f"{done.made.headline} named dead ({done.made.rule}, as of {done.made.as_of})")
    click.echo(f"{out}/current/index.html")


def _say_why(error: "NotPublished") -> None:
    out = screen()
    out.print("Not published; the last good set stands.", style="bold red")
    for gate in error.gates:
        out.print(f"  {gate.gate}: {gate.words}", markup=False)
    if all(gate.may_pass for gate in error.gates):
        out.print("Look at what changed. If it is right: the same command with --accept REASON")
    if error.takedowns:
        out.print(
            f"{error.takedowns} takedowns wait: the last good set still shows what they hide.", style="red"
        )
