"""The page as captured, whole: a document of our own around harmless markup, for a frame without rights."""

from collections.abc import Sequence
from html import escape

from msgspec import Struct

from archive.records import Document, Page
from desk.web.snapshots.marks import Marker, Span
from desk.web.snapshots.markup import Picture, TooDeep, texts, tree, written
from desk.web.snapshots.pictures import media_type_of
from desk.web.snapshots.placing import placed
from parsers.page.charset import decode

LONGEST = 4_000_000
"""Characters of markup that are shown; of a longer page the text view shows what was read."""

PDF = b"%PDF-"


class Framed(Struct, frozen=True):
    """A page to be shown. `lost`: claims whose words were not found on it; `why`: a key of the desk's words
    if it cannot be shown at all."""

    markup: str
    lost: tuple[str, ...] = ()
    why: str | None = None


def framed(
    page: Page,
    document: Document,
    spans: Sequence[Span],
    *,
    titles: dict[str, str],
    picture: Picture,
    itself: str,
    style: str,
) -> Framed:
    """The page with the spans of its document marked. `itself`, `style`: the
    addresses on the desk of its own bytes and of the style sheet."""
    claims = tuple(dict.fromkeys(span.claim for span in spans))
    if media_type_of(page.body):
        return Framed(_whole(page.url, style, f'<img class="poster" src="{escape(itself)}" alt="">'), claims)
    if PDF in page.body[:1024]:
        return Framed("", claims, "snapshot.pdf")
    markup = _decoded(page, document)
    if len(markup) > LONGEST:
        return Framed("", claims, "snapshot.long")
    marker = Marker(titles)
    if not _is_markup(page, markup):
        found = placed([markup], document, spans)
        text = marker.marked(markup, found.marks.get(0, ()))
        return Framed(_whole(page.url, style, f"<pre>{text}</pre>"), found.lost)
    try:
        top = tree(markup)
    except TooDeep:
        return Framed("", claims, "snapshot.deep")
    found = placed(texts(top), document, spans)
    return Framed(_whole(page.url, style, written(top, found.marks, marker, page.url, picture)), found.lost)


def _decoded(page: Page, document: Document) -> str:
    try:
        return page.body.decode(document.charset, "replace").replace("\0", "")
    except LookupError:
        return decode(page.body, page.content_type)[0]


def _is_markup(page: Page, markup: str) -> bool:
    kind = page.content_type.lower()
    if kind.startswith("text/plain") or "json" in kind:
        return False
    return "<" in markup and not markup.lstrip()[:200].startswith(("{", "["))


def _whole(url: str, style: str, body: str) -> str:
    return (
        '<!doctype html><html><head><meta charset="utf-8">'
        f"<title>{escape(url)}</title>"
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<link rel="stylesheet" href="{escape(style)}"></head><body>{body}</body></html>'
    )
