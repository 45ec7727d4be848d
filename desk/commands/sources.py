"""`sinodik sources`: the publishers we watch."""

from collections.abc import Sequence
from pathlib import Path

import click

from crawlers.registry import BadSource, load, sources_folder
from crawlers.source import SourceConfig
from desk.commands.options import json_option, sources_option
from desk.commands.try_ import try_
from desk.screen import screen, show


@click.group(epilog="Example: sinodik sources check")
def sources() -> None:
    """The publishers that are watched, one TOML file each (docs/sources.md)."""


@sources.command("list", epilog="Example: sinodik sources list --json")
@sources_option
@json_option
def list_(sources: Path | None, as_json: bool) -> None:
    """List the sources and how each is crawled. Only active ones are."""
    show([_row(one) for one in read_sources(sources)], title="Sources", as_json=as_json)


@sources.command(epilog="Example: sinodik sources check --sources ./sources")
@sources_option
def check(sources: Path | None) -> None:
    """Read every file strictly; the first mistake is named with its file and key (exit code 2)."""
    found = read_sources(sources)
    screen().print(f"{len(found)} sources in {sources_folder(sources)}, all well.")


sources.add_command(try_)


def read_sources(folder: Path | None) -> list[SourceConfig]:
    """All sources of the folder; a mistake ends the command with one clear line."""
    try:
        return load(sources_folder(folder))
    except BadSource as error:
        raise click.UsageError(str(error)) from error


def chosen_sources(folder: Path | None, only: Sequence[str]) -> list[SourceConfig]:
    """The sources named by `only`, or all; a name that there is not ends the command."""
    found = {one.id: one for one in read_sources(folder)}
    unknown = [name for name in only if name not in found]
    if unknown:
        raise click.UsageError(
            f"no source {', '.join(unknown)} in {sources_folder(folder)}: see sinodik sources list"
        )
    return [found[name] for name in only] or list(found.values())


def _row(one: SourceConfig) -> dict[str, object]:
    return {
        "source": one.id,
        "title": one.title,
        "kind": one.kind,
        "region": one.region,
        "spider": one.spider,
        "parser": one.parser,
        "every": one.crawl.every,
        "status": one.status,
    }
