"""A trial of a site at the desk: the proposed source, proved to be a valid one, and what one page yields."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct

from archive.clock import Clock
from archive.records import Document, Mention, Page
from crawlers.registry import read
from crawlers.source import SourceConfig
from crawlers.trial.proposal import id_of, proposal
from crawlers.trial.survey import Survey, survey
from parsers.reading import read_page

HEAD = 400
"""Characters of a page's text that are shown."""
NAME_FIELDS = ("surname", "given", "patronymic")


class Trial(Struct, frozen=True):
    """A proposed source and what a page of it yields. `page`: address, title, text and people, or None."""

    id: str
    toml: str
    spider: str
    page: dict[str, object] | None
    no_page: str
    asked: list[str]


def try_site(url: str, *, clock: Clock, loopback: bool, told: Callable[[str], None]) -> Trial:
    """Tries a site, and keeps nothing. Raises trial.visits.CannotTry, agent.NoContact."""
    found = survey(url, clock=clock, loopback=loopback, told=told)
    toml, name = proposal(found), id_of(found.home)
    config = valid(toml, name)
    page = _yield(found, config, clock) if found.page else None
    return Trial(name, toml, found.choice.spider, page, found.no_page, found.asked)


def valid(toml: str, name: str) -> SourceConfig:
    """The source that a text describes. Raises registry.BadSource."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / f"{name}.toml"
        file.write_text(toml, "utf-8")
        return read(file)


def _yield(found: Survey, config: SourceConfig, clock: Clock) -> dict[str, object]:
    assert found.page
    seen = found.page
    read_from = Page(seen.body, seen.content_type, seen.url, clock.now(), config.publisher)
    reading = read_page(read_from)
    document = reading.document
    return {
        "url": seen.url,
        "title": document.title,
        "published": document.published,
        "charset": document.charset,
        "text": _main(document)[:HEAD],
        "people": [_person(document, one) for one in reading.mentions],
    }


def _main(document: Document) -> str:
    blocks = [block for block in document.blocks if block.part == "main"]
    return " ".join(document.text[block.start : block.end] for block in blocks) or document.text


def _person(document: Document, mention: Mention) -> dict[str, object]:
    claims: dict[str, str] = {}
    for claim in mention.claims:
        claims.setdefault(claim.field, claim.value)
    return {"name": document.text[mention.start : mention.end], "claims": claims}
