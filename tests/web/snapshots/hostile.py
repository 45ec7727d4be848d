"""Markup that pages may carry, by what it tries: a line of hostile.tsv each, `{there}` is where one waits.

Controls are written as `\\0`, `\\t`, `\\n`.
"""

from pathlib import Path

CONTROLS = {"\\x00": "\0", "\\t": "\t", "\\n": "\n"}


def _table() -> dict[str, str]:
    found = {}
    for line in Path(__file__).with_name("hostile.tsv").read_text("utf-8").splitlines():
        name, _, markup = line.partition("\t")
        for written, control in CONTROLS.items():
            markup = markup.replace(written, control)
        found[name.replace(" ", "-")] = markup
    return {**found, "deep-nest": "<div>" * 5000 + "deep" + "<b><i>" * 1000}


HOSTILE = _table()


def page(name: str, there: str, obituary: str) -> bytes:
    """A page with an obituary and the markup of one name."""
    head = f"<!doctype html><html><head><title>{name}</title></head><body>{obituary}"
    return f"{head}{HOSTILE[name].replace('{there}', f'{there}/{name}')}</body></html>".encode()
