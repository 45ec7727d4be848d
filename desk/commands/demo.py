"""`sinodik demo`: two nights over an invented web, and the set that is published of them."""

from pathlib import Path

import click

from archive.clock import Clock
from archive.home import Home
from crawlers.registry import load
from desk.screen import screen


@click.command(epilog="Example: sinodik demo --home demo-home")
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("demo-home"),
    show_default=True,
    help="A new or empty folder for the demo's archive.",
)
@click.option("--serve", is_flag=True, help="Then serve the desk over it, and wait until Ctrl-C.")
def demo(home: Path, serve: bool) -> None:
    """Serve an invented web on this machine and run two nights over it: crawl, keep, read, link, report.

    Then count the dead, and publish: tables, charts, pages. Everyone on its pages is invented. Nothing
    outside this machine is asked.
    """
    from desk.demo import compared, invented_web, nights, published, why_unshown
    from desk.report import print_night
    from desk.reports.writing import write_report

    if home.exists() and any(home.iterdir()):
        raise click.UsageError(f"{home} is not empty: remove it, or name another folder with --home")
    archive = Home(home)
    if unshown := why_unshown():
        screen().print(f"The site that needs scripts is left out: {unshown}.", style="yellow")
    with invented_web(archive) as web:
        for number, (begins, report) in enumerate(nights(archive, web), 1):
            screen().rule(f"Night {number}: {begins:%d %B %Y}")
            print_night(report)
            found = compared(archive, web, number)
            screen().print(
                f"The demo's pages name {found.named} lost soldiers: {found.found} read, "
                f"{found.named - found.found} missed, {found.wrong} read that are not there."
            )
        page = write_report(archive, report.run, load(archive.path / "sources"), Clock(begins))
    made = published(archive, begins).made
    screen().rule("Published")
    screen().print(f"[bold]{made.headline}[/] named dead  ({made.rule}, as of {made.as_of})")
    _say_what_next(archive, page)
    if serve:
        from desk.web.demo import serve_demo

        serve_demo(archive, Clock(begins), archive.path / "sources", click.echo)


def _say_what_next(home: Home, report: Path) -> None:
    at = home.path
    screen().print(
        f"""
Site:        {at}/published/current/index.html
Kept pages:  {at}/warc/      any web archive's tools read them
Database:    {at}/{home.database.name}
Sources:     {at}/sources/
Report:      {report}

  .venv/bin/sinodik count --home {at} --by region   the number again, and its rows
  .venv/bin/sinodik changes --home {at}           what a pipeline is told of each person
  .venv/bin/sinodik mentions --home {at} --status killed
  .venv/bin/sinodik show MENTION --home {at}      each value, and the words that say it
  .venv/bin/sinodik check --home {at}             every digest, recomputed
"""
    )
