"""What the sources of one network have in common, said once: `_network.toml` in their folder.

Its keys are those of a source, and hold for every source of the folder that does not say otherwise. What
tells a source from its sisters (title, home, start) is each one's own to say.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

FILE = "_network.toml"
OWN = {"": {"id", "toml", "title", "home", "region"}, "crawl": {"start"}}
"""Keys that a network cannot say, by table."""


class BadNetwork(ValueError):
    """A network's file says what cannot be meant; the message names file and key."""


def shared(file: Path, source: type[Struct]) -> dict[str, Any]:
    """What the network of a source's file says of it; empty if its folder is none. Raises BadNetwork."""
    network = file.parent / FILE
    if not network.is_file():
        return {}
    try:
        said = msgspec.toml.decode(network.read_text("utf-8"), type=dict[str, Any])
    except msgspec.DecodeError as error:
        raise BadNetwork(f"{network}: not TOML: {error}") from error
    _refuse_unknown(network, said, source, "")
    return said


def merged(said: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    """A source's own table over its network's, table by table."""
    result = dict(said)
    for key, value in own.items():
        both = isinstance(value, Mapping) and isinstance(said.get(key), Mapping)
        result[key] = merged(said[key], value) if both else value
    return result


def _refuse_unknown(network: Path, said: Mapping[str, Any], table: type[Struct], path: str) -> None:
    fields = {field.name: field.type for field in msgspec.structs.fields(table)}
    for key, value in said.items():
        place = f"{path}.{key}" if path else key
        if key in OWN.get(path, ()):
            raise BadNetwork(f"{network}: {place}: each source of a network says this for itself")
        if key not in fields:
            raise BadNetwork(
                f"{network}: {place}: unknown key; see sources/_template.toml for those there are"
            )
        inner = fields[key]
        if isinstance(inner, type) and issubclass(inner, Struct) and isinstance(value, Mapping):
            _refuse_unknown(network, value, inner, place)
