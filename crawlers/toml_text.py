"""Writes a source's table as TOML: texts, numbers, truths, lists of them, and tables."""

import json
import re
from collections.abc import Mapping, Sequence

Comments = Mapping[str, str]


def toml_of(table: Mapping[str, object], comments: Comments | None = None) -> str:
    """The TOML of a table. `comments`: of a key's whole path (`crawl.start`), the line that stands above it.

    Raises TypeError for a value that a source cannot have.
    """
    return "\n".join(_lines(table, (), comments or {})) + "\n"


def comment(line: str) -> str:
    """A line as a comment, whatever characters are in it."""
    return "# " + re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+", " ", line)


def _lines(table: Mapping[str, object], path: tuple[str, ...], comments: Comments) -> list[str]:
    lines = []
    for key, value in table.items():
        if not isinstance(value, Mapping):
            lines += [*_comment((*path, key), comments), f"{_key(key)} = {_value(value)}"]
    for key, value in table.items():
        if isinstance(value, Mapping):
            inner = (*path, key)
            lines += ["", *_comment(inner, comments), f"[{'.'.join(map(_key, inner))}]"]
            lines += _lines(value, inner, comments)
    return lines


def _comment(path: tuple[str, ...], comments: Comments) -> list[str]:
    said = comments.get(".".join(path), "")
    return [comment(line) for line in said.splitlines()]


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else _text(key)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, Sequence):
        return f"[{', '.join(map(_value, value))}]"
    raise TypeError(f"no TOML for {value!r}")


def _text(text: str) -> str:
    # A JSON string is a TOML string, but for the one control character that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
