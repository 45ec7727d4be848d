"""The sources we watch: one TOML file each, read strictly, so that a mistake is named and not passed over."""

import os
import re
from pathlib import Path
from typing import get_args

import msgspec

from crawlers.expect import Field
from crawlers.networks import BadNetwork, merged, shared
from crawlers.source import Crawl, SourceConfig
from crawlers.toml_text import toml_of

PROJECT_SOURCES = Path(__file__).resolve().parent.parent / "sources"

Identifier = re.compile(r"[a-z0-9][a-z0-9-]*")

WANTED = {
    "region": "an ISO 3166-2 code such as RU-PNZ",
    "every": "a number with d, h, m or s, such as 1d",
    "hours": "a span with its zone, such as 22:00-06:30+03:00",
    "start": "addresses that begin with http:// or https://",
    "home": "an address that begins with http:// or https://",
    "template": "an address that begins with http:// or https://",
    "ignore_robots": "the reason, in at least ten characters",
    "ignore_delay": "the reason, in at least ten characters",
    "fill": "a share from 0 to 1 for the name of a field, such as { name = 1.0, region = 0.8 }",
    "refusals": "a share from 0 to 1",
    "new": "a number of days, such as 14d",
}
"""What a key expects, in words, where msgspec's own would show a regular expression."""

USES = {
    "listing": {"next", "detail"},
    "browser": {"next", "detail", "browser"},
    "feed": set[str](),
    "telegram": set[str](),
    "sitemap": {"follow", "sitemaps"},
    "wordpress": {"search", "categories"},
    "numbered": {"template", "first", "misses", "share"},
    "vk": {"next"},
    "ok": {"next"},
}
"""Which of the keys that only some spiders read each spider reads."""

NEEDS = {
    "listing": ("detail", "the CSS selector of the links to pages"),
    "browser": ("detail", "the CSS selector of the links to pages"),
    "numbered": ("template", "the address of a page with {n} for its number"),
}
"""The key that a spider cannot do without, and what it expects."""


class BadSource(ValueError):
    """A source's file says what cannot be meant; the message names file, key and what was expected."""


def sources_folder(given: Path | str | None = None) -> Path:
    """Where the files are: `given`, else `SINODIK_SOURCES`, else the project's own folder."""
    return Path(given or os.environ.get("SINODIK_SOURCES") or PROJECT_SOURCES)


def load(folder: Path | str) -> list[SourceConfig]:
    """All sources of a folder and its sub-folders, by id; names that begin with `_` are passed over.

    Raises BadSource at the first mistake.
    """
    if not Path(folder).is_dir():
        raise BadSource(f"{folder}: no such folder; name one with --sources or SINODIK_SOURCES")
    found: dict[str, Path] = {}
    for file in sorted(Path(folder).rglob("*.toml")):
        if file.name.startswith("_"):
            continue
        if file.stem in found:
            raise BadSource(f"{file}: the id {file.stem!r} is taken by {found[file.stem]}; rename one")
        found[file.stem] = file
    return [read(found[id]) for id in sorted(found)]


def read(file: Path) -> SourceConfig:
    """One source. Raises BadSource."""
    if not Identifier.fullmatch(file.stem):
        raise BadSource(f"{file}: the name is the source's id: small Latin letters, digits and hyphens")
    toml = file.read_text("utf-8")
    try:
        raw = msgspec.toml.decode(toml)
        _refuse_own_fields(raw)
        if said := shared(file, SourceConfig):
            raw = merged(said, raw)
            toml = toml_of(raw)
        config = msgspec.convert(raw, SourceConfig)
    except msgspec.ValidationError as error:
        raise BadSource(f"{file}: {_in_words(str(error))}") from error
    except msgspec.DecodeError as error:
        raise BadSource(f"{file}: not TOML: {error}") from error
    except BadNetwork as error:
        raise BadSource(str(error)) from error
    _refuse_unread_keys(file, config, raw["crawl"])
    _refuse_unreadable(file, config.crawl)
    return msgspec.structs.replace(config, id=file.stem, toml=toml)


def _refuse_own_fields(raw: dict[str, object]) -> None:
    for key in ("id", "toml"):
        if key in raw:
            raise msgspec.ValidationError(f"Object contains unknown field `{key}`")


def _refuse_unread_keys(file: Path, config: SourceConfig, given: dict[str, object]) -> None:
    used = USES[config.spider]
    for key in given:
        if key not in used and any(key in keys for keys in USES.values()):
            raise BadSource(f"{file}: crawl.{key}: the spider {config.spider!r} does not read it; remove it")
    key, wanted = NEEDS.get(config.spider, ("start", ""))
    if key not in given:
        raise BadSource(f"{file}: crawl.{key}: missing; expected {wanted}")


def _refuse_unreadable(file: Path, crawl: Crawl) -> None:
    for key in ("follow", "sitemaps"):
        try:
            re.compile(getattr(crawl, key) or "")
        except re.error as error:
            raise BadSource(f"{file}: crawl.{key}: not a regular expression: {error}") from error
    if crawl.template is not None and crawl.template.count("{n}") != 1:
        raise BadSource(f"{file}: crawl.template: expected {{n}} once, where the number stands")


def _in_words(error: str) -> str:
    """`crawl.every: expected a number with d, h, m or s…` for msgspec's "Expected … - at `$.crawl.every`"."""
    if unfit := re.fullmatch(r"Invalid enum value '(?P<key>.*)' - at `key` in `\$\.expect\.fill`", error):
        return f"expect.fill.{unfit['key']}: no such field; there are {', '.join(get_args(Field))}"
    said, _, place = error.partition(" - at `$")
    path = place.strip("`").lstrip(".")
    if unknown := re.search(r"unknown field `(?P<key>.+)`", said):
        return f"{_joined(path, unknown['key'])}: unknown key; see sources/_template.toml for those there are"
    if missing := re.search(r"missing required field `(?P<key>.+)`", said):
        return f"{_joined(path, missing['key'])}: missing; see sources/_template.toml"
    wanted = WANTED.get(re.sub(r"\[.*", "", path).rpartition(".")[2])
    return f"{path}: expected {wanted}" if wanted else f"{path}: {said}"


def _joined(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key
