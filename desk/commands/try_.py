"""`sinodik sources try`: a polite look at a site, and the source that it would be."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import structs
from rich.console import Console

from archive.clock import Clock
from crawlers.registry import Identifier
from desk.commands.options import json_option, loopback_option
from desk.screen import print_json, screen

if TYPE_CHECKING:
    from desk.trial import Trial


@click.command("try", epilog="Example: sinodik sources try https://gazeta.example/ --write gazeta.toml")
@click.argument("url")
@click.option(
    "--write",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the proposed source here instead of printing it; an existing file is left alone.",
)
@loopback_option
@json_option
def try_(url: str, file: Path | None, loopback: bool, as_json: bool) -> None:
    """Look at the site of URL as a crawl would, and propose a source for it.

    robots.txt is asked first and obeyed, a dozen requests at most are sent, and nothing is kept. Name the
    page on which the site lists its articles. The source is printed as TOML, with what was found and why;
    what one page of it yields is shown beside it.
    """
    from crawlers.trial.visits import CannotTry
    from desk.trial import try_site

    _require_free(file)
    try:
        with _telling() as told:
            found = try_site(url, clock=Clock.from_environment(), loopback=loopback, told=told)
    except CannotTry as error:
        raise click.ClickException(str(error)) from error
    if file:
        file.write_text(found.toml, "utf-8")
        screen().print(f"Written: {file}. Read it, fill in its region, and run sinodik sources check.")
    if as_json:
        print_json(structs.asdict(found))
    else:
        _show(found, with_toml=not file)


def _require_free(file: Path | None) -> None:
    if file and file.exists():
        raise click.UsageError(f"{file} is there already; name another file")
    if file and not (file.suffix == ".toml" and Identifier.fullmatch(file.stem)):
        raise click.UsageError(f"{file}: a source's file is <id>.toml: small Latin letters, digits, hyphens")


@contextmanager
def _telling() -> Iterator[Callable[[str], None]]:
    """A spinner that names the address which is asked for."""
    console = screen()
    with console.status("asking for robots.txt") as status:
        yield lambda url: status.update(f"asking for {url}")


def _show(found: "Trial", *, with_toml: bool) -> None:
    if with_toml:
        sys.stdout.write(found.toml)
    console = screen()
    console.print(f"\n{len(found.asked)} requests were sent, robots.txt aside.", style="dim")
    if found.page is None:
        console.print(f"No page was read: {found.no_page}.")
        return
    _show_page(console, found.page)


def _show_page(console: Console, page: dict[str, object]) -> None:
    console.print(f"[b]One page[/b]: {page['url']}")
    for name in ("title", "published", "charset", "text"):
        console.print(f"  {name}: {page[name] or 'none found'}", markup=False)
    people = page["people"]
    assert isinstance(people, list)
    console.print(f"  people: {len(people) or 'nobody is named as lost in this war'}")
    for one in people:
        told = ", ".join(f"{field} {value}" for field, value in one["claims"].items())
        console.print(f"    {one['name']}: {told}", markup=False)
