"""A document as the reader would make it, of what a test names."""

from datetime import UTC, datetime

from archive.records import Block, Document, Publisher

NEWSPAPER = Publisher("Заря", "press")


def document(
    text: str,
    blocks: tuple[Block, ...],
    *,
    title: str | None = None,
    published: str | None = None,
    lang: str = "ru",
    fetched_at: datetime = datetime(2026, 3, 1, tzinfo=UTC),
    publisher: Publisher = NEWSPAPER,
) -> Document:
    """An article, unless the test says more."""
    return Document(
        text=text,
        blocks=blocks,
        title=title,
        published=published,
        published_how=None,
        lang=lang,
        charset="utf-8",
        layout="article",
        url="https://zarya.example/1",
        fetched_at=fetched_at,
        publisher=publisher,
    )
