"""The TOML of each source as a journalist would have written it, with the addresses of this run."""

import json
from collections.abc import Mapping

from demo.render import Served
from demo.sites import Site


def source_toml(site: Site, base: str, first_night: Mapping[str, Served]) -> str:
    """The source's TOML; `expect` is the number of pages (of a channel: lists) in the first night."""
    source = site.source
    pages = sum(page.purpose == ("page" if site.standalone else "list") for page in first_night.values())
    head = {
        "title": source.title,
        "home": f"{base}/",
        "kind": source.kind,
        "region": source.region,
        "spider": source.spider,
        "parser": source.parser,
        "status": "active",
    }
    crawl = {
        "start": [base + path for path in source.start],
        "next": source.next,
        "detail": source.detail,
        "follow": source.follow,
        "every": source.every,
        "pages": source.pages,
        "delay": source.delay,
        "budget": source.budget,
    }
    tables = ("", head), ("\n[crawl]\n", crawl), ("\n[expect]\n", {"captures": pages})
    return "".join(heading + _lines(table) for heading, table in tables)


def _lines(table: Mapping[str, object]) -> str:
    # A JSON string, number or list of strings is TOML as well
    kept = ((key, value) for key, value in table.items() if value is not None)
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in kept)
