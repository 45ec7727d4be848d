"""Small invented pages for the tests of people."""

from datetime import UTC, datetime

from archive.records import Block, Document, Publisher


def page(text: str, published: str | None = "2024-05-20", lang: str = "ru") -> Document:
    """A document of one paragraph a line."""
    blocks, start = [], 0
    for line in text.split("\n"):
        blocks.append(Block(start, start + len(line)))
        start += len(line) + 1
    return Document(
        text=text,
        blocks=tuple(blocks),
        title=None,
        published=published,
        published_how="meta",
        lang=lang,
        charset="utf-8",
        layout="article",
        url="https://zarya.example/1",
        fetched_at=datetime(2024, 5, 21, tzinfo=UTC),
        publisher=Publisher("Заря", "press"),
    )


def marked(text: str) -> tuple[str, int]:
    """A text without its square brackets, and where they opened."""
    return text.replace("[", "").replace("]", ""), text.index("[")
