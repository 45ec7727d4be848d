"""A survey as the TOML of a source, with what was found and why as comments."""

import re
from urllib.parse import urlsplit

from crawlers.spellings import bare_host
from crawlers.toml_text import comment, toml_of
from crawlers.trial.survey import Survey


def proposal(found: Survey) -> str:
    """The TOML; `status` is `unverified` until a person has read it."""
    choice = found.choice
    table: dict[str, object] = {
        "title": found.title,
        "home": found.home,
        "kind": found.kind,
        "spider": choice.spider,
        "status": "unverified",
        "crawl": {**choice.crawl, **({"delay": found.delay} if found.delay > 2 else {})},
    }
    comments = {"kind": 'a guess; the region is to be filled in: region = "RU-…"', **choice.why}
    if found.delay > 2:
        comments["crawl.delay"] = "robots.txt asks for it"
    return "".join(f"{comment(line)}\n" for line in _head(found)) + "\n" + toml_of(table, comments)


def id_of(home: str) -> str:
    """An id for a source, of its host: `gazeta-penza` for https://www.gazeta-penza.ru/."""
    host = bare_host(urlsplit(home).hostname or "")
    name = host.rpartition(".")[0] or host
    return re.sub(r"[^a-z0-9]+", "-", name).strip("-") or "source"


def _head(found: Survey) -> list[str]:
    engine = f"engine: {found.engine}" if found.engine else "engine: none that we know"
    return [f"proposed by sinodik sources try {found.asked[0]}", engine, f"encoding: {found.encoding}",
        *found.robots, *(f"also: {line}" for line in found.choice.aside)]  # fmt: skip
