"""From the bytes of a page to its `Document`; pure, and never raising on bad bytes.

The layouts do the reading; here it is decided which one, and the text with its offsets is made.
"""

from html import escape

from archive.records import Document, Page
from parsers.errors import LayoutChanged, PdfWithoutText
from parsers.layouts.article import read_article
from parsers.layouts.channel import is_channel, read_channel
from parsers.layouts.feed import feed_items, read_feed
from parsers.layouts.outcome import Outcome
from parsers.ocr.pictures import is_at_hand, is_picture, lines_of
from parsers.ocr.scans import scanned_pages
from parsers.page.charset import decode
from parsers.page.draft import compose
from parsers.page.language import language
from parsers.page.tree import parse
from parsers.pdf.lines import pages_of
from parsers.pdf.markup import as_markup

_LAYOUTS = {
    "memorial_card": ("card", "a card of labelled values (dl, two-column table or «label: value» lines)"),
    "book_table": ("table", "a table of people with a row each"),
    "telegram": ("channel", "posts in .tgme_widget_message"),
}

OCR = "ocr"
PDF = b"%PDF-"
PDF_WITHIN = 1024
"""Bytes of a file within which the mark of a PDF may stand (ISO 32000-1, annex H, note 13)."""


def read_document(page: Page) -> Document:
    """The canonical text of a page, with its blocks, title, published date, language and layout.

    Any bytes yield a document; an unreadable page yields an empty one. Raises LayoutChanged only where the
    publisher's `parser` names a layout and the page has another, and errors.Unreadable for a PDF or a picture
    whose words cannot be had. The charset of what was read off a picture is `OCR`.
    """
    is_pdf = PDF in page.body[:PDF_WITHIN].partition(b"<")[0]
    markup, charset = _decoded(page, is_pdf)
    outcome = _outcome(page, markup)
    wanted = _LAYOUTS.get(page.publisher.parser)
    if wanted and outcome.layout != wanted[0]:
        raise LayoutChanged(page.url, wanted[1])
    text, blocks = compose(outcome.drafts)
    return Document(
        text=text,
        blocks=blocks,
        title=outcome.title or None,
        published=outcome.published.day if outcome.published else None,
        published_how=outcome.published.how if outcome.published else None,
        lang=language(text, outcome.lang),
        charset=charset,
        layout="pdf" if is_pdf else "poster" if charset == OCR else outcome.layout,
        url=page.url,
        fetched_at=page.fetched_at,
        publisher=page.publisher,
    )


def _outcome(page: Page, markup: str) -> Outcome:
    if page.content_type.lower().startswith("text/plain"):
        return read_article(page, parse(_paragraphs(markup)))
    items = feed_items(markup)
    if items:
        return read_feed(page, items)
    root = parse(markup)
    return read_channel(page, root) if is_channel(root) else read_article(page, root)


def _decoded(page: Page, is_pdf: bool) -> tuple[str, str]:
    """The page as markup, and the charset it was in; what it is the bytes tell, whatever the header says."""
    if is_pdf:
        return _pdf(page)
    if is_picture(page.body):
        return as_markup([lines_of(page.body, page.url)]), OCR
    return decode(page.body, page.content_type)


def _pdf(page: Page) -> tuple[str, str]:
    try:
        return as_markup(pages_of(page.body, page.url)), "utf-8"
    except PdfWithoutText:
        if not is_at_hand():
            raise
    pages = scanned_pages(page.body, page.url)
    if not any(pages):
        raise PdfWithoutText(page.url)
    return as_markup(pages), OCR


def _paragraphs(text: str) -> str:
    """Plain text as markup that keeps its lines."""
    return f"<pre>{escape(text)}</pre>"
