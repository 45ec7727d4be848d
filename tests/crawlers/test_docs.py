"""docs/sources.md names every key of a source and every issue that a crawl raises."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec import Struct

from crawlers.expect import Expect
from crawlers.page_limits import Browser, Images
from crawlers.registry import PROJECT_SOURCES
from crawlers.source import Crawl, Exceptions, SourceConfig

PROJECT = PROJECT_SOURCES.parent
PAGE = (PROJECT / "docs" / "sources.md").read_text("utf-8")
ISSUE = re.compile(r"""issue\(\s*"(?P<kind>[a-z-]+)"|kind="(?P<named>[a-z-]+)\"""")


def keys() -> Iterator[str]:
    tables: list[tuple[str, type[Struct]]] = [
        ("", SourceConfig),
        ("crawl.", Crawl),
        ("crawl.browser.", Browser),
        ("crawl.images.", Images),
        ("crawl.exceptions.", Exceptions),
        ("expect.", Expect),
    ]
    for prefix, table in tables:
        for field in table.__struct_fields__:
            if prefix + field not in {"id", "toml"} | {name.rstrip(".") for name, _ in tables}:
                yield prefix + field


def issue_kinds() -> set[str]:
    code = "".join(file.read_text("utf-8") for file in Path(PROJECT / "crawlers").rglob("*.py"))
    return {found["kind"] or found["named"] for found in ISSUE.finditer(code)}


@pytest.mark.parametrize("key", list(keys()))
def test_every_key_is_explained(key: str) -> None:
    assert f"| `{key}` |" in PAGE


def test_every_issue_is_explained_and_no_other() -> None:
    told = set(re.findall(r"^\| `([a-z-]+)` \|", PAGE.partition("## Issues")[2], re.M))
    assert told == issue_kinds()
