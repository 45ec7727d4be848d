"""Small invented pages: brackets mark soldiers, «[Иван Каменкин]», braces others, «{Пётр Лугов}»."""

import re
from datetime import UTC, datetime

from archive.records import Block, Cell, Claim, Publisher
from parsers.person import Named
from parsers.scope import Scope
from parsers.service import service
from tests.parsers.documents import document

_MARK = re.compile(r"\[(?P<soldier>[^\]]+)\]|\{(?P<other>[^}]+)\}")


def claims(marked: str, *, published: str | None = "2023-05-01", lang: str = "ru") -> dict[str, list[Claim]]:
    """The service claims of each soldier by his name; a line that begins with # is a heading."""
    text, named = _read(marked)
    blocks, at = [], 0
    for line in text.split("\n"):
        kind = "heading" if line.startswith("#") else "paragraph"
        blocks.append(Block(at, at + len(line), "title" if kind == "heading" and not at else "main", kind))
        at += len(line) + 1
    return of_document(text, tuple(blocks), named, published=published, lang=lang)


def card(name: str, **cells: str) -> list[Claim]:
    """The claims of a card with a name and labelled cells; an underscore in a label stands for a space."""
    text, found = name, []
    for label, value in cells.items():
        text += f"\n{label.replace('_', ' ')}: "
        found.append(Cell(label.replace("_", " "), len(text), len(text) + len(value)))
        text += value
    blocks = (
        Block(0, len(name), "title", "heading"),
        Block(len(name) + 1, len(text), "main", "card", cells=tuple(found)),
    )
    return of_document(text, blocks, [_soldier(0, len(name), name)], published=None, lang="ru")[name]


def of_document(
    text: str, blocks: tuple[Block, ...], named: list[Named], *, published: str | None, lang: str
) -> dict[str, list[Claim]]:
    """What the service parser says of each soldier, best first, as a reading sorts it."""
    page = document(
        text,
        blocks,
        published=published,
        lang=lang,
        fetched_at=datetime(2024, 1, 1, tzinfo=UTC),
        publisher=Publisher("", "press"),
    )
    found: dict[str, list[Claim]] = {text[one.start : one.end]: [] for one in named if one.role == "soldier"}
    for who, claim in service(page, named, Scope(page, named)):
        assert text[claim.start : claim.end] == claim.raw
        found[text[named[who].start : named[who].end]].append(claim)
    return {name: sorted(mine, key=lambda claim: -claim.confidence) for name, mine in found.items()}


def _read(marked: str) -> tuple[str, list[Named]]:
    text, named, at = "", [], 0
    for match in _MARK.finditer(marked):
        text += marked[at : match.start()]
        name = match["soldier"] or match["other"]
        one = _soldier(len(text), len(text) + len(name), name)
        if match["other"]:
            one.role, one.status = "official", None
        named.append(one)
        text, at = text + name, match.end()
    return text + marked[at:], named


def _soldier(start: int, end: int, name: str) -> Named:
    return Named(
        start, end, ((start, end),), "soldier", "killed", "m", name.split()[-1], name.split()[0], None
    )
