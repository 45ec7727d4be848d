"""The extracted text with marks: its paragraphs know where they begin, so that a selection is a span."""

from collections.abc import Sequence

from markupsafe import Markup
from msgspec import Struct

from archive.records import Document
from desk.web.snapshots.marks import Marker, Span


class Passage(Struct, frozen=True):
    """A block of a document as markup, and bare: the very text of the document from `start` on."""

    kind: str
    start: int
    markup: Markup
    bare: str


def passages(document: Document, spans: Sequence[Span], titles: dict[str, str]) -> list[Passage]:
    """All of a document's text; what stands between blocks is a line break, or a passage too."""
    marker = Marker(titles)
    found = []
    at = 0
    for block in sorted(document.blocks, key=lambda one: one.start):
        if block.start < at:
            continue
        if document.text[at : block.start].strip():
            found.append(_passage("paragraph", at, block.start, document, spans, marker))
        found.append(_passage(block.kind, block.start, block.end, document, spans, marker))
        at = block.end
    if document.text[at:].strip():
        found.append(_passage("paragraph", at, len(document.text), document, spans, marker))
    return found


def _passage(
    kind: str, start: int, end: int, document: Document, spans: Sequence[Span], marker: Marker
) -> Passage:
    text = document.text[start:end]
    inside = [
        Span(max(span.start, start) - start, min(span.end, end) - start, span.claim)
        for span in spans
        if span.start < end and start < span.end
    ]
    return Passage(kind, start, Markup(marker.marked(text, inside)), text)
