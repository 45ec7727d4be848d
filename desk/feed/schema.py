"""Writes the JSON Schema of a line: `python -m desk.feed.schema > desk/feed/change.schema.json`."""

import json
from pathlib import Path

import msgspec

from desk.feed.lines import ANY_LINE

SHIPPED = Path(__file__).with_name("change.schema.json")


def line_schema() -> str:
    """The schema of any line of the feed, as JSON."""
    (found,), parts = msgspec.json.schema_components([ANY_LINE], ref_template="#/$defs/{name}")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A line of Sinodik's feed"}
    return json.dumps({**head, **found, "$defs": parts}, indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(line_schema(), end="")
